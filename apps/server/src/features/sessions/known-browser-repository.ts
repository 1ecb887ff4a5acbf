import { randomUUID } from 'node:crypto';
import { and, desc, eq, gt, inArray, lt, or } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { knownBrowsers } from '../../platform/db/schema.ts';

const { id, tokenHash, userId, lastSignInAt } = knownBrowsers;

/** That a user has signed in with a browser. */
export interface Acquaintance {
  id: string;
  userId: string;
}

/** Those of these users who have signed in with this browser since then. */
export async function usersOfBrowser(tx: Tx, hash: Uint8Array, userIds: string[], since: Date): Promise<Acquaintance[]> {
  return tx
    .select({ id, userId })
    .from(knownBrowsers)
    .where(and(eq(tokenHash, hash), inArray(userId, userIds), gt(lastSignInAt, since)));
}

/** Of those who have signed in with this browser since then, the same one each time; null where nobody has. */
export async function firstOfBrowser(tx: Tx, hash: Uint8Array, since: Date): Promise<Acquaintance | null> {
  const [first] = await tx
    .select({ id, userId })
    .from(knownBrowsers)
    .where(and(eq(tokenHash, hash), gt(lastSignInAt, since)))
    .orderBy(id)
    .limit(1);
  return first ?? null;
}

/** Whoever this browser is known to in this clinic knows it by its new token. */
export async function renameBrowser(tx: Tx, before: Uint8Array, hash: Uint8Array): Promise<void> {
  await tx.update(knownBrowsers).set({ tokenHash: hash }).where(eq(tokenHash, before));
}

export async function insertKnown(tx: Tx, browser: Omit<typeof knownBrowsers.$inferInsert, 'id'>): Promise<void> {
  await tx
    .insert(knownBrowsers)
    .values({ id: randomUUID(), ...browser })
    .onConflictDoUpdate({ target: [tokenHash, userId], set: { lastSignInAt: browser.lastSignInAt } });
}

/** Forgets those that the user did not use since then, and all but the `most` used last. */
export async function forgetOld(tx: Tx, ofUser: string, before: Date, most: number): Promise<void> {
  const surplus = tx.select({ id }).from(knownBrowsers).where(eq(userId, ofUser)).orderBy(desc(lastSignInAt), desc(id)).offset(most);
  await tx.delete(knownBrowsers).where(and(eq(userId, ofUser), or(lt(lastSignInAt, before), inArray(id, surplus))));
}

export async function forgetAll(tx: Tx, ofUser: string): Promise<void> {
  await tx.delete(knownBrowsers).where(eq(userId, ofUser));
}
