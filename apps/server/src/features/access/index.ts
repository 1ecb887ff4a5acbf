export {
  mayAddAddendum,
  mayAssign,
  mayCapture,
  mayHearOf,
  mayOpenStudy,
  mayReport,
  mayTake,
  mayUploadImages,
  type StudyRow,
  seesCustomerOf,
  seesImagesOnly,
} from './policy.ts';
export { openableStudies, openStudy } from './repository.ts';
