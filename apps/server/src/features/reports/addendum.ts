import { ApiError, publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import type { StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Caller, lockedStudy } from '../studies/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';
import { mustBeOpenAddendum, mustTakeAddendum } from './policy.ts';
import { findReport, insertAddendum, type ReportRow, reportsOfStudy, setAddendumAside, setStudyStatus } from './repository.ts';

/**
 * Begins an addendum to a completed report (public id): the study goes to addendum_active and gets a new report in progress, written by `userId` (raw UUID) or, where
 * a key asks, by whoever the study is assigned to, else by the signer. Throws `not_found`, `study_cancelled`, `unprocessable`.
 */
export async function startAddendum(tx: Tx, caller: Caller, reportId: string, userId?: string): Promise<ReportRow> {
  const { study, report: parent } = await reachLocked(tx, caller, reportId);
  mustTakeAddendum(study, parent);
  const addendum = await insertAddendum(tx, parent, userId ?? study.assignedToUserId ?? parent.userId);
  await setStudyStatus(tx, study.id, 'addendum_active');
  await note(tx, caller, 'report.addendum_started', addendum);
  return addendum;
}

/**
 * Gives up an addendum in progress, named by its own id or its parent's; the study is completed again. Its words stay among the draft versions.
 * Throws `not_found`, `unprocessable`.
 */
export async function cancelAddendum(tx: Tx, caller: Caller, reportId: string): Promise<void> {
  const { study, report } = await reachLocked(tx, caller, reportId);
  const ofStudy = await reportsOfStudy(tx, study.id);
  const addendum = mustBeOpenAddendum(
    ofStudy.find((one) => one.status === 'in_progress' && (one.id === report.id || one.parentReportId === report.id)),
  );
  await setAddendumAside(tx, addendum.id);
  await setStudyStatus(tx, study.id, 'completed');
  await note(tx, caller, 'report.addendum_cancelled', addendum);
}

/** The report and its study, as they are once the study is locked. */
async function reachLocked(tx: Tx, caller: Caller, reportId: string): Promise<{ study: StudyRow; report: ReportRow }> {
  const found = await findReport(tx, caller.principal, reportId);
  if (!found) throw new ApiError('not_found');
  const study = await lockedStudy(tx, caller, { studyId: publicId('stu', found.study.id) });
  const locked = await findReport(tx, caller.principal, reportId);
  if (!locked) throw new ApiError('not_found');
  return { study, report: locked.report };
}

async function note(tx: Tx, caller: Caller, action: string, addendum: ReportRow): Promise<void> {
  await recordAudit(tx, {
    clinicId: addendum.clinicId,
    actor: actorOf(caller.principal),
    action,
    subject: publicId('rep', addendum.id),
    studyId: addendum.studyId,
    requestId: caller.requestId,
  });
  await notifyStudyChanged(tx, { clinicId: addendum.clinicId, studyId: addendum.studyId, change: 'report' });
}
