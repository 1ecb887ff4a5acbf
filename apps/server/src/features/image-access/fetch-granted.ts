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
  /** `content-range` of the part (RFC 9110 14.4); null where it is the whole. */
  contentRange: string | null;
  /** Null where the sender does not say. */
  length: number | null;
  /** Throws where the bytes do not come to their end, or do not end. */
  bytes: AsyncGenerator<Uint8Array>;
}

/** What asks for one image or document. */
interface Fetch {
  grant: Pick<Grant, 'url' | 'type'>;
  signal: AbortSignal;
  limits: FetchLimits;
}

/**
 * Asks the sender for what a key grants, and hands its bytes on as they come, once their beginning shows that they are of the type. With a `range` (RFC 9110 14.2) the sender
 * may answer that part alone. Throws `image_source_failed`, `image_source_timeout`, `image_not_usable`, and `image_link_expired` where the sender hands it out no more.
 */
export async function fetchGranted(deps: Pick<Deps, 'http'>, fetch: Fetch, range: string | null = null): Promise<FetchedImage> {
  const { maxBytes } = fetch.limits;
  const answer = await ask(deps, fetch, range);
  try {
    mustHandOut(answer, range !== null);
    const length = lengthOf(answer);
    if (length !== null && length > maxBytes) throw tooLarge(maxBytes);
    const part = partOf(answer);
    const parts = answer.body[Symbol.asyncIterator]();
    // Of a part that has not all of the beginning, that is looked at by itself.
    const isElsewhere = part !== null && (part.start > 0 || (length ?? 0) < CONTENT_HEAD_BYTES);
    const head = isElsewhere ? [] : await readHead(parts);
    if (isElsewhere) await mustBegin(deps, fetch);
    else if (!isOfType(fetch.grant.type, Buffer.concat(head))) throw ofAnotherType();
    return { length, contentRange: part?.contentRange ?? null, bytes: rest(head, parts, maxBytes) };
  } catch (error) {
    answer.close();
    throw toApiError(error);
  }
}

async function ask({ http }: Pick<Deps, 'http'>, { grant, signal, limits }: Fetch, range: string | null): Promise<OutboundStream> {
  const headers = {
    accept: grant.type,
    'accept-encoding': 'identity',
    'user-agent': 'Readroom-Viewer/1',
    ...(range !== null && { range }),
  };
  const { timeoutMs, silenceMs } = limits;
  return http.download({ url: grant.url, headers, timeoutMs, silenceMs, signal }).catch((error: unknown) => {
    throw toApiError(error);
  });
}

async function mustBegin(deps: Pick<Deps, 'http'>, fetch: Fetch): Promise<void> {
  const answer = await ask(deps, fetch, `bytes=0-${CONTENT_HEAD_BYTES - 1}`);
  try {
    mustHandOut(answer, true);
    const head = await readHead(answer.body[Symbol.asyncIterator]());
    const isBeginning = (partOf(answer)?.start ?? 0) === 0;
    if (!isBeginning || !isOfType(fetch.grant.type, Buffer.concat(head))) throw ofAnotherType();
  } finally {
    answer.close();
  }
}

function partOf({ statusCode, headers }: OutboundStream): { start: number; contentRange: string } | null {
  if (statusCode !== 206) return null;
  const contentRange = String(headers['content-range']);
  const start = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/.exec(contentRange)?.[1];
  if (start === undefined)
    throw new ApiError('image_source_failed', { message: 'The system that keeps this image answered a part without saying which.' });
  return { start: Number(start), contentRange };
}

function ofAnotherType(): ApiError {
  return new ApiError('image_not_usable', { message: 'What the system that keeps this image sent is not of the type that it announced.' });
}

function mustHandOut({ statusCode, headers }: OutboundStream, mayBePart: boolean): void {
  const failed = (why: string) => new ApiError('image_source_failed', { message: `The system that keeps this image ${why}.` });
  if (statusCode === 401 || statusCode === 403 || statusCode === 410) throw new ApiError('image_link_expired');
  if (statusCode >= 300 && statusCode < 400) throw failed('sends us elsewhere, which is not followed');
  if (statusCode !== 200 && !(mayBePart && statusCode === 206)) throw failed(`answered ${statusCode}`);
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
