import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { OutboundError, type OutboundStream } from '../../platform/http-client/index.ts';
import { CONTENT_HEAD_BYTES, isOfType } from './content.ts';
import type { Grant } from './grant.ts';

export interface FetchLimits {
  maxBytes: number;
  /** From the first look-up to the last byte. */
  timeoutMs: number;
  /** Without a byte for so long. */
  silenceMs: number;
}

/** A multi-frame file can be large and its way long. */
export const FETCH_LIMITS: FetchLimits = { maxBytes: 2 * 1024 ** 3, timeoutMs: 10 * 60_000, silenceMs: 20_000 };

export interface FetchedImage {
  /** Null where the sender does not say. */
  length: number | null;
  /** Throws where the bytes do not come to their end, or do not end. */
  bytes: AsyncGenerator<Uint8Array>;
}

/**
 * Asks the sender for what a key grants, and hands its bytes on as they come, once their beginning shows that they are of the type. Throws `image_source_failed`,
 * `image_source_timeout`, `image_not_usable`, and `image_link_expired` where the sender hands it out no more.
 */
export async function fetchGranted(
  { http }: Pick<Deps, 'http'>,
  { url, type }: Grant,
  signal: AbortSignal,
  { maxBytes, timeoutMs, silenceMs }: FetchLimits,
): Promise<FetchedImage> {
  const headers = { accept: type, 'accept-encoding': 'identity', 'user-agent': 'Readroom-Viewer/1' };
  const answer = await http.download({ url, headers, timeoutMs, silenceMs, signal }).catch((error: unknown) => {
    throw toApiError(error);
  });
  try {
    mustHandOut(answer);
    const length = lengthOf(answer);
    if (length !== null && length > maxBytes) throw tooLarge(maxBytes);
    const parts = answer.body[Symbol.asyncIterator]();
    const head = await readHead(parts);
    if (!isOfType(type, Buffer.concat(head))) {
      throw new ApiError('image_not_usable', {
        message: 'What the system that keeps this image sent is not of the type that it announced.',
      });
    }
    return { length, bytes: rest(head, parts, maxBytes) };
  } catch (error) {
    answer.close();
    throw toApiError(error);
  }
}

function mustHandOut({ statusCode, headers }: OutboundStream): void {
  const failed = (why: string) => new ApiError('image_source_failed', { message: `The system that keeps this image ${why}.` });
  if (statusCode === 401 || statusCode === 403 || statusCode === 410) throw new ApiError('image_link_expired');
  if (statusCode >= 300 && statusCode < 400) throw failed('sends us elsewhere, which is not followed');
  if (statusCode !== 200) throw failed(`answered ${statusCode}`);
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw failed('packed it, which was not asked for');
}

function lengthOf({ headers }: OutboundStream): number | null {
  const length = headers['content-length'];
  return typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** As much as shows the type, or all there is. */
async function readHead(parts: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < CONTENT_HEAD_BYTES) {
    const part = await parts.next();
    if (part.done) break;
    head.push(part.value);
    size += part.value.length;
  }
  return head;
}

async function* rest(head: Uint8Array[], parts: AsyncIterator<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for (const part of head) {
      size += part.length;
      yield part;
    }
    for (;;) {
      const part = await parts.next();
      if (part.done) return;
      size += part.value.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield part.value;
    }
  } finally {
    await parts.return?.();
  }
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError('image_not_usable', { message: `The image is larger than ${Math.round(maxBytes / 1024 ** 2)} MB.` });
}

/** What went wrong on the way, in words that name no address. */
function toApiError(error: unknown): unknown {
  if (!(error instanceof OutboundError)) return error;
  if (error.reason === 'timeout') return new ApiError('image_source_timeout', { cause: error });
  return new ApiError('image_source_failed', {
    message: `The system that keeps this image was not reached: ${error.message}`,
    cause: error,
  });
}
