import { ReportDocumentSchema } from '@readroom/contract';
import { z } from 'zod';

const KeptDraftSchema = z.strictObject({
  /** Names this state of the words; a window that continues from it says so. */
  lineage: z.string(),
  document: ReportDocumentSchema,
  dictation: z.string(),
  baseRevision: z.number().int(),
  /** Fingerprints of the server's words at baseRevision and of what was sent since without an answer. */
  serverFingerprint: z.string(),
  sent: z.array(z.string()),
  at: z.number(),
});
export type KeptDraft = z.infer<typeof KeptDraftSchema>;

const AsideSchema = z.strictObject({ document: ReportDocumentSchema, dictation: z.string(), at: z.number() });
/** A version that the user put aside in a conflict; `at` is in milliseconds since 1970. */
export type AsideVersion = z.infer<typeof AsideSchema>;

const ROOT = 'readroom.draft:';
const MAX_ASIDE = 10;

/**
 * The words of one user on one report that the server does not have yet, in this browser's storage. Each window has its own entry, so that two windows never write over each other.
 * Writing says whether it worked: storage can be full or forbidden.
 */
export class KeptDrafts {
  readonly #storage: Storage | null;
  readonly #prefix: string;
  readonly #windowId: string;

  constructor(storage: Storage | null, userId: string, reportId: string, windowId: string) {
    this.#storage = storage;
    this.#prefix = `${ROOT}${userId}:${reportId}:`;
    this.#windowId = windowId;
  }

  write(draft: KeptDraft): boolean {
    return this.#put(`${this.#prefix}window:${this.#windowId}`, draft);
  }

  remove(): void {
    this.#storage?.removeItem(`${this.#prefix}window:${this.#windowId}`);
  }

  /** What any window of this user left here, newest first. */
  all(): KeptDraft[] {
    return this.#read(`${this.#prefix}window:`, KeptDraftSchema).sort((a, b) => b.at - a.at);
  }

  /** Drops the entries that another entry or the server has replaced. */
  removeOthers(): void {
    for (const key of this.#keys(`${this.#prefix}window:`)) {
      if (!key.endsWith(`:${this.#windowId}`)) this.#storage?.removeItem(key);
    }
  }

  putAside(version: AsideVersion): boolean {
    const versions = [version, ...this.aside()].slice(0, MAX_ASIDE);
    return this.#put(`${this.#prefix}aside`, versions);
  }

  /** Newest first. */
  aside(): AsideVersion[] {
    return this.#read(`${this.#prefix}aside`, z.array(AsideSchema)).flat();
  }

  clearAside(): void {
    this.#storage?.removeItem(`${this.#prefix}aside`);
  }

  #put(key: string, value: unknown): boolean {
    if (!this.#storage) return false;
    try {
      this.#storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      // Full or forbidden: the caller tells the user that the words exist only in this window.
      return false;
    }
  }

  #keys(prefix: string): string[] {
    return keysOf(this.#storage).filter((key) => key.startsWith(prefix));
  }

  #read<T>(prefix: string, schema: z.ZodType<T>): T[] {
    const found: T[] = [];
    for (const key of this.#keys(prefix)) {
      const parsed = schema.safeParse(parseJson(this.#storage?.getItem(key) ?? ''));
      if (parsed.success) found.push(parsed.data);
    }
    return found;
  }
}

/** This browser's storage, or null where the user's settings forbid it. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Forgets every unsent word and every version put aside by this user on this computer: for signing out. */
export function clearKeptDrafts(storage: Storage | null, userId: string): void {
  for (const key of keysOf(storage)) if (key.startsWith(`${ROOT}${userId}:`)) storage?.removeItem(key);
}

/** True while this user has words on this computer that the server does not have. */
export function hasKeptDrafts(storage: Storage | null, userId: string): boolean {
  return keysOf(storage).some((key) => key.startsWith(`${ROOT}${userId}:`) && key.includes(':window:'));
}

function keysOf(storage: Storage | null): string[] {
  if (!storage) return [];
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((key) => key !== null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
