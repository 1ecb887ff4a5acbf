import type { ByteRange } from '../../platform/storage/index.ts';

/**
 * The one range that a Range header asks for (RFC 9110 14.1.2), or null for the whole: no header, another unit, several ranges, or one that cannot be satisfied.
 * The standard lets a server ignore any of these.
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const last = size - 1;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? last : Math.min(Number(match[2]), last);
  return start <= end ? { start, end } : null;
}
