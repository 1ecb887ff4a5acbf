import { publicId, rawId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';

/** How long a URL of a PDF opens it. */
export const PDF_URL_SECONDS = 3600;

/** A URL that gives the PDF of a signed report (raw UUID) to whoever holds it, without key or cookie, until it expires. */
export function presignedPdfUrl(deps: Pick<Deps, 'config' | 'signer' | 'clock'>, reportUuid: string): string {
  const reportId = publicId('rep', reportUuid);
  const expires = String(Math.floor(deps.clock.now().getTime() / 1000) + PDF_URL_SECONDS);
  const signature = deps.signer.sign('pdf-url', signedText(reportId, expires));
  return `${deps.config.publicUrl}/files/reports/${reportId}.pdf?expires=${expires}&signature=${signature}`;
}

/** The raw UUID of the report that the URL's parts open, or null where they were not made here or have expired. */
export function openPdfUrl(
  deps: Pick<Deps, 'signer' | 'clock'>,
  parts: { file: string; expires: string | undefined; signature: string | undefined },
): string | null {
  const reportId = /^(.+)\.pdf$/.exec(parts.file)?.[1];
  if (reportId === undefined || parts.signature === undefined || !/^\d{1,12}$/.test(parts.expires ?? '')) return null;
  const expires = parts.expires ?? '';
  if (!deps.signer.verify('pdf-url', signedText(reportId, expires), parts.signature)) return null;
  return Number(expires) * 1000 > deps.clock.now().getTime() ? rawId('rep', reportId) : null;
}

function signedText(reportId: string, expires: string): string {
  return `${reportId}\n${expires}`;
}
