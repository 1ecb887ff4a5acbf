import type { Draft, DraftSave } from '@readroom/contract';
import { type ChannelMessage, DraftChannel, type DraftNews } from './draft-channel.ts';
import type { SaveDraft, SaveResult } from './draft-transport.ts';
import { type DraftContent, fingerprint } from './fingerprint.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { DraftNotSaved, isWaiting, type StoppedStatus, SYNC_TIMES, type SyncState, type SyncTimes } from './sync-status.ts';

export interface SyncOptions {
  draft: Draft;
  userId: string;
  reportId: string;
  windowId: string;
  save: SaveDraft;
  kept: KeptDrafts;
  times?: SyncTimes;
}

/** A browser's limit for what may be sent while a page unloads is 64 KiB for all requests together. */
const KEEPALIVE_BYTES = 60_000;
const MAX_SENT = 200;

/**
 * Brings a draft to the server without losing a word. Every change is kept in the browser at once and sent a little later, one request at a time, until the server has
 * acknowledged it. The server refuses a save on a stale revision; that is a conflict, which only the user ends, except where the server's words are ones that these
 * here were written on (an answer that got lost, or another window of this browser): then nothing of theirs would be lost and the save is repeated on the new revision.
 */
export class DraftSync {
  readonly #options: SyncOptions;
  readonly #times: SyncTimes;
  readonly #channel: DraftChannel;
  readonly #listeners = new Set<() => void>();
  #waiters: { resolve: (revision: number) => void; reject: (error: DraftNotSaved) => void }[] = [];

  #content: DraftContent;
  #fingerprint: string;
  #lineage: string;
  #edits = 0;
  #base: number;
  #serverFingerprint: string;
  #savedAt: string;
  /** Fingerprints of words that these here continue and that the server may have. */
  #sent: string[] = [];

  #inFlight = 0;
  #failures = 0;
  #isKept = true;
  #isDisposed = false;
  #keepMine: number | undefined;
  #stopped: StoppedStatus | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince = 0;
  #replaced = 0;
  #state: SyncState;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#times = options.times ?? SYNC_TIMES;
    const { draft } = options;
    this.#content = { document: draft.document, dictation: draft.dictation };
    this.#fingerprint = fingerprint(this.#content);
    this.#serverFingerprint = this.#fingerprint;
    this.#base = draft.revision;
    this.#savedAt = draft.updatedAt;
    this.#lineage = `revision ${draft.revision} ${this.#fingerprint}`;
    this.#channel = new DraftChannel(options.userId, options.reportId, (message) => this.#receive(message));
    this.#state = this.#snapshot();
    this.#restore(draft);
    this.#channel.post({ kind: 'hello' });
  }

  get state(): SyncState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The user changed the words: kept in the browser before this returns. */
  edit(content: DraftContent): void {
    const mark = fingerprint(content);
    if (mark === this.#fingerprint) return;
    const parent = this.#lineage;
    this.#content = content;
    this.#fingerprint = mark;
    this.#lineage = this.#nextLineage();
    this.#keep();
    this.#tell(parent);
    if (this.#stopped?.kind === 'refused') this.#stopped = null;
    this.#schedule();
    this.#publish();
  }

  /** Saves now. Resolves with the revision that holds these words; rejects with DraftNotSaved after one attempt that did not bring them there. */
  flush(): Promise<number> {
    if (!this.#isDirty() && this.#inFlight === 0) return Promise.resolve(this.#base);
    const settled = new Promise<number>((resolve, reject) => this.#waiters.push({ resolve, reject }));
    if (this.#stopped && !isWaiting(this.#stopped)) this.#settle();
    else this.#send();
    return settled;
  }

  /** The page is hidden or goes away: sends what a browser still lets through; the rest stays in the browser's storage. */
  leave(): void {
    if (this.#isDirty() && this.#canSend() && byteLength(this.#body()) < KEEPALIVE_BYTES) void this.#attempt(true);
  }

  /** The network is back, or the user signed in again: no need to wait for the next retry. */
  reconnect(): void {
    this.#failures = 0;
    if (this.#stopped && isWaiting(this.#stopped)) this.#send();
  }

  /** Ends a conflict with this window's words; the server keeps the other ones among the draft's versions. */
  keepMine(): void {
    if (this.#stopped?.kind !== 'conflict') return;
    this.#keepMine = this.#stopped.theirs.revision;
    this.#stopped = null;
    this.#send();
    this.#publish();
  }

  /** Ends a conflict with the server's words. This window's are put aside in the browser first; false where its storage refused them, and nothing changed. */
  takeTheirs(): boolean {
    if (this.#stopped?.kind !== 'conflict') return false;
    const { theirs } = this.#stopped;
    if (!this.#options.kept.putAside({ ...this.#content, at: Date.now() })) return false;
    const parent = this.#lineage;
    this.#lineage = this.#nextLineage();
    this.#replaceWith(theirs);
    this.#arrivedAt(theirs.revision, this.#fingerprint, theirs.updatedAt);
    this.#tell(parent);
    this.#publish();
    return true;
  }

  /** The report was signed here: other windows of this browser show it, and nothing is left to send. */
  close(message: string): void {
    this.#options.kept.remove();
    this.#channel.post({ kind: 'closed', message });
    this.#stop({ kind: 'closed', message, hasUnsent: false });
  }

  /** Stops the timers and sends what is left. The words stay in the browser until that was acknowledged. */
  dispose(): void {
    if (this.#isDisposed) return;
    if (this.#isDirty() && this.#canSend()) void this.#attempt(byteLength(this.#body()) < KEEPALIVE_BYTES);
    clearTimeout(this.#timer);
    this.#isDisposed = true;
    this.#listeners.clear();
    this.#channel.close();
  }

  /** Takes up what this browser kept from before a crash or a reload. */
  #restore(draft: Draft): void {
    const [found, ...older] = this.#options.kept.all();
    if (!found) return;
    for (const other of older) {
      const content = { document: other.document, dictation: other.dictation };
      const isKnown = [fingerprint(found), this.#serverFingerprint, ...found.sent].includes(fingerprint(content));
      if (!isKnown && !this.#options.kept.putAside({ ...content, at: other.at })) return;
    }
    this.#content = { document: found.document, dictation: found.dictation };
    this.#fingerprint = fingerprint(this.#content);
    this.#lineage = found.lineage;
    this.#sent = found.sent;
    if (!this.#isDirty()) {
      this.#options.kept.removeOthers();
      this.#publish();
      return;
    }
    const continues = found.baseRevision === draft.revision || [found.serverFingerprint, ...found.sent].includes(this.#serverFingerprint);
    if (!continues) {
      this.#base = found.baseRevision;
      this.#serverFingerprint = found.serverFingerprint;
      this.#stop({ kind: 'conflict', theirs: draft });
    }
    this.#keep();
    if (this.#isKept) this.#options.kept.removeOthers();
    this.#schedule();
    this.#publish();
  }

  #receive(message: ChannelMessage): void {
    if (this.#isDisposed) return;
    if (message.kind === 'hello') this.#tell(this.#lineage);
    else if (message.kind === 'closed') this.#stop({ kind: 'closed', message: message.message, hasUnsent: false });
    else this.#hear(message);
  }

  #hear(news: DraftNews): void {
    if (this.#stopped?.kind === 'closed') return;
    if (news.lineage === this.#lineage) {
      if (news.baseRevision > this.#base) this.#arrivedAt(news.baseRevision, news.serverFingerprint, news.savedAt);
    } else if (news.parent === this.#lineage || (!this.#isDirty() && news.baseRevision >= this.#base)) {
      this.#follow(news);
    }
    // Any other words were written beside these: the one that the server gets second is told of the conflict.
    this.#publish();
  }

  /** The other window goes on from the words shown here: shows its words and leaves the saving to it, for a while. */
  #follow(news: DraftNews): void {
    this.#lineage = news.lineage;
    this.#base = news.baseRevision;
    this.#serverFingerprint = news.serverFingerprint;
    this.#savedAt = news.savedAt;
    this.#sent = news.sent;
    this.#stopped = null;
    this.#replaceWith(news);
    this.#remember(this.#fingerprint);
    this.#options.kept.remove();
    clearTimeout(this.#timer);
    this.#dirtySince = Date.now();
    this.#timer = this.#isDirty() ? setTimeout(() => this.#send(), this.#times.follow) : undefined;
  }

  #replaceWith({ document, dictation }: DraftContent): void {
    this.#content = { document, dictation };
    this.#fingerprint = fingerprint(this.#content);
    this.#replaced += 1;
  }

  #schedule(): void {
    if (!this.#canSend() || this.#isDisposed || !this.#isDirty()) return;
    // While the server is away, the growing pauses decide; typing does not shorten them.
    if (this.#failures > 0 && this.#timer !== undefined) return;
    const now = Date.now();
    if (this.#timer === undefined) this.#dirtySince = now;
    clearTimeout(this.#timer);
    const wait = Math.min(this.#times.debounce, Math.max(0, this.#dirtySince + this.#times.longest - now));
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#inFlight > 0 || !this.#canSend() || this.#isDisposed) return;
    if (this.#isDirty() || this.#keepMine !== undefined) void this.#attempt(false);
    else this.#settle();
  }

  #body(): DraftSave {
    return {
      baseRevision: this.#base,
      ...this.#content,
      ...(this.#keepMine === undefined ? {} : { keepMine: this.#keepMine }),
    };
  }

  async #attempt(keepalive: boolean): Promise<void> {
    const sent = { content: this.#content, fingerprint: this.#fingerprint };
    const body = this.#body();
    this.#remember(sent.fingerprint);
    this.#keep();
    this.#inFlight += 1;
    this.#publish();
    const result = await this.#options.save(body, { keepalive, timeoutMs: this.#times.timeout });
    this.#inFlight -= 1;
    this.#answered(result, sent.fingerprint);
    this.#publish();
  }

  #answered(result: SaveResult, sent: string): void {
    if (result.kind === 'saved') {
      if (result.revision > this.#base) {
        this.#keepMine = undefined;
        this.#arrivedAt(result.revision, sent, result.updatedAt);
        this.#tell(this.#lineage);
      }
      this.#goOn();
    } else if (result.kind === 'conflict') {
      this.#meetTheirs(result.theirs);
    } else if (!this.#isDirty()) {
      // Meanwhile another window brought these words to the server: how this attempt ended does not matter.
      this.#goOn();
    } else if (result.kind === 'unreachable') {
      this.#stop({ kind: 'offline', kept: this.#isKept });
      this.#retry(result.retryAfterSeconds);
    } else if (result.kind === 'signed_out') {
      this.#stop({ kind: 'signed_out', kept: this.#isKept });
      this.#retry(null);
    } else if (result.kind === 'closed') {
      this.#stop({ kind: 'closed', message: result.message, hasUnsent: this.#isDirty() });
    } else {
      this.#stop(result);
    }
  }

  #meetTheirs(theirs: Draft): void {
    this.#keepMine = undefined;
    const mark = fingerprint(theirs);
    if (theirs.revision < this.#base) {
      this.#goOn();
    } else if (mark === this.#fingerprint || mark === this.#serverFingerprint || this.#sent.includes(mark)) {
      this.#arrivedAt(theirs.revision, mark, theirs.updatedAt);
      this.#tell(this.#lineage);
      this.#goOn();
    } else {
      this.#stop({ kind: 'conflict', theirs });
    }
  }

  /** The server has `mark` as `revision`. What was sent on an older revision can no longer be stored by it. */
  #arrivedAt(revision: number, mark: string, at: string): void {
    this.#base = revision;
    this.#serverFingerprint = mark;
    this.#savedAt = at;
    this.#sent = [];
    this.#failures = 0;
    this.#stopped = null;
    if (this.#isDirty()) {
      this.#keep();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#options.kept.remove();
  }

  #goOn(): void {
    if (this.#stopped && isWaiting(this.#stopped)) this.#stopped = null;
    if (this.#isDirty()) this.#send();
    else this.#settle();
  }

  #retry(afterSeconds: number | null): void {
    if (this.#isDisposed) return;
    const { retryFirst, retryMost } = this.#times;
    const pause = Math.max((afterSeconds ?? 0) * 1000, Math.min(retryMost, retryFirst * 2 ** this.#failures));
    this.#failures += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), pause);
  }

  #stop(status: StoppedStatus): void {
    this.#stopped = status;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#settle();
    this.#publish();
  }

  #canSend(): boolean {
    return this.#stopped === null || isWaiting(this.#stopped);
  }

  /** Also true where other words than these were sent and may yet turn out to be what the server has. */
  #isDirty(): boolean {
    return this.#fingerprint !== this.#serverFingerprint || this.#sent.some((mark) => mark !== this.#fingerprint);
  }

  #keep(): void {
    if (!this.#isDirty()) {
      this.#options.kept.remove();
      return;
    }
    this.#isKept = this.#options.kept.write({
      ...this.#content,
      lineage: this.#lineage,
      baseRevision: this.#base,
      serverFingerprint: this.#serverFingerprint,
      sent: this.#sent,
      at: Date.now(),
    });
  }

  #remember(mark: string): void {
    if (!this.#sent.includes(mark)) this.#sent = [...this.#sent, mark].slice(-MAX_SENT);
  }

  #tell(parent: string): void {
    if (this.#isDisposed) return;
    this.#channel.post({
      kind: 'state',
      lineage: this.#lineage,
      parent,
      ...this.#content,
      baseRevision: this.#base,
      serverFingerprint: this.#serverFingerprint,
      savedAt: this.#savedAt,
      sent: this.#sent,
    });
  }

  #settle(): void {
    const waiters = this.#waiters;
    if (waiters.length === 0) return;
    const { status } = this.#snapshot();
    if (status.kind === 'saving') return;
    this.#waiters = [];
    for (const waiter of waiters) {
      if (status.kind === 'saved') waiter.resolve(this.#base);
      else waiter.reject(new DraftNotSaved(status));
    }
  }

  #nextLineage(): string {
    this.#edits += 1;
    return `${this.#options.windowId} ${this.#edits}`;
  }

  #snapshot(): SyncState {
    const status =
      this.#stopped ??
      (this.#isDirty() || this.#inFlight > 0 ? { kind: 'saving' as const } : { kind: 'saved' as const, at: this.#savedAt });
    return { content: this.#content, revision: this.#base, status, replaced: this.#replaced };
  }

  #publish(): void {
    this.#state = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }
}

function byteLength(body: DraftSave): number {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}
