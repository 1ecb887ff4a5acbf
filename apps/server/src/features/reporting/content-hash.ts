import { createHash } from 'node:crypto';
import { publicId, type ReportDocument, type ReportMetadata } from '@readroom/contract';
import { canonicalize } from '@readroom/report';
import type { SignedSnapshot } from '../../platform/db/schema.ts';

/** Hex SHA-256 over the canonical JSON of everything that was signed. */
export function contentHash(signed: {
  report: { id: string; studyId: string };
  document: ReportDocument;
  header: ReportMetadata;
  snapshot: SignedSnapshot;
  isCritical: boolean;
  signedAt: Date;
}): string {
  const { report, document, header, snapshot, isCritical, signedAt } = signed;
  const content = {
    reportId: publicId('rep', report.id),
    studyId: publicId('stu', report.studyId),
    document,
    header,
    snapshot,
    isCritical,
    signedAt: signedAt.toISOString(),
  };
  return createHash('sha256').update(canonicalize(content)).digest('hex');
}
