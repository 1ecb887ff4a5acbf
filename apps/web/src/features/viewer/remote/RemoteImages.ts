import type { ImageAccess } from '@readroom/contract';
import type { DataSet } from 'dicom-parser';
import { asImageError, ImageError } from '../image/image-error.ts';
import { type RemoteFile, readFileFacts } from './file-facts.ts';
import { loadOrder, nameOfFile, placesOfSeries } from './load-order.ts';

/** How many files are under way at once: a browser opens six connections to a server, and the reader's own scrolling needs some. */
const AT_ONCE = 4;
/** How often the list of series is made anew while files come, ms: a stack that grows image by image is sorted and drawn again each time. */
const PUBLISH_EVERY_MS = 500;

export interface RemoteFailure {
  index: number;
  name: string;
  error: ImageError;
}

export interface RemoteState {
  total: number;
  /** Files that have come and are shown; {@link files} follows in steps. */
  arrived: number;
  isLoading: boolean;
  /** In the sender's order. */
  failures: readonly RemoteFailure[];
  files: readonly RemoteFile[];
}

/** How files are fetched: the viewer's instance store. */
export interface FileSource {
  /** @throws ImageError */
  load(url: string): Promise<DataSet>;
  stop(url: string): void;
  /** Keeps the bytes of this file once they have come. */
  keep(url: string): void;
  /** Keeps nothing of this file any more. */
  forget(url: string): void;
}

/** Fetches the files behind an {@link ImageAccess}, a few at a time, and reads their headers. A file that fails is one failure more and keeps no other back. */
export class RemoteImages {
  readonly #access: Pick<ImageAccess, 'images' | 'manifests' | 'hangingProtocol'>;
  readonly #source: FileSource;
  /** Files of other studies are refused; null takes any. */
  readonly #studyInstanceUid: string | null;
  readonly #listeners = new Set<() => void>();
  readonly #files = new Map<number, RemoteFile>();
  readonly #failures = new Map<number, RemoteFailure>();
  readonly #underWay = new Set<number>();
  #queue: number[];
  #isDisposed = false;
  #isInterrupted = false;
  #publishTimer: ReturnType<typeof setTimeout> | null = null;
  #state: RemoteState;

  constructor(access: Pick<ImageAccess, 'images' | 'manifests' | 'hangingProtocol'>, source: FileSource, studyInstanceUid: string | null) {
    this.#access = access;
    this.#source = source;
    this.#studyInstanceUid = studyInstanceUid;
    this.#queue = loadOrder(access);
    this.#state = { total: access.images.length, arrived: 0, isLoading: false, failures: [], files: [] };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RemoteState => this.#state;

  /** Fetches what has not come yet, also what failed before. */
  start(): void {
    this.#isInterrupted = false;
    this.#failures.clear();
    this.#queue = loadOrder(this.#access).filter((index) => !this.#files.has(index) && !this.#underWay.has(index));
    for (let started = this.#underWay.size; started < AT_ONCE; started++) void this.#next();
    this.#report();
  }

  /** Stops fetching; what has come stays. */
  stop(): void {
    this.#queue = [];
    for (const index of this.#underWay) this.#source.stop(this.#url(index));
    this.#report();
  }

  /** Goes on where the connection to the server was lost; nothing where it was not. */
  resume(): void {
    if (this.#isInterrupted) this.start();
  }

  /** Fetches the files of one series before the others, as far as a manifest says which those are. */
  prefer(seriesInstanceUid: string): void {
    const wanted = new Set(placesOfSeries(this.#access, seriesInstanceUid));
    this.#queue = [...this.#queue.filter((index) => wanted.has(index)), ...this.#queue.filter((index) => !wanted.has(index))];
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listeners.clear();
    this.stop();
    for (let index = 0; index < this.#access.images.length; index++) this.#source.forget(this.#url(index));
  }

  #url(index: number): string {
    return imageAccessUrl(this.#access.images[index]!.key);
  }

  async #next(): Promise<void> {
    const index = this.#queue.shift();
    if (index === undefined) return;
    this.#underWay.add(index);
    try {
      const file = await this.#read(index);
      this.#files.set(index, file);
    } catch (error) {
      this.#fail(index, asImageError(error));
    } finally {
      this.#underWay.delete(index);
    }
    if (this.#isDisposed) return;
    this.#report();
    await this.#next();
  }

  async #read(index: number): Promise<RemoteFile> {
    const url = this.#url(index);
    // The sender's address is good for a while only: what has come must not need it again.
    this.#source.keep(url);
    const file = readFileFacts(await this.#source.load(url), url, index);
    if (this.#studyInstanceUid && file.series.study.studyInstanceUid !== this.#studyInstanceUid) {
      this.#source.forget(url);
      throw new ImageError(
        'broken',
        'This file is of another study, or does not say of which, and is not shown here. Tell whoever runs the system that sent it.',
      );
    }
    return file;
  }

  #fail(index: number, error: ImageError): void {
    // Stopped by the reader: there is nothing wrong with it.
    if (error.kind === 'stopped') return;
    if (error.kind === 'offline') {
      // Nor here, and the others would go the same way.
      this.#isInterrupted = true;
      this.#queue = [];
      return;
    }
    this.#failures.set(index, { index, name: nameOfFile(this.#access, index), error });
  }

  /** Counts at once; the files themselves follow in steps, but the first and the last at once. */
  #report(): void {
    const isLoading = this.#underWay.size > 0 || this.#queue.length > 0;
    const failures = [...this.#failures.values()].sort((a, b) => a.index - b.index);
    const isDue = !isLoading || this.#state.files.length === 0;
    if (!isDue) this.#publishTimer ??= setTimeout(() => this.#publish(), PUBLISH_EVERY_MS);
    this.#set({ arrived: this.#files.size, isLoading, failures, ...(isDue ? this.#newFiles() : {}) });
  }

  #publish(): void {
    if (!this.#isDisposed) this.#set(this.#newFiles());
  }

  #newFiles(): Partial<RemoteState> {
    if (this.#publishTimer) clearTimeout(this.#publishTimer);
    this.#publishTimer = null;
    return this.#state.files.length === this.#files.size ? {} : { files: [...this.#files.values()] };
  }

  #set(change: Partial<RemoteState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Where the server hands out what the sender keeps; the key is sealed and holds no name. */
export function imageAccessUrl(key: string): string {
  return `/api/image-access/${encodeURIComponent(key)}`;
}
