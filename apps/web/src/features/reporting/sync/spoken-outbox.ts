import { ApiFailure } from '../../../api/index.ts';
import { keptDraftPrefix } from '../../session/index.ts';

/** In milliseconds: the first pause after a failure and the longest. */
const RETRY = { first: 1000, most: 30_000 };

/**
 * Spoken words on their way to the record of dictations, in order and at least once; kept in the browser's storage until the server has them. Where the server refuses them
 * (the report was signed meanwhile), they are dropped here: what they became is in the report.
 */
export class SpokenOutbox {
  readonly #storage: Storage | null;
  readonly #key: string;
  readonly #record: (spoken: string) => Promise<void>;
  #waiting: string[];
  #sending: Promise<void> | null = null;
  #isDisposed = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Storage | null, userId: string, reportId: string, record: (spoken: string) => Promise<void>) {
    this.#storage = storage;
    this.#key = `${keptDraftPrefix(userId)}${reportId}:spoken`;
    this.#record = record;
    this.#waiting = wordsIn(storage?.getItem(this.#key) ?? '[]');
    void this.send();
  }

  add(spoken: string): void {
    this.#waiting = [...this.#waiting, spoken];
    this.#keep();
    void this.send();
  }

  /** Sends what waits, now; resolves after one attempt. */
  send(): Promise<void> {
    if (this.#isDisposed) return Promise.resolve();
    this.#sending ??= this.#sendAll().then(() => {
      this.#sending = null;
      // Added just as the last round ended.
      return this.#waiting.length > 0 && this.#timer === undefined ? this.send() : undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting[0] !== undefined && (await this.#isDone(this.#waiting[0]))) {
      this.#waiting = this.#waiting.slice(1);
      this.#keep();
      this.#failures = 0;
    }
    if (this.#waiting.length === 0 || this.#isDisposed) return;
    this.#timer = setTimeout(() => void this.send(), Math.min(RETRY.most, RETRY.first * 2 ** this.#failures++));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#isDisposed = true;
  }

  async #isDone(spoken: string): Promise<boolean> {
    try {
      await this.#record(spoken);
      return true;
    } catch (error) {
      const isRefused = error instanceof ApiFailure && error.status < 500 && ![401, 408, 429].includes(error.status);
      return isRefused;
    }
  }

  #keep(): void {
    try {
      if (this.#waiting.length === 0) this.#storage?.removeItem(this.#key);
      else this.#storage?.setItem(this.#key, JSON.stringify(this.#waiting));
    } catch {
      // Full: the words stay in this window's memory and are sent from there.
    }
  }
}

function wordsIn(json: string): string[] {
  try {
    const kept: unknown = JSON.parse(json);
    return Array.isArray(kept) ? kept.filter((words) => typeof words === 'string') : [];
  } catch {
    // Not written by this version of the app.
    return [];
  }
}
