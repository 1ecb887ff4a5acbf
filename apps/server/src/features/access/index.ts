export { mayAddAddendum, mayAssign, mayOpenStudy, mayReport, mayTake, mayUploadImages, type StudyRow } from './policy.ts';
export { openableStudies, openStudy } from './repository.ts';
