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
export { findNameableUser, nameableUsers, openableStudies, openStudy } from './repository.ts';
