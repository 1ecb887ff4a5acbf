import type { Readable } from 'node:stream';
import { ApiError } from '@readroom/contract';

/**
 * The bytes of a request. A client that goes away, or a body shorter than announced, is the client's error and not ours.
 * Where the reader stops early the rest is received and dropped: destroying the request would close the connection before the client has read why.
 */
export async function* receivedBytes(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body.iterator({ destroyOnReturn: false });
  } catch (cause) {
    throw new ApiError('malformed_request', { message: 'The upload was cut off before its end. Nothing of it was kept.', cause });
  } finally {
    body.resume();
  }
}
