import { ApiError } from '@readroom/contract';
import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../../deps.ts';
import { actorOf } from '../audit/index.ts';
import { type IngestRequest, ingestInstance, mayStoreInto } from '../images/index.ts';
import type { Principal } from '../principal/index.ts';
import { parseMediaType } from './media-type.ts';
import { type MultipartPart, splitMultipart } from './multipart.ts';
import { FAILURE, failureOf, type StoreOutcome } from './store-response.ts';

export interface StoreRequest {
  principal: Principal;
  requestId: string;
  contentType: string;
  body: AsyncIterable<Uint8Array>;
  /** Of the path: every instance must be of this study. */
  studyInstanceUid: string | undefined;
  log: FastifyBaseLogger;
}

/**
 * Stores the instances of a STOW-RS request one by one as they arrive; each is durable before the next is read. One that is refused does not stop the others.
 * Where the body breaks off, what was stored stays: a client that sends it all again gets the same answer for those.
 * @throws ApiError for a body that is not what its type says, MultipartError where it breaks off, or what the body throws
 */
export async function storeInstances(deps: Deps, request: StoreRequest): Promise<StoreOutcome> {
  const outcome: StoreOutcome = { stored: [], failed: [] };
  for await (const part of partsOf(request)) {
    if (!isDicom(part)) {
      outcome.failed.push({ instance: null, reason: FAILURE.cannotUnderstand, message: 'A part is not application/dicom.' });
      continue;
    }
    const body = new WatchedSource(part.body);
    try {
      outcome.stored.push(await ingestInstance(deps, { ...commonTo(request), source: body }));
    } catch (error) {
      // Of the connection, not of the instance: nothing can follow.
      if (body.failure) throw error;
      const failure = failureOf(error);
      if (failure.reason === FAILURE.processing || failure.reason === FAILURE.outOfResources)
        request.log.error({ err: error }, 'an instance could not be stored');
      outcome.failed.push(failure);
    }
  }
  if (outcome.stored.length + outcome.failed.length === 0)
    throw new ApiError('malformed_request', { message: 'The request has no instances.' });
  return outcome;
}

function commonTo({ principal, requestId, studyInstanceUid }: StoreRequest): Omit<IngestRequest, 'source'> {
  return {
    clinicId: principal.clinicId,
    actor: actorOf(principal),
    requestId,
    expectedStudyInstanceUid: studyInstanceUid,
    mayStoreInto: (study) => mayStoreInto(principal, study),
  };
}

function partsOf({ contentType, body }: StoreRequest): AsyncIterable<MultipartPart> {
  const { type, parameters } = parseMediaType(contentType);
  const boundary = parameters.get('boundary');
  if (type !== 'multipart/related') throw wrongType('Send multipart/related; type="application/dicom"; boundary=….');
  const related = parameters.get('type')?.toLowerCase();
  if (related !== undefined && related !== 'application/dicom')
    throw wrongType('Only multipart/related of the type application/dicom is stored here.');
  // RFC 2046 5.1.1: 1 to 70 characters.
  if (!boundary || boundary.length > 70)
    throw new ApiError('malformed_request', { message: 'content-type: expected a boundary of 1 to 70 characters.' });
  return splitMultipart(body, boundary);
}

function isDicom({ headers }: MultipartPart): boolean {
  const type = parseMediaType(headers.get('content-type') ?? 'application/dicom').type;
  return type === 'application/dicom' || type === 'application/octet-stream';
}

function wrongType(message: string): ApiError {
  return new ApiError('unsupported_media_type', { message });
}

/** Tells a body that broke off from a storage that failed while the body was fine. */
class WatchedSource implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>;
  failure: unknown = null;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#source;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
