/**
 * Where the words of a report are kept on this computer until the server has them. It stands here, and not with the editor that writes them, because signing out looks after them
 * without fetching anything.
 */
const ROOT = 'readroom.draft:';
/** Users who signed out in this page: what it still does while it goes away leaves nothing behind. */
const signedOut = new Set<string>();

/** What the keys of everything that this user keeps here begin with. */
export function keptDraftPrefix(userId: string): string {
  return `${ROOT}${userId}:`;
}

export function keptDraftKeys(storage: Storage | null, prefix: string): string[] {
  if (!storage) return [];
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
    (key): key is string => key?.startsWith(prefix) === true,
  );
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
export function clearKeptDrafts(userId: string, storage = browserStorage()): void {
  signedOut.add(userId);
  for (const key of keptDraftKeys(storage, keptDraftPrefix(userId))) storage?.removeItem(key);
}

export function hasSignedOut(userId: string): boolean {
  return signedOut.has(userId);
}

/** True while this user has words on this computer that the server does not have. */
export function hasKeptDrafts(userId: string, storage = browserStorage()): boolean {
  return keptDraftKeys(storage, keptDraftPrefix(userId)).some((key) => key.includes(':window:'));
}
