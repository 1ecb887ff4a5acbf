export { mayAddAddendum, mayAssign, mayOpenStudy, mayReport, mayTake, mayUploadImages, type StudyRow, seesImagesOnly } from './policy.ts';
export { openableStudies, openStudy } from './repository.ts';
