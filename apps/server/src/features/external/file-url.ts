import { publicId, rawId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';

const URL_SECONDS = 3600;

/** A URL that gives the file of an external report (raw UUID) to whoever holds it, without a key, until it expires. */
export function presignedFileUrl(deps: Pick<Deps, 'config' | 'signer' | 'clock'>, reportUuid: string, extension: string): string {
  const file = `${publicId('ext', reportUuid)}.${extension}`;
  const expires = String(Math.floor(deps.clock.now().getTime() / 1000) + URL_SECONDS);
  const signature = deps.signer.sign('external-report-url', signedText(file, expires));
  return `${deps.config.publicUrl}/files/external-reports/${file}?expires=${expires}&signature=${signature}`;
}

/** The raw UUID of the report that the URL's parts open, or null where they were not made here or have expired. */
export function openFileUrl(
  deps: Pick<Deps, 'signer' | 'clock'>,
  { file, expires = '', signature = '' }: { file: string; expires: string | undefined; signature: string | undefined },
): string | null {
  if (!/^\d{1,12}$/.test(expires) || !deps.signer.verify('external-report-url', signedText(file, expires), signature)) return null;
  const reportId = file.replace(/\.[a-z]+$/, '');
  return Number(expires) * 1000 > deps.clock.now().getTime() ? rawId('ext', reportId) : null;
}

function signedText(file: string, expires: string): string {
  return `${file}\n${expires}`;
}
