import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { forgetNewest, forgetSubject, insertFailures, lockSubject, nthNewestFailure } from './repository.ts';

const WINDOW_MS = 15 * 60_000;

/** What is counted (a text, kept as a keyed hash) and how often it may happen in a quarter of an hour. */
export interface AttemptLimit {
  subject: string;
  most: number;
}

/** Counts an attempt before it is looked at, so that of many at once no more get through than of many in a row. Throws `too_many_requests`, whose words may end with `advice`; such a one is not counted. */
export async function countAttempt(deps: Pick<Deps, 'db' | 'signer' | 'clock'>, limits: AttemptLimit[], advice?: string): Promise<void> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const counted = limits.map(({ subject, most }) => ({ subject: deps.signer.sign('sign-in-subject', subject), most }));
  const freeAt = await deps.db.asSystem(async (tx) => {
    // In one order for all: two attempts never wait for each other in a circle.
    for (const { subject } of [...counted].sort((a, b) => (a.subject < b.subject ? -1 : 1))) await lockSubject(tx, subject);
    const blocking: number[] = [];
    for (const { subject, most } of counted) {
      const at = await nthNewestFailure(tx, subject, most, since);
      if (at) blocking.push(at.getTime() + WINDOW_MS);
    }
    if (blocking.length > 0) return Math.max(...blocking);
    const subjects = counted.map(({ subject }) => subject);
    await insertFailures(tx, subjects, now, since);
    return null;
  });
  if (freeAt === null) return;
  const seconds = Math.ceil((freeAt - now.getTime()) / 1000);
  const minutes = Math.ceil(seconds / 60);
  const wait = `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  throw new ApiError('too_many_requests', { message: advice === undefined ? wait : `${wait} ${advice}`, retryAfterSeconds: seconds });
}

/** After an attempt that succeeded, or a new password: the subject starts anew. */
export async function forgetAttempts(deps: Pick<Deps, 'db' | 'signer'>, subject: string): Promise<void> {
  await deps.db.asSystem((tx) => forgetSubject(tx, deps.signer.sign('sign-in-subject', subject)));
}

/** After an attempt that succeeded, where others are counted too: each of the subjects has one less. */
export async function uncountAttempt(deps: Pick<Deps, 'db' | 'signer'>, subjects: string[]): Promise<void> {
  const counted = subjects.map((subject) => deps.signer.sign('sign-in-subject', subject));
  await deps.db.asSystem((tx) => forgetNewest(tx, counted));
}
