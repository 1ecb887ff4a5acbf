import type { Readable } from 'node:stream';
import { ApiError, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { recordAudit } from '../audit/index.ts';
import { ensurePdf } from '../report-pdf/index.ts';
import { openPdfUrl } from './pdf-url.ts';
import { findClinicOf } from './repository.ts';

export interface PdfRequest {
  file: string;
  expires: string | undefined;
  signature: string | undefined;
  requestId: string;
}

/** The PDF behind a URL of ours, rendered first where that has not happened yet. Throws `link_not_valid` for every URL that was not made here or has expired. */
export async function openPdf(deps: Deps, request: PdfRequest): Promise<Readable> {
  const reportId = openPdfUrl(deps, request);
  const report = reportId && (await deps.db.asSystem((tx) => findClinicOf(tx, reportId)));
  if (!reportId || !report) throw new ApiError('link_not_valid');
  const { key } = await ensurePdf(deps, report.clinicId, reportId);
  await deps.db.inClinic(report.clinicId, (tx) =>
    recordAudit(tx, {
      clinicId: report.clinicId,
      actor: { kind: 'link', id: 'report-pdf-url' },
      action: 'report.pdf_downloaded',
      subject: publicId('rep', reportId),
      studyId: report.studyId,
      requestId: request.requestId,
    }),
  );
  return deps.storage.get(key);
}
