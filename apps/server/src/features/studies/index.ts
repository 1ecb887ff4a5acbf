export { assignStudy } from './assignment.ts';
export { type Caller, noteStudiesListed, noteStudy, noteStudyChange } from './audit.ts';
export { mustBeActive, mustNotBeCancelled, mustTakeStudies } from './policy.ts';
export { presentAnyStudy } from './presenter.ts';
export { priorsOf } from './priors.ts';
export { findDetails, findUser, insertStudy, listDetails, type StudyChange, type StudyDetails, updateStudy } from './repository.ts';
export { viewerOnlyRerouteUrl } from './reroute.ts';
export { studyRoutes } from './routes.ts';
export { cancelStudy, createStudy, lockedStudy, readStudy, selectedStudy, uidTaken, uncancelStudy } from './service.ts';
