import { ApiError, publicId, type ReportPage, rawId } from '@readroom/contract';
import { chooseTemplate, startAddendum, startDocument } from '@readroom/report';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { mayReport, openStudy, type StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { enrichContext } from '../enrichment/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type ReportRow, reportsOfStudy } from '../reports/index.ts';
import { priorsOf } from '../studies/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';
import { mayEditReport, mayReadReport } from './policy.ts';
import { presentReportPage, studyContext } from './presenter.ts';
import {
  type DraftRow,
  findDraft,
  findReport,
  findStudyOf,
  findUser,
  insertDraft,
  insertReport,
  setReportAuthor,
  updateStudy,
} from './repository.ts';

/**
 * Opens the report of a study and starts one where there is none: the study goes to in_progress and to this radiologist. Where the study was given to another radiologist meanwhile, that one goes
 * on with the draft as it is. Who may only read gets the page without permissions. Before the first opening the key that created the study may be asked for its
 * clinical context. Throws `not_found`, `study_cancelled`, `forbidden`.
 */
export async function openReport(deps: Deps, user: UserPrincipal, studyId: string, requestId: string): Promise<ReportPage> {
  await enrichContext(deps, user, studyId);
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const study = await openStudy(tx, user, studyId, { lock: true });
    if (!mayReadReport(user, study)) throw new ApiError('forbidden', { message: 'This link opens the images only.' });
    const reports = await reportsOfStudy(tx, study.id);
    const report = reports.find(({ status }) => status === 'in_progress') ?? reports.find(({ isAddendum }) => !isAddendum);
    const opened = report ? await takeOver(deps, tx, user, study, report) : await startReport(deps, tx, user, study);
    await audit(tx, user, opened.study, opened.report, report ? 'report.opened' : 'report.started', requestId);
    return pageOf(tx, user, opened.study, opened.report);
  });
}

/** Reads a report by its own id. Throws `not_found`. */
export async function readReport(deps: Deps, user: UserPrincipal, reportId: string, requestId: string): Promise<ReportPage> {
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const { study, report } = await reachReport(tx, user, reportId);
    await audit(tx, user, study, report, 'report.opened', requestId);
    return pageOf(tx, user, study, report);
  });
}

/** A report with its study, both locked where `lock` is set. Throws `not_found` for one that this user may not read. */
export async function reachReport(
  tx: Tx,
  user: UserPrincipal,
  reportId: string,
  options: { lock?: boolean } = {},
): Promise<{ study: StudyRow; report: ReportRow }> {
  const id = rawId('rep', reportId);
  const found = id ? await findReport(tx, id) : null;
  if (!found) throw new ApiError('not_found');
  // The study first, as everywhere, so that two transactions cannot wait for each other.
  const study = options.lock ? await openStudy(tx, user, publicId('stu', found.studyId), { lock: true }) : await findStudyOf(tx, found);
  if (!mayReadReport(user, study)) throw new ApiError('not_found');
  const report = options.lock ? await findReport(tx, found.id, { lock: true }) : found;
  if (!report) throw new ApiError('not_found');
  return { study, report };
}

/** The page of a report for a user, its draft made where it is missing. */
export async function pageOf(tx: Tx, user: UserPrincipal, study: StudyRow, report: ReportRow): Promise<ReportPage> {
  const draft = report.status === 'in_progress' ? await ensureDraft(tx, user, study, report) : null;
  return presentReportPage(user, study, report, draft, await findUser(tx, report.userId), await priorsOf(tx, user, study));
}

/** The draft of an open report; an addendum that was started over the public API gets its draft here. */
export async function ensureDraft(tx: Tx, user: UserPrincipal, study: StudyRow, report: ReportRow): Promise<DraftRow> {
  const draft = await findDraft(tx, report.id);
  if (draft) return draft;
  const context = studyContext(study, await priorsOf(tx, user, study));
  const template = chooseTemplate(context);
  const document = report.isAddendum ? startAddendum() : startDocument(template, context);
  return insertDraft(tx, { reportId: report.id, clinicId: report.clinicId, document });
}

async function startReport(deps: Deps, tx: Tx, user: UserPrincipal, study: StudyRow): Promise<{ study: StudyRow; report: ReportRow }> {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  if (!mayReport(user, study) || user.userId === null) {
    throw new ApiError('forbidden', {
      message: 'There is no report yet, and only the radiologist to whom the study is assigned can start it.',
    });
  }
  const changes = { status: 'in_progress' as const, assignedToUserId: user.userId, updatedAt: deps.clock.now() };
  await updateStudy(tx, study.id, changes);
  const report = await insertReport(tx, { clinicId: study.clinicId, studyId: study.id, userId: user.userId });
  await notifyStudyChanged(tx, { clinicId: study.clinicId, studyId: study.id, change: 'report' });
  return { study: { ...study, ...changes }, report };
}

async function takeOver(
  deps: Deps,
  tx: Tx,
  user: UserPrincipal,
  study: StudyRow,
  report: ReportRow,
): Promise<{ study: StudyRow; report: ReportRow }> {
  if (report.userId === user.userId || user.userId === null || !mayEditReport(user, study, report)) return { study, report };
  const now = deps.clock.now();
  await setReportAuthor(tx, report.id, user.userId, now);
  const changes = { assignedToUserId: study.assignedToUserId ?? user.userId, updatedAt: now };
  await updateStudy(tx, study.id, changes);
  await notifyStudyChanged(tx, { clinicId: study.clinicId, studyId: study.id, change: 'report' });
  return { study: { ...study, ...changes }, report: { ...report, userId: user.userId, updatedAt: now } };
}

async function audit(tx: Tx, user: UserPrincipal, study: StudyRow, report: ReportRow, action: string, requestId: string): Promise<void> {
  await recordAudit(tx, {
    clinicId: study.clinicId,
    actor: actorOf(user),
    action,
    subject: publicId('rep', report.id),
    studyId: study.id,
    requestId,
  });
}
