import type { studies } from '../../platform/db/schema.ts';
import type { Principal, UserPrincipal } from '../principal/index.ts';

export type StudyRow = typeof studies.$inferSelect;

/** Owners and admins see their whole clinic, and so does whoever manages its studies. */
export function seesWholeClinic(user: UserPrincipal): boolean {
  return user.session === 'full' && (user.level !== 'member' || user.canManageStudies);
}

/** A key opens what its scope reaches; a link opens its study; a member opens a study assigned to them or to nobody. */
export function mayOpenStudy(principal: Principal, study: StudyRow): boolean {
  if (study.clinicId !== principal.clinicId || study.deletedAt) return false;
  if (principal.kind === 'key') return principal.scope === 'all' || study.createdByApiKeyId === principal.apiKeyId;
  return reachesBySignIn(principal, study) || principal.openedStudies[study.id] !== undefined;
}

/** Who reaches a study over a viewer-only link alone sees its images: no report, no prior texts. */
export function seesImagesOnly(user: UserPrincipal, study: StudyRow): boolean {
  return !reachesBySignIn(user, study) && user.openedStudies[study.id] !== 'report';
}

function reachesBySignIn(user: UserPrincipal, study: StudyRow): boolean {
  if (user.session !== 'full') return false;
  return seesWholeClinic(user) || study.assignedToUserId === null || study.assignedToUserId === user.userId;
}

/** A radiologist reports a study assigned to them or to nobody, as long as it is not cancelled or signed. */
export function mayReport(user: UserPrincipal, study: StudyRow): boolean {
  return (
    user.canCreateReports &&
    user.userId !== null &&
    !seesImagesOnly(user, study) &&
    !study.cancelledAt &&
    study.studyType === 'standard' &&
    study.status !== 'completed' &&
    (study.assignedToUserId === null || study.assignedToUserId === user.userId)
  );
}

/** A radiologist adds to a completed report of a study that they may open. */
export function mayAddAddendum(user: UserPrincipal, study: StudyRow): boolean {
  return (
    user.canCreateReports && user.userId !== null && !seesImagesOnly(user, study) && !study.cancelledAt && study.status === 'completed'
  );
}

/** Whoever manages studies assigns any that is not cancelled and not signed. */
export function mayAssign(user: UserPrincipal, study: StudyRow): boolean {
  return user.session === 'full' && (user.level !== 'member' || user.canManageStudies) && isAssignable(study);
}

/** A radiologist takes a study that is nobody's, and gives back one that is theirs. */
export function mayTake(user: UserPrincipal, study: StudyRow): boolean {
  const free = study.assignedToUserId === null || study.assignedToUserId === user.userId;
  return user.session === 'full' && user.canCreateReports && isAssignable(study) && (free || mayAssign(user, study));
}

/** Images are added by whoever manages studies or reads them, never over a link that opens one study. */
export function mayUploadImages(user: UserPrincipal, study: StudyRow): boolean {
  return reachesBySignIn(user, study) && !study.cancelledAt && (user.level !== 'member' || user.canManageStudies || user.canCreateReports);
}

function isAssignable(study: StudyRow): boolean {
  return !study.cancelledAt && study.studyType === 'standard' && study.status !== 'completed' && study.status !== 'addendum_active';
}
