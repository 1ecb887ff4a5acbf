import {
  type Action,
  ApiError,
  type ExternalReport,
  type ExternalReportCreate,
  type ExternalReportList,
  type ExternalReportListQuery,
  type ExternalReportReference,
  type ExternalStudyCreate,
  hasReport,
  publicId,
  type Study,
  type StudySelector,
  toPage,
} from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { findCustomer } from '../express/index.ts';
import {
  type Caller,
  creatorOf,
  insertStudy,
  lockedStudy,
  mustTakeStudies,
  noteStudiesListed,
  noteStudy,
  noteStudyChange,
  readStudy,
  selectedStudy,
  uidTaken,
  updateStudy,
} from '../studies/index.ts';
import { extensionOfName } from './file-type.ts';
import { presignedFileUrl } from './file-url.ts';
import { mustBeExternal, mustBeUnwritten } from './policy.ts';
import { presentEntry, presentReference, presentReport } from './presenter.ts';
import type { ReportFile } from './report-file.ts';
import { findReport, insertReport, isUidTaken, reportOfStudy, selectReports, updateReport } from './repository.ts';

/** Refuses before anything is fetched what `createExternalStudy` would refuse after it. */
export async function checkExternalStudy(tx: Tx, caller: Caller, body: ExternalStudyCreate): Promise<void> {
  await customerOf(tx, caller, body);
  if (await isUidTaken(tx, caller.principal.clinicId, body.studyInstanceUid)) throw uidTaken();
}

/** Creates an archive study, read elsewhere, with its report where one was sent. Throws `study_uid_taken`; `not_found` or `unprocessable` for its customer. */
export async function createExternalStudy(tx: Tx, caller: Caller, body: ExternalStudyCreate, file: ReportFile | null): Promise<Study> {
  const { readerName, reportFileName: _name, reportFileUrl: _url, reportText, signedAt, expressCustomerId: _customer, ...fields } = body;
  const study = await insertStudy(tx, {
    ...fields,
    studyType: 'external',
    // Nothing is left to do: nobody is to look for it among what waits.
    status: 'completed',
    clinicId: caller.principal.clinicId,
    expressCustomerId: await customerOf(tx, caller, body),
    ...creatorOf(caller.principal),
  });
  if (!study) throw uidTaken();
  if (hasReport(body)) await insertReport(tx, study, { readerName, signedAt, reportText, ...file });
  await noteStudyChange(tx, caller, 'study.created', study.id, { studyType: 'external', withFile: file !== null });
  return readStudy(tx, caller, { studyId: publicId('stu', study.id) });
}

async function customerOf(tx: Tx, { principal }: Caller, { expressCustomerId }: ExternalStudyCreate): Promise<string | null> {
  return expressCustomerId === undefined ? null : mustTakeStudies(await findCustomer(tx, principal, expressCustomerId)).id;
}

/** Takes an archive study out of sight for good; its UID stays taken. Throws `not_found`, `unprocessable` for a standard study. */
export async function deleteExternalStudy(tx: Tx, caller: Caller, selector: StudySelector, now: Date): Promise<Action> {
  const study = await lockedStudy(tx, caller, selector);
  mustBeExternal(study);
  await updateStudy(tx, study.id, { deletedAt: now });
  await noteStudyChange(tx, caller, 'study.deleted', study.id);
  return { success: true };
}

/** Refuses before anything is fetched what `addExternalReport` would refuse after it. */
export async function checkExternalReport(tx: Tx, caller: Caller, body: ExternalReportCreate): Promise<void> {
  const study = await selectedStudy(tx, caller, body);
  mustBeExternal(study);
  mustBeUnwritten(await reportOfStudy(tx, study.id), body);
}

/**
 * Adds to the report of an archive study, which begins with the first of it. The study is locked meanwhile, so that of two that write the text at once one is told that it is
 * written. Throws `not_found`, `conflict`, `unprocessable` for a standard study.
 */
export async function addExternalReport(
  tx: Tx,
  caller: Caller,
  body: ExternalReportCreate,
  file: ReportFile | null,
): Promise<ExternalReportReference> {
  const study = await lockedStudy(tx, caller, body);
  mustBeExternal(study);
  const report = await reportOfStudy(tx, study.id);
  mustBeUnwritten(report, body);
  const { readerName, signedAt, reportText } = body;
  const change = { readerName, signedAt, reportText, ...file };
  if (report) await updateReport(tx, report.id, change);
  const written = report ?? (await insertReport(tx, study, change));
  const fields = (['readerName', 'signedAt', 'reportText', 'reportFileUrl'] as const).filter((name) => body[name] !== undefined);
  await noteStudyChange(tx, caller, report ? 'external_report.updated' : 'external_report.created', study.id, { fields: fields.join(',') });
  return presentReference({ report: written, study });
}

/** One page, newest first. */
export async function listExternalReports(tx: Tx, caller: Caller, query: ExternalReportListQuery): Promise<ExternalReportList> {
  const rows = (await selectReports(tx, caller.principal, query)).map((reached) => ({ seq: reached.report.seq, reached }));
  const { items, ...page } = toPage(rows, query.limit);
  const reports = items.map(({ reached }) => presentEntry(reached));
  await noteStudiesListed(
    tx,
    caller,
    reports.map(({ studyId }) => studyId),
  );
  return { reports, ...page };
}

/** With a one-hour URL of the file, where there is one. Throws `not_found`. */
export async function readExternalReport(deps: Deps, tx: Tx, caller: Caller, externalReportId: string): Promise<ExternalReport> {
  const reached = await findReport(tx, caller.principal, externalReportId);
  if (!reached) throw new ApiError('not_found');
  const { report, study } = reached;
  await noteStudy(tx, caller, 'external_report.read', study.id);
  const extension = report.fileKey && extensionOfName(report.fileKey);
  return presentReport(reached, extension && presignedFileUrl(deps, report.id, extension));
}
