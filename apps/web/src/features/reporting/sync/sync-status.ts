import type { Draft } from '@readroom/contract';
import type { DraftContent } from './fingerprint.ts';

/** Where the words are. `kept` is false where this browser's storage refused them: then only this window has them. */
export type SyncStatus =
  | { kind: 'saved'; at: string }
  | { kind: 'saving' }
  | { kind: 'offline'; kept: boolean }
  | { kind: 'signed_out'; kept: boolean }
  | { kind: 'conflict'; theirs: Draft }
  | { kind: 'refused'; message: string }
  | { kind: 'closed'; message: string; hasUnsent: boolean };

/** Not saved and not about to be. */
export type StoppedStatus = Exclude<SyncStatus, { kind: 'saved' | 'saving' }>;

export interface SyncState {
  content: DraftContent;
  /** The revision of the server that these words continue. */
  revision: number;
  status: SyncStatus;
  /** Grows whenever the words were replaced from outside this window: the editor then shows them anew. */
  replaced: number;
}

/** In milliseconds. */
export interface SyncTimes {
  /** Quiet time before a save, and the longest that steady typing may put it off. */
  debounce: number;
  longest: number;
  /** Pauses after an attempt without an answer grow from `retryFirst` to `retryMost`. */
  retryFirst: number;
  retryMost: number;
  /** How long a window waits for the other one, which wrote the words, to save them. */
  follow: number;
  timeout: number;
}
export const SYNC_TIMES: SyncTimes = { debounce: 400, longest: 3000, retryFirst: 1000, retryMost: 30_000, follow: 5000, timeout: 20_000 };

/** Why flush() could not bring the words to the server. */
export class DraftNotSaved extends Error {
  readonly status: SyncStatus;
  constructor(status: SyncStatus) {
    super('The draft could not be saved.');
    this.name = 'DraftNotSaved';
    this.status = status;
  }
}

/** These end by themselves: the next attempt may get through. */
export function isWaiting(status: SyncStatus): boolean {
  return status.kind === 'offline' || status.kind === 'signed_out';
}
