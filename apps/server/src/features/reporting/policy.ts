import { mayOpenStudy, type StudyRow, seesImagesOnly } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import type { ReportRow } from '../reports/index.ts';

/** Whoever may open the study reads its reports, but for those who only see its images. */
export function mayReadReport(user: UserPrincipal, study: StudyRow): boolean {
  return mayOpenStudy(user, study) && !seesImagesOnly(user, study);
}

/** A radiologist writes a report that is not signed, on a study that is theirs or nobody's and is not cancelled. */
export function mayEditReport(user: UserPrincipal, study: StudyRow, report: ReportRow): boolean {
  return (
    report.status === 'in_progress' &&
    user.canCreateReports &&
    !seesImagesOnly(user, study) &&
    user.userId !== null &&
    !study.cancelledAt &&
    (study.assignedToUserId === null || study.assignedToUserId === user.userId || (report.isAddendum && report.userId === user.userId))
  );
}

/** Whoever writes an addendum may give it up. */
export function mayCancelAddendum(user: UserPrincipal, study: StudyRow, report: ReportRow): boolean {
  return report.isAddendum && mayEditReport(user, study, report);
}
