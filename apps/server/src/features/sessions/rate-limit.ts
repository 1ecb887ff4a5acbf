import type { Deps } from '../../deps.ts';
import { type AttemptLimit, countAttempt, forgetAttempts, uncountAttempt } from './attempts.ts';
import type { Acquaintance } from './known-browser-repository.ts';
import { networksOf } from './networks.ts';

/** How many sign-ins may fail in a quarter of an hour; docs/decisions/0011 says why these. */
const MOST_PER_KNOWN_BROWSER = 10;
const MOST_PER_ACCOUNT_AND_NETWORK = 10;
const MOST_PER_NETWORK = 50;
const MOST_PER_SITE = 200;
const MOST_PER_ACCOUNT = 100;

const WAY_OUT = 'Or use a browser that you have signed in with before, or set a new password with “Forgotten your password?”.';

/** Each kind begins with its own words, and what a stranger may choose freely stands last or alone: no email looks like another subject. */
function accountAtNetwork(email: string, address: string): string {
  return `sign-in of account at network\n${networksOf(address).network}\n${email.toLowerCase()}`;
}

function sharedLimits(email: string, address: string): AttemptLimit[] {
  const { network, site } = networksOf(address);
  return [
    { subject: `sign-in at network\n${network}`, most: MOST_PER_NETWORK },
    ...(site === null ? [] : [{ subject: `sign-in at site\n${site}`, most: MOST_PER_SITE }]),
    { subject: `sign-in of account\n${email.toLowerCase()}`, most: MOST_PER_ACCOUNT },
  ];
}

/** Counts a sign-in of a browser that the account does not know as failed, until `forgiveStranger`. Throws `too_many_requests`. */
export async function countStranger(deps: Deps, email: string, address: string): Promise<void> {
  const own = { subject: accountAtNetwork(email, address), most: MOST_PER_ACCOUNT_AND_NETWORK };
  await countAttempt(deps, [own, ...sharedLimits(email, address)], WAY_OUT);
}

/** After a sign-in that succeeded: the account starts anew at this network; whatever others share the count has one failure less. */
export async function forgiveStranger(deps: Deps, email: string, address: string): Promise<void> {
  await forgetAttempts(deps, accountAtNetwork(email, address));
  await uncountAttempt(
    deps,
    sharedLimits(email, address).map(({ subject }) => subject),
  );
}

const ofKnown = ({ id }: Acquaintance) => `sign-in of known browser\n${id}`;

/** Counts a sign-in of a browser that the account knows as failed, by itself alone, until `forgiveKnown`. Throws `too_many_requests`. */
export async function countKnown(deps: Deps, known: Acquaintance[]): Promise<void> {
  await countAttempt(
    deps,
    known.map((one) => ({ subject: ofKnown(one), most: MOST_PER_KNOWN_BROWSER })),
  );
}

export async function forgiveKnown(deps: Deps, known: Acquaintance[]): Promise<void> {
  for (const one of known) await forgetAttempts(deps, ofKnown(one));
}
