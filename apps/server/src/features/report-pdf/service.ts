import { ApiError, publicId, type ReportMetadata } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom';
import { type PdfInput, renderPdf } from '@readroom/report/pdf';
import type { Deps } from '../../deps.ts';
import { loadFonts } from './fonts.ts';
import { findSigned, type SignedReport, setPdf } from './repository.ts';

/**
 * The storage key of the PDF of a signed report; renders it first where that has not happened yet. The same report always renders to the same bytes, so two that do it
 * at once agree. Throws `not_found` where there is no such report or it is not signed.
 */
export async function ensurePdf(deps: Deps, clinicId: string, reportId: string): Promise<{ key: string; sha256: string }> {
  const report = await deps.db.inClinic(clinicId, (tx) => findSigned(tx, reportId));
  if (!report) throw new ApiError('not_found');
  if (report.pdfKey && report.pdfSha256) return { key: report.pdfKey, sha256: report.pdfSha256 };
  const bytes = await renderPdf(await pdfInput(report));
  const key = `reports/${clinicId}/${reportId}.pdf`;
  const { sha256 } = await deps.storage.put(key, bytes);
  await deps.db.inClinic(clinicId, (tx) => setPdf(tx, reportId, { key, sha256 }));
  return { key, sha256 };
}

async function pdfInput(report: SignedReport): Promise<PdfInput> {
  const { snapshot } = report;
  const { userId: _, ...signer } = snapshot.signer;
  return {
    reportId: publicId('rep', report.id),
    isAddendum: report.isAddendum,
    isCritical: report.isCritical ?? false,
    clinicName: snapshot.clinicName,
    ...(snapshot.letterhead ? { letterhead: snapshot.letterhead } : {}),
    ...(snapshot.timeZone ? { timeZone: snapshot.timeZone } : {}),
    ...(snapshot.paperSize ? { pageSize: snapshot.paperSize } : {}),
    document: report.document,
    header: readableHeader(report.snapshotMetadata ?? {}),
    studyDescription: snapshot.studyDescription,
    studyInstanceUid: snapshot.studyInstanceUid,
    signer,
    signedAt: report.signedAt.toISOString(),
    contentHash: report.contentHash,
    ...(snapshot.parentSignedAt ? { parentSignedAt: snapshot.parentSignedAt } : {}),
    fonts: await loadFonts(),
  };
}

/** The header with names as people read them; what was signed stays as it was sent. */
function readableHeader(header: ReportMetadata): ReportMetadata {
  const { patientName, referringPhysicianName } = header;
  return {
    ...header,
    ...(patientName && { patientName: readablePersonName(patientName) }),
    ...(referringPhysicianName && { referringPhysicianName: readablePersonName(referringPhysicianName) }),
  };
}

/** Works on the queue's rendering jobs. */
export async function startRendering(deps: Deps): Promise<void> {
  await deps.queue.work('report.render', async ({ clinicId, reportId }) => {
    await ensurePdf(deps, clinicId, reportId);
  });
}
