import type { UploadedImage } from '@readroom/contract';
import type { FoundFile } from './folder-walk.ts';

export type UploadStatus = 'waiting' | 'sending' | 'stored' | 'duplicate' | 'failed';

export interface UploadItem {
  readonly id: number;
  readonly path: string;
  readonly file: File;
  status: UploadStatus;
  sentBytes: number;
  /** Why it failed and what to do, in words for a person. */
  reason: string | null;
}

export interface UploadSummary {
  total: number;
  stored: number;
  duplicates: number;
  waiting: number;
  bytes: number;
  sentBytes: number;
  sending: readonly Readonly<UploadItem>[];
  failed: readonly Readonly<UploadItem>[];
  isRunning: boolean;
}

export interface UploadFailure {
  reason: string;
  /** The same would happen to every other file, e.g. a full storage: the rest is not even tried. */
  concernsAll: boolean;
}

export interface UploadTransport {
  send(file: File, onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<UploadedImage>;
  describe(error: unknown): UploadFailure;
}

const AT_ONCE = 3;
const IDLE: UploadSummary = {
  total: 0,
  stored: 0,
  duplicates: 0,
  waiting: 0,
  bytes: 0,
  sentBytes: 0,
  sending: [],
  failed: [],
  isRunning: false,
};

/** Sends files three at a time; one that fails does not stop the others. */
export class UploadQueue {
  readonly #transport: UploadTransport;
  readonly #listeners = new Set<() => void>();
  readonly #running = new Map<UploadItem, AbortController>();
  #items: UploadItem[] = [];
  #waiting: UploadItem[] = [];
  #summary: UploadSummary = IDLE;
  #nextId = 1;

  constructor(transport: UploadTransport) {
    this.#transport = transport;
  }

  /** A new batch after one that has ended starts its own count; what failed before stays in sight. */
  add(files: readonly FoundFile[]): void {
    if (!this.#summary.isRunning) this.#items = this.#items.filter((item) => item.status === 'failed');
    const added = files.map(
      ({ file, path }): UploadItem => ({ id: this.#nextId++, path, file, status: 'waiting', sentBytes: 0, reason: null }),
    );
    this.#items.push(...added);
    this.#waiting.push(...added);
    this.#fill();
  }

  /** Stops what is being sent and forgets what waits; what the server already has stays there. */
  cancel(): void {
    this.#waiting = [];
    for (const controller of this.#running.values()) controller.abort();
    this.#items = this.#items.filter((item) => item.status !== 'waiting' && item.status !== 'sending');
    this.#publish();
  }

  retryFailed(): void {
    const again = this.#items.filter((item) => item.status === 'failed');
    for (const item of again) Object.assign(item, { status: 'waiting', sentBytes: 0, reason: null });
    this.#waiting.push(...again);
    this.#fill();
  }

  /** Forgets everything that has ended, e.g. when the panel is closed. */
  clear(): void {
    this.#items = this.#items.filter((item) => item.status === 'waiting' || item.status === 'sending');
    this.#publish();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get summary(): UploadSummary {
    return this.#summary;
  }

  #fill(): void {
    while (this.#running.size < AT_ONCE) {
      const item = this.#waiting.shift();
      if (!item) break;
      void this.#send(item);
    }
    this.#publish();
  }

  async #send(item: UploadItem): Promise<void> {
    const controller = new AbortController();
    this.#running.set(item, controller);
    item.status = 'sending';
    const onProgress = (sentBytes: number) => {
      item.sentBytes = Math.min(sentBytes, item.file.size);
      this.#publish();
    };
    try {
      const { status } = await this.#transport.send(item.file, onProgress, controller.signal);
      Object.assign(item, { status, sentBytes: item.file.size });
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(item, this.#transport.describe(error));
    }
    this.#running.delete(item);
    this.#fill();
  }

  #fail(item: UploadItem, failure: UploadFailure): void {
    const concerned = failure.concernsAll ? [item, ...this.#waiting.splice(0)] : [item];
    for (const each of concerned) Object.assign(each, { status: 'failed', sentBytes: 0, reason: failure.reason });
  }

  #publish(): void {
    const summary = { ...IDLE, sending: [] as UploadItem[], failed: [] as UploadItem[] };
    for (const item of this.#items) {
      summary.total += 1;
      summary.bytes += item.file.size;
      summary.sentBytes += item.sentBytes;
      if (item.status === 'stored') summary.stored += 1;
      if (item.status === 'duplicate') summary.duplicates += 1;
      if (item.status === 'waiting') summary.waiting += 1;
      if (item.status === 'sending') summary.sending.push({ ...item });
      if (item.status === 'failed') summary.failed.push({ ...item });
    }
    this.#summary = { ...summary, isRunning: summary.sending.length + summary.waiting > 0 };
    for (const listener of this.#listeners) listener();
  }
}
