import { ApiError } from '@readroom/contract';
import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Arrival } from '../arrivals/index.ts';
import { actorOf } from '../audit/index.ts';
import { type IngestContext, type IngestedInstance, ingestStaged, mayStoreInto } from '../images/index.ts';
import type { Principal } from '../principal/index.ts';
import { parseMediaType } from './media-type.ts';
import { type MultipartPart, splitMultipart } from './multipart.ts';
import { FAILURE, failureOf, type StoreFailure, type StoreOutcome } from './store-response.ts';

export interface StoreRequest {
  /** What is to be done for each image that is stored. */
  whenStored: Arrival | undefined;
  principal: Principal;
  requestId: string;
  contentType: string;
  body: AsyncIterable<Uint8Array>;
  /** Of the path: every instance must be of this study. */
  studyInstanceUid: string | undefined;
  log: FastifyBaseLogger;
}

/** How many instances may be on their way to the disk and the database while the next one is received. */
const IN_FLIGHT = 4;

/**
 * Stores the instances of a STOW-RS request as they arrive. One that is refused does not stop the others.
 * Where the body breaks off, the instances that had arrived whole are stored: a client that sends it all again gets the same answer for those.
 * @throws ApiError for a body that is not what its type says, MultipartError where it breaks off, or what the body throws
 */
export async function storeInstances(deps: Deps, request: StoreRequest): Promise<StoreOutcome> {
  const results: Promise<StoreResult>[] = [];
  try {
    for await (const part of partsOf(request)) {
      const [result] = await receivePart(deps, request, part);
      results.push(result);
      await results.at(-IN_FLIGHT);
    }
  } finally {
    // Also where the body broke off: nothing goes on behind the answer.
    await Promise.all(results);
  }
  if (results.length === 0) throw new ApiError('malformed_request', { message: 'The request has no instances.' });
  const all = await Promise.all(results);
  return {
    stored: all.flatMap((result) => ('stored' in result ? [result.stored] : [])),
    failed: all.flatMap((result) => ('failed' in result ? [result.failed] : [])),
  };
}

type StoreResult = { stored: IngestedInstance } | { failed: StoreFailure };

/** Resolves when the part has been received; the promise in it, which never rejects, when it is stored or refused. @throws what the body throws */
async function receivePart(deps: Deps, request: StoreRequest, part: MultipartPart): Promise<[Promise<StoreResult>]> {
  if (!isDicom(part)) {
    return [Promise.resolve({ failed: { instance: null, reason: FAILURE.cannotUnderstand, message: 'A part is not application/dicom.' } })];
  }
  const body = new WatchedSource(part.body);
  try {
    const staged = await deps.storage.stage(body);
    const stored = ingestStaged(deps, contextOf(request), staged).then((instance) => ({ stored: instance }));
    return [stored.catch((error: unknown) => refused(request, error))];
  } catch (error) {
    // Of the connection, not of the instance: nothing can follow.
    if (body.failure) throw error;
    return [Promise.resolve(refused(request, error))];
  }
}

function refused({ log }: StoreRequest, error: unknown): StoreResult {
  const failed = failureOf(error);
  if (failed.reason === FAILURE.processing || failed.reason === FAILURE.outOfResources)
    log.error({ err: error }, 'an instance could not be stored');
  return { failed };
}

function contextOf({ principal, requestId, studyInstanceUid, whenStored }: StoreRequest): IngestContext {
  return {
    clinicId: principal.clinicId,
    actor: actorOf(principal),
    requestId,
    expectedStudyInstanceUid: studyInstanceUid,
    mayStoreInto: (study) => mayStoreInto(principal, study),
    whenStored,
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
