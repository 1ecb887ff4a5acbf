import { Buffer } from 'node:buffer';

/** One part of a multipart body. `body` must be read, or is skipped, before the next part comes. */
export interface MultipartPart {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** The body is not multipart as its boundary says. Parts before the fault were given out whole. */
export class MultipartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MultipartError';
  }
}

const MAX_HEADERS = 16 * 1024;
const CRLF = Buffer.from('\r\n');
const BLANK_LINE = Buffer.from('\r\n\r\n');

/**
 * Splits a multipart body (RFC 2046 5.1.1) as it arrives. Memory holds one chunk of the source and a boundary's length, whatever the size of a part.
 * Busboy reads form-data only, so multipart/related needs this.
 * @throws MultipartError where the body ends before its closing boundary or a part's headers make no sense
 */
export async function* splitMultipart(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<MultipartPart> {
  const reader = new DelimitedReader(source, Buffer.from(`\r\n--${boundary}`, 'latin1'));
  try {
    for await (const _preamble of reader.untilDelimiter());
    while (await reader.isPartNext()) {
      const headers = await reader.readHeaders();
      const body = reader.untilDelimiter();
      yield { headers, body };
      // Whoever stopped reading halfway has ended that iterator, not the part.
      if (reader.isInPart) for await (const _skipped of reader.untilDelimiter());
    }
  } finally {
    await reader.close();
  }
}

class DelimitedReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  /** What was received and not given out. Begins as if a line had just ended, so that the first boundary needs no CRLF before it. */
  #buffer: Buffer = CRLF;
  /** The next delimiter is still to come. */
  isInPart = true;

  constructor(source: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** The bytes up to the next delimiter, which is consumed. */
  async *untilDelimiter(): AsyncGenerator<Uint8Array> {
    while (this.isInPart) {
      const at = this.#buffer.indexOf(this.#delimiter);
      if (at >= 0) {
        const before = this.#buffer.subarray(0, at);
        this.#buffer = this.#buffer.subarray(at + this.#delimiter.length);
        this.isInPart = false;
        if (before.length > 0) yield before;
        return;
      }
      // The end may be the beginning of a delimiter.
      const certain = this.#buffer.length - this.#delimiter.length + 1;
      if (certain > 0) {
        const before = this.#buffer.subarray(0, certain);
        this.#buffer = this.#buffer.subarray(certain);
        yield before;
      }
      await this.#fill();
    }
  }

  /** Behind a delimiter: `--` closes the body, a line end begins a part. */
  async isPartNext(): Promise<boolean> {
    while (this.#buffer.length < 2) await this.#fill();
    if (this.#buffer[0] === 0x2d && this.#buffer[1] === 0x2d) return false;
    const line = await this.#readThrough(CRLF, MAX_HEADERS);
    if (!/^[ \t]*$/.test(line)) throw new MultipartError('A boundary is followed by something else than a line end.');
    return true;
  }

  async readHeaders(): Promise<Map<string, string>> {
    const headers = new Map<string, string>();
    // A part may have no headers: then the blank line comes at once.
    while (this.#buffer.length < 2) await this.#fill();
    const hasNone = this.#buffer[0] === 0x0d && this.#buffer[1] === 0x0a;
    const text = await this.#readThrough(hasNone ? CRLF : BLANK_LINE, MAX_HEADERS);
    this.isInPart = true;
    // Folded lines (RFC 5322 2.2.3) continue the one before.
    for (const line of text.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
      if (line === '') continue;
      const colon = line.indexOf(':');
      if (colon <= 0) throw new MultipartError('A part has a header line without a name.');
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    return headers;
  }

  async #readThrough(end: Buffer, limit: number): Promise<string> {
    for (;;) {
      const at = this.#buffer.indexOf(end);
      if (at >= 0 && at <= limit) {
        const text = this.#buffer.toString('latin1', 0, at);
        this.#buffer = this.#buffer.subarray(at + end.length);
        return text;
      }
      if (this.#buffer.length > limit) throw new MultipartError(`The headers of a part are larger than ${limit} bytes.`);
      await this.#fill();
    }
  }

  async #fill(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new MultipartError('The body ends before its closing boundary.');
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
  }
}
