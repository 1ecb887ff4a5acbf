import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** Statuses that came ahead of it, such as 100. */
  interim: number[];
}

export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
  /** How the end of the body is told; chunks have the sizes given. Default: by its length, and nothing without a body. */
  framing?: 'length' | 'none' | { chunks: number };
}

/** One HTTP/1.1 connection on which every byte is the test's own (RFC 9112): kept alive, pipelined, whatever a client's library may send. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #waiting: { isHead: boolean; resolve: (answer: RawAnswer) => void; reject: (reason: Error) => void }[] = [];
  #received = Buffer.alloc(0);
  #interim: number[] = [];
  isOpen = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => {
      this.#received = Buffer.concat([this.#received, data]);
      while (this.#take());
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.isOpen = false;
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the server closed the connection without an answer'));
    });
  }

  static open(origin: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(origin);
      const socket = connect({ port: Number(port), host: hostname, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawConnection(socket)));
    });
  }

  /** Writes the bytes as they are. */
  write(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** The next answer that nobody waits for yet. Rejects where the server closes the connection first. */
  answer(isHead = false): Promise<RawAnswer> {
    if (!this.isOpen) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ isHead, resolve, reject });
      while (this.#take());
    });
  }

  /** Sends a request and waits for its answer. */
  ask(request: RawRequest): Promise<RawAnswer> {
    this.write(requestBytes(request));
    return this.answer(request.method === 'HEAD');
  }

  close(): void {
    this.isOpen = false;
    this.#socket.destroy();
  }

  /** Hands out one whole answer. @returns whether there was one, or an interim one that went by. */
  #take(): boolean {
    const end = this.#received.indexOf('\r\n\r\n');
    const first = this.#waiting[0];
    if (end < 0 || !first) return false;
    const [statusLine = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const rest = this.#received.subarray(end + 4);
    if (status < 200) {
      this.#interim.push(status);
      this.#received = rest;
      return true;
    }
    const hasBody = !first.isHead && status !== 204 && status !== 304;
    const body = hasBody ? bodyOf(rest, headers) : { bytes: Buffer.alloc(0), length: 0 };
    if (body === null) return false;
    this.#received = rest.subarray(body.length);
    this.#waiting.shift();
    first.resolve({ status, headers, body: body.bytes.toString(), interim: this.#interim.splice(0) });
    return true;
  }
}

/** The body of an answer and how many bytes it took, or null where it is not there in full. */
function bodyOf(bytes: Buffer, headers: Record<string, string>): { bytes: Buffer; length: number } | null {
  if (headers['transfer-encoding'] !== 'chunked') {
    const length = Number(headers['content-length'] ?? 0);
    return bytes.length < length ? null : { bytes: bytes.subarray(0, length), length };
  }
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.subarray(at, line).toString(), 16);
    at = line + 2 + size + 2;
    if (bytes.length < at) return null;
    if (size === 0) return { bytes: Buffer.concat(parts), length: at };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
  }
}

/** A request as it goes over the wire. `host` is set where the headers have none. */
export function requestBytes({ method, path, headers, body, framing = body === undefined ? 'none' : 'length' }: RawRequest): Buffer {
  const bytes = Buffer.from(body ?? '');
  const sent: Record<string, string> = { host: 'localhost', ...headers };
  if (framing === 'length') sent['content-length'] = `${bytes.length}`;
  if (typeof framing === 'object') sent['transfer-encoding'] = 'chunked';
  const head = [`${method} ${path} HTTP/1.1`, ...Object.entries(sent).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), typeof framing === 'object' ? chunked(bytes, framing.chunks) : bytes]);
}

function chunked(bytes: Buffer, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}
