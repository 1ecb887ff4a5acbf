import { type ReportDocument, ReportDocumentSchema } from '@readroom/contract';
import { hasSignedOut, keptDraftKeys, keptDraftPrefix } from '../../session/index.ts';

export interface KeptDraft {
  /** Names this state of the words; a window that continues from it says so. */
  lineage: string;
  document: ReportDocument;
  dictation: string;
  baseRevision: number;
  /** Fingerprints of the server's words at baseRevision and of what was sent since without an answer. */
  serverFingerprint: string;
  sent: string[];
  /** In milliseconds since 1970. */
  at: number;
}

/** A version that the user put aside in a conflict. */
export type AsideVersion = Pick<KeptDraft, 'document' | 'dictation' | 'at'>;

const MAX_ASIDE = 10;

/**
 * The words of one user on one report that the server does not have yet, in this browser's storage. Each window has its own entry, so that two windows never write over each other.
 * Writing says whether it worked: storage can be full or forbidden.
 */
export class KeptDrafts {
  readonly #storage: Storage | null;
  readonly #userId: string;
  readonly #prefix: string;
  readonly #windowId: string;

  constructor(storage: Storage | null, userId: string, reportId: string, windowId: string) {
    this.#storage = storage;
    this.#userId = userId;
    this.#prefix = `${keptDraftPrefix(userId)}${reportId}:`;
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
    const kept = keptDraftKeys(this.#storage, `${this.#prefix}window:`).map((key) => this.#read(key));
    return kept.filter(isKeptDraft).sort((a, b) => b.at - a.at);
  }

  /** Drops the entries that another entry or the server has replaced. */
  removeOthers(): void {
    for (const key of keptDraftKeys(this.#storage, `${this.#prefix}window:`)) {
      if (!key.endsWith(`:${this.#windowId}`)) this.#storage?.removeItem(key);
    }
  }

  putAside(version: AsideVersion): boolean {
    const versions = [version, ...this.aside()].slice(0, MAX_ASIDE);
    return this.#put(`${this.#prefix}aside`, versions);
  }

  /** Newest first. */
  aside(): AsideVersion[] {
    const aside = this.#read(`${this.#prefix}aside`);
    return Array.isArray(aside) ? aside.filter(isAsideVersion) : [];
  }

  clearAside(): void {
    this.#storage?.removeItem(`${this.#prefix}aside`);
  }

  #put(key: string, value: unknown): boolean {
    if (!this.#storage || hasSignedOut(this.#userId)) return false;
    try {
      this.#storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      // Full or forbidden: the caller tells the user that the words exist only in this window.
      return false;
    }
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#storage?.getItem(key) ?? 'null');
    } catch {
      // Not written by this version of the app.
      return null;
    }
  }
}

/** What an older version of the app or a half-written entry left is not taken for a draft. */
function isAsideVersion(value: unknown): value is AsideVersion {
  if (typeof value !== 'object' || value === null) return false;
  const { document, dictation, at } = value as Partial<AsideVersion>;
  return typeof dictation === 'string' && typeof at === 'number' && ReportDocumentSchema.safeParse(document).success;
}

function isKeptDraft(value: unknown): value is KeptDraft {
  if (!isAsideVersion(value)) return false;
  const { lineage, baseRevision, serverFingerprint, sent } = value as Partial<KeptDraft>;
  const isText = (part: unknown) => typeof part === 'string';
  return isText(lineage) && typeof baseRevision === 'number' && isText(serverFingerprint) && Array.isArray(sent) && sent.every(isText);
}
