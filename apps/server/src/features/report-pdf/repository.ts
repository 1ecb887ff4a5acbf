import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { reports } from '../../platform/db/schema.ts';

export type SignedReport = typeof reports.$inferSelect &
  Required<{ [K in 'document' | 'snapshot' | 'signedAt' | 'contentHash']: NonNullable<(typeof reports.$inferSelect)[K]> }>;

/** The report as signed, or null where there is none with that id or it is not signed yet. */
export async function findSigned(tx: Tx, reportId: string): Promise<SignedReport | null> {
  const [report] = await tx
    .select()
    .from(reports)
    .where(and(eq(reports.id, reportId), eq(reports.status, 'completed')));
  if (!report?.document || !report.snapshot || !report.signedAt || !report.contentHash) return null;
  return { ...report, document: report.document, snapshot: report.snapshot, signedAt: report.signedAt, contentHash: report.contentHash };
}

/** Names the PDF of a report; the first one stays. */
export async function setPdf(tx: Tx, reportId: string, pdf: { key: string; sha256: string }): Promise<void> {
  await tx
    .update(reports)
    .set({ pdfKey: pdf.key, pdfSha256: pdf.sha256 })
    .where(and(eq(reports.id, reportId), isNull(reports.pdfKey)));
}
