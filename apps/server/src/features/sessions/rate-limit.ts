import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { forgetFailures, insertFailures, lockSubject, nthNewestFailure } from './repository.ts';

const WINDOW_MS = 15 * 60_000;
/** Per account and address, so that a stranger elsewhere cannot lock a radiologist out; and per address, so that he cannot try many accounts. */
const MOST_PER_ACCOUNT_AND_ADDRESS = 10;
const MOST_PER_ADDRESS = 50;

function subjects(deps: Pick<Deps, 'signer'>, email: string, address: string) {
  return {
    account: deps.signer.sign('sign-in-subject', `${email.toLowerCase()}\n${address}`),
    address: deps.signer.sign('sign-in-subject', address),
  };
}

/** Counts a sign-in as failed until `forgiveSignIns`. Throws `too_many_requests` where too many failed in the last quarter of an hour; such a one is not counted. */
export async function countSignIn(deps: Deps, email: string, address: string): Promise<void> {
  const subject = subjects(deps, email, address);
  const now = deps.clock.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const freeAt = await deps.db.asSystem(async (tx) => {
    await lockSubject(tx, subject.address);
    const blocking = [
      await nthNewestFailure(tx, subject.account, MOST_PER_ACCOUNT_AND_ADDRESS, since),
      await nthNewestFailure(tx, subject.address, MOST_PER_ADDRESS, since),
    ].filter((at) => at !== null);
    if (blocking.length === 0) await insertFailures(tx, [subject.account, subject.address], now, since);
    return blocking.length === 0 ? null : Math.max(...blocking.map((at) => at.getTime() + WINDOW_MS));
  });
  if (freeAt !== null) {
    const minutes = Math.ceil((freeAt - now.getTime()) / 60_000);
    throw new ApiError('too_many_requests', {
      message: `Too many failed sign-ins from here. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      retryAfterSeconds: Math.ceil((freeAt - now.getTime()) / 1000),
    });
  }
}

/** After a sign-in that succeeded: the account starts anew, and the address has one failure less. */
export async function forgiveSignIns(deps: Deps, email: string, address: string): Promise<void> {
  const subject = subjects(deps, email, address);
  await deps.db.asSystem((tx) => forgetFailures(tx, subject));
}
