import type { studies } from '../../platform/db/schema.ts';
import type { Principal, UserPrincipal } from '../principal/index.ts';

export type StudyRow = typeof studies.$inferSelect;

/** Owners and admins see the studies of every customer; a member who belongs to customers sees only theirs, a member of none only studies without a customer. */
export function seesCustomerOf(principal: Principal, study: Pick<StudyRow, 'expressCustomerId'>): boolean {
  if (principal.kind === 'key' || principal.level !== 'member') return true;
  if (study.expressCustomerId === null) return principal.customerIds.length === 0;
  return principal.customerIds.includes(study.expressCustomerId);
}

/** Owners, admins and whoever manages studies see them whoever they are assigned to. */
export function seesEveryAssignment(user: UserPrincipal): boolean {
  return user.level !== 'member' || user.canManageStudies;
}

/** A key opens what its scope reaches; a link opens its study; a member opens a study of their customers that is assigned to them or to nobody. */
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
  if (!seesCustomerOf(user, study)) return false;
  return seesEveryAssignment(user) || study.assignedToUserId === null || study.assignedToUserId === user.userId;
}

/**
 * A worklist hears of the studies of its user's customers: also of one that went out of reach (reassigned, or moved from the customer `formerCustomerId`),
 * because its row must leave the screen.
 */
export function mayHearOf(user: UserPrincipal, study: StudyRow, formerCustomerId?: string | null): boolean {
  if (mayOpenStudy(user, study)) return true;
  if (user.session !== 'full') return false;
  return seesCustomerOf(user, study) || (formerCustomerId !== undefined && seesCustomerOf(user, { expressCustomerId: formerCustomerId }));
}

/** A radiologist reports a study assigned to them or to nobody, as long as it is not cancelled or signed. */
export function mayReport(user: UserPrincipal, study: StudyRow): boolean {
  return (
    user.canCreateReports &&
    user.userId !== null &&
    !seesImagesOnly(user, study) &&
    !study.cancelledAt &&
    isDictated(study) &&
    study.status !== 'completed' &&
    (study.assignedToUserId === null || study.assignedToUserId === user.userId)
  );
}

/** A radiologist adds to a completed report of a study that they may open. */
export function mayAddAddendum(user: UserPrincipal, study: StudyRow): boolean {
  return (
    user.canCreateReports &&
    user.userId !== null &&
    !seesImagesOnly(user, study) &&
    !study.cancelledAt &&
    isDictated(study) &&
    study.status === 'completed'
  );
}

/** Whoever manages studies assigns any that is not cancelled and not signed. */
export function mayAssign(user: UserPrincipal, study: StudyRow): boolean {
  return reachesBySignIn(user, study) && seesEveryAssignment(user) && isAssignable(study);
}

/** A radiologist takes a study that is nobody's, and gives back one that is theirs. */
export function mayTake(user: UserPrincipal, study: StudyRow): boolean {
  const free = study.assignedToUserId === null || study.assignedToUserId === user.userId;
  return reachesBySignIn(user, study) && user.canCreateReports && isAssignable(study) && (free || mayAssign(user, study));
}

/** Images are added by whoever manages studies or reads them, never over a link that opens one study. */
export function mayUploadImages(user: UserPrincipal, study: StudyRow): boolean {
  return reachesBySignIn(user, study) && !study.cancelledAt && (user.level !== 'member' || user.canManageStudies || user.canCreateReports);
}

/** Who adds images captures them too; so does the radiologist whom a link brought to report the study. A viewer-only link only looks. */
export function mayCapture(user: UserPrincipal, study: StudyRow): boolean {
  const isReporting = user.userId !== null && user.openedStudies[study.id] === 'report' && !study.cancelledAt;
  return isReporting || mayUploadImages(user, study);
}

/** A study of the Viewer has no report; an archive study came with its own. */
function isDictated(study: StudyRow): boolean {
  return study.product === 'autoscribe' && study.studyType === 'standard';
}

function isAssignable(study: StudyRow): boolean {
  return !study.cancelledAt && isDictated(study) && study.status !== 'completed' && study.status !== 'addendum_active';
}
