import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { type Acquaintance, firstOfBrowser, forgetOld, insertKnown, renameBrowser, usersOfBrowser } from './known-browser-repository.ts';
import { networksOf } from './networks.ts';

/** A browser that nobody signs in with for so long is a stranger again. */
export const KNOWN_BROWSER_SECONDS = 365 * 24 * 3600;
/** Of one user. A program that signs in and keeps no cookies is a new browser each time. */
const MOST_BROWSERS = 100;

/** What a browser is known by: the token that it sent, and the one that it gets in its place when somebody signs in. */
export interface BrowserToken {
  sent: string | null;
  next: string;
}

const since = (now: Date) => new Date(now.getTime() - KNOWN_BROWSER_SECONDS * 1000);

/** Those of these users who have signed in with this browser before. */
export async function knownTo(tx: Tx, browser: BrowserToken, userIds: string[], now: Date): Promise<Acquaintance[]> {
  if (browser.sent === null || userIds.length === 0) return [];
  return usersOfBrowser(tx, hashToken(browser.sent), userIds, since(now));
}

/** By what the requests of somebody who need not say who they are are counted: a browser that somebody has signed in with by itself, all others of a network together. */
export async function placeOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  { address, browser }: { address: string; browser: BrowserToken },
): Promise<string> {
  const { sent } = browser;
  const known = sent === null ? null : await deps.db.asSystem((tx) => firstOfBrowser(tx, hashToken(sent), since(deps.clock.now())));
  return known ? `known browser ${known.id}` : networksOf(address).network;
}

/** The user has shown who they are: their browser is known from now on, by its next token, to them and to whoever it was known to. The token before is worth nothing. */
export async function rememberBrowser(tx: Tx, user: { clinicId: string; userId: string }, browser: BrowserToken, now: Date): Promise<void> {
  const tokenHash = hashToken(browser.next);
  if (browser.sent !== null) await renameBrowser(tx, hashToken(browser.sent), tokenHash);
  await insertKnown(tx, { ...user, tokenHash, lastSignInAt: now });
  await forgetOld(tx, user.userId, since(now), MOST_BROWSERS);
}
