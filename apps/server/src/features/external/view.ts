import type { Readable } from 'node:stream';
import { ApiError, type ExternalReportView, publicId, rawId, type StudyExternalReports } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { openStudy, type StudyRow, seesImagesOnly } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { noteStudy, priorStudiesOf } from '../studies/index.ts';
import { type ExternalReportRow, reportsOfStudies } from './repository.ts';

interface Reader {
  principal: UserPrincipal;
  requestId: string;
}
interface Shown {
  report: ExternalReportRow;
  study: StudyRow;
}

/** What was reported elsewhere, for the reading room: the study's own report, and the files of the patient's earlier ones. Throws `not_found`, `forbidden` over a link to images only. */
export async function readStudyReports(tx: Tx, reader: Reader, studyId: string): Promise<StudyExternalReports> {
  const { own, priors } = await shownWith(tx, reader, studyId);
  if (own) await noteStudy(tx, reader, 'external_report.read', own.study.id);
  return { own: own && present(own), priors: priors.filter(({ report }) => report.fileKey !== null).map(present) };
}

/** The file of the study's own report or of an earlier one that is shown with it. Throws `not_found`, `forbidden`. */
export async function openShownFile(
  deps: Deps,
  reader: Reader,
  studyId: string,
  externalReportId: string,
): Promise<{ bytes: Readable; name: string; type: string }> {
  const file = await deps.db.inClinic(reader.principal.clinicId, async (tx) => {
    const { own, priors } = await shownWith(tx, reader, studyId);
    const id = rawId('ext', externalReportId);
    const found = [own, ...priors].find((shown) => shown?.report.id === id);
    if (!found?.report.fileKey || !found.report.fileType) throw new ApiError('not_found');
    await noteStudy(tx, reader, 'external_report.file_opened', found.study.id, { shownWith: studyId });
    return { key: found.report.fileKey, type: found.report.fileType, name: found.report.fileName ?? externalReportId };
  });
  return { bytes: await deps.storage.get(file.key), name: file.name, type: file.type };
}

async function shownWith(tx: Tx, { principal }: Reader, studyId: string): Promise<{ own: Shown | null; priors: Shown[] }> {
  const study = await openStudy(tx, principal, studyId);
  if (seesImagesOnly(principal, study)) throw new ApiError('forbidden', { message: 'This link opens the images only.' });
  const earlier = (await priorStudiesOf(tx, principal, study)).map((prior) => prior.study);
  const reports = await reportsOfStudies(
    tx,
    [study, ...earlier].map(({ id }) => id),
  );
  const shown = (one: StudyRow): Shown[] => reports.filter(({ studyId: of }) => of === one.id).map((report) => ({ report, study: one }));
  return { own: shown(study)[0] ?? null, priors: earlier.flatMap(shown) };
}

function present({ report, study }: Shown): ExternalReportView {
  const { fileKey, fileName, fileType, readerName, signedAt, reportText } = report;
  return {
    externalReportId: publicId('ext', report.id),
    studyId: publicId('stu', study.id),
    studyDescription: study.studyDescription,
    modality: study.modality,
    studyDate: study.reportMetadata.studyDate ?? null,
    readerName,
    signedAt,
    reportText,
    file: fileKey && fileType ? { name: fileName ?? 'report', type: fileType } : null,
  };
}
