import { type DataSet, parseDicom } from 'dicom-parser';
import { failureOf, reportConnection, reportSessionEnded } from '../../../api/index.ts';
import { asImageError, errorOfAnswer, ImageError } from './image-error.ts';
import { KeptFiles } from './kept-files.ts';

export interface Progress {
  received: number;
  /** Null when the server did not say. */
  total: number | null;
}

interface Entry {
  dataSet: Promise<DataSet>;
  abort: AbortController;
  size: number;
}

/** Parsed instances are kept up to this many bytes: the frames of a recording share one file. */
const KEPT_BYTES = 384 * 1024 * 1024;

/**
 * Fetches and parses instances, each once, and forgets the longest unused ones. A failed one is not remembered, so that trying again fetches again.
 */
class InstanceStore {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Map<string, Set<(progress: Progress) => void>>();
  readonly #kept = new KeptFiles();

  /** @throws ImageError */
  load(url: string): Promise<DataSet> {
    const known = this.#entries.get(url);
    if (known) {
      this.#entries.delete(url);
      this.#entries.set(url, known);
      return known.dataSet;
    }
    const abort = new AbortController();
    const entry: Entry = { abort, size: 0, dataSet: this.#fetch(url, abort.signal).then((bytes) => this.#parsed(url, bytes)) };
    this.#entries.set(url, entry);
    entry.dataSet.catch(() => this.#forget(url, entry));
    return entry.dataSet;
  }

  /** Stops fetching an instance that has not arrived yet; whoever waits for it gets an {@link ImageError} of kind `stopped`. */
  stop(url: string): void {
    this.#entries.get(url)?.abort.abort();
  }

  /** From now on the bytes of this instance outlive its parsed form: whoever holds the file may not hand it out for ever. */
  keep(url: string): void {
    this.#kept.want(url);
  }

  /** Keeps nothing of an instance any more, and stops fetching it. */
  forget(url: string): void {
    this.stop(url);
    this.#kept.drop(url);
    this.#entries.delete(url);
  }

  /** Tells how far the bytes of an instance have come; returns the function that ends it. */
  onProgress(url: string, listener: (progress: Progress) => void): () => void {
    const listeners = this.#listeners.get(url) ?? new Set();
    this.#listeners.set(url, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(url);
    };
  }

  #forget(url: string, entry: Entry): void {
    if (this.#entries.get(url) === entry) this.#entries.delete(url);
  }

  async #fetch(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const kept = await this.#kept.read(url);
      if (kept) return kept;
      const response = await ask(url, signal);
      if (response.status === 401) reportSessionEnded(true);
      if (!response.ok) throw errorOfAnswer(await failureOf(response));
      return await this.#read(url, response);
    } catch (error) {
      if (error instanceof TypeError) throw new ImageError('network', 'This image broke off on its way. Try again.', { cause: error });
      throw asImageError(error);
    }
  }

  async #read(url: string, response: Response): Promise<Uint8Array<ArrayBuffer>> {
    const declared = Number(response.headers.get('content-length'));
    const total = declared > 0 && !response.headers.get('content-encoding') ? declared : null;
    if (!response.body) return new Uint8Array(await response.arrayBuffer());
    const chunks: Uint8Array[] = [];
    let received = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      received += part.value.length;
      for (const listener of this.#listeners.get(url) ?? []) listener({ received, total });
    }
    const bytes = new Uint8Array(received);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  async #parsed(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<DataSet> {
    const dataSet = parseInstance(await inflateDataSet(bytes));
    this.#kept.put(url, bytes);
    const entry = this.#entries.get(url);
    if (entry) entry.size = bytes.length;
    let kept = 0;
    for (const [key, { size }] of [...this.#entries].reverse()) {
      kept += size;
      if (kept > KEPT_BYTES && key !== url && size > 0) this.#entries.delete(key);
    }
    return dataSet;
  }
}

/** @throws ImageError of kind `offline` where no answer comes */
async function ask(url: string, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', headers: { accept: 'application/dicom' }, signal });
    reportConnection(true);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    reportConnection(false);
    throw new ImageError('offline', 'The server cannot be reached. Check the connection, then try again.', { cause: error });
  }
}

/** The instances of this page. */
export const instanceStore = new InstanceStore();

const DEFLATED = '1.2.840.10008.1.2.1.99';

function parseInstance({ bytes, isInflated }: { bytes: Uint8Array; isInflated: boolean }): DataSet {
  try {
    return parseDicom(bytes, isInflated ? { inflater: (whole) => whole } : undefined);
  } catch (error) {
    const reason = typeof error === 'string' ? error.replace(/^dicomParser\.\w+: /, '') : 'the file is damaged';
    throw new ImageError(
      'broken',
      `This image cannot be read: ${reason}. The other images are not affected. Ask for it to be sent again.`,
      { cause: error },
    );
  }
}

/** The Deflated transfer syntax compresses all that follows the meta information (PS3.5 A.5): raw deflate, undone by the browser itself. */
async function inflateDataSet(bytes: Uint8Array): Promise<{ bytes: Uint8Array; isInflated: boolean }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 144 || String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM') return { bytes, isInflated: false };
  const metaEnd = 144 + view.getUint32(140, true);
  const meta = String.fromCharCode(...bytes.subarray(144, Math.min(metaEnd, bytes.length)));
  if (!meta.includes(DEFLATED)) return { bytes, isInflated: false };
  const deflated = Uint8Array.from(bytes.subarray(metaEnd));
  const inflated = await inflate(deflated);
  const whole = new Uint8Array(metaEnd + inflated.length);
  whole.set(bytes.subarray(0, metaEnd));
  whole.set(inflated, metaEnd);
  return { bytes: whole, isInflated: true };
}

/** What may follow the stream and the browser takes for junk: one zero of padding (PS3.5 A.5), a gzip trailer that some writers leave on, or both. */
const TRAILERS = [0, 1, 8, 9];

async function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  let cause: unknown;
  for (const trailer of TRAILERS) {
    const stream = new Blob([deflated.subarray(0, deflated.length - trailer)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    try {
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      cause ??= error;
    }
  }
  throw new ImageError(
    'broken',
    'This image cannot be read: its compressed data is damaged. The other images are not affected. Ask for it to be sent again.',
    { cause },
  );
}
