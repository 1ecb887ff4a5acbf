import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { countFailures, forgetFailures, insertFailures } from './repository.ts';

const WINDOW_MS = 15 * 60_000;
/** Per account and address, so that a stranger elsewhere cannot lock a radiologist out; and per address, so that he cannot try many accounts. */
const MOST_PER_ACCOUNT_AND_ADDRESS = 10;
const MOST_PER_ADDRESS = 50;

function subjects(deps: Deps, email: string, address: string) {
  return {
    account: deps.signer.sign('sign-in-subject', `${email.trim().toLowerCase()}\n${address}`),
    address: deps.signer.sign('sign-in-subject', address),
  };
}

/** Throws `too_many_requests` where too many sign-ins failed in the last quarter of an hour. */
export async function checkSignInRate(deps: Deps, email: string, address: string): Promise<void> {
  const subject = subjects(deps, email, address);
  const since = new Date(deps.clock.now().getTime() - WINDOW_MS);
  const tooMany = await deps.db.asSystem(
    async (tx) =>
      (await countFailures(tx, subject.account, since)) >= MOST_PER_ACCOUNT_AND_ADDRESS ||
      (await countFailures(tx, subject.address, since)) >= MOST_PER_ADDRESS,
  );
  if (tooMany) {
    throw new ApiError('too_many_requests', {
      message: 'Too many failed sign-ins from here. Wait 15 minutes, then try again.',
      retryAfterSeconds: WINDOW_MS / 1000,
    });
  }
}

export async function noteFailedSignIn(deps: Deps, email: string, address: string): Promise<void> {
  const subject = subjects(deps, email, address);
  const now = deps.clock.now();
  await deps.db.asSystem((tx) => insertFailures(tx, [subject.account, subject.address], now, new Date(now.getTime() - WINDOW_MS)));
}

export async function noteSignIn(deps: Deps, email: string, address: string): Promise<void> {
  await deps.db.asSystem((tx) => forgetFailures(tx, subjects(deps, email, address).account));
}
