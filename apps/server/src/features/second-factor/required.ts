import { ApiError, type Enrolment } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Caller, completeSignIn, countAttempt, findTicket, useTicket } from '../sessions/index.ts';
import { findUser } from './repository.ts';
import { makeSecret, putIntoForce } from './service.ts';

/** The enrolment of who may not sign in without one: between the password and the session, by the ticket that the right password gave. */

/** Throws `second_factor_expired` where the password is too long ago, `unprocessable` where a second factor is on. */
export async function startRequiredEnrolment(deps: Deps, ticketToken: string | undefined): Promise<Enrolment> {
  const { clinicId, userId } = await ticketOf(deps, ticketToken);
  return deps.db.inClinic(clinicId, async (tx) => {
    const user = await findUser(tx, userId);
    if (!user || user.revokedAt) throw new ApiError('second_factor_expired');
    return makeSecret(deps, tx, user);
  });
}

/** Turns the second factor on and signs in. Throws `second_factor_wrong`, `second_factor_expired`, `unprocessable`, `too_many_requests`. @returns the cookie's token; the recovery codes, shown once. */
export async function confirmRequiredEnrolment(
  deps: Deps,
  ticketToken: string | undefined,
  code: string,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<{ session: string; recoveryCodes: string[] }> {
  const { clinicId, userId, token } = await ticketOf(deps, ticketToken);
  await countAttempt(deps, [{ subject: `enrolment\n${userId}`, most: 20 }]);
  return deps.db.inClinic(clinicId, async (tx) => {
    const user = await findUser(tx, userId);
    if (!user || user.revokedAt) throw new ApiError('second_factor_expired');
    const recoveryCodes = await putIntoForce(deps, tx, user, code, caller.requestId);
    if (!(await useTicket(tx, 'enrolment', token, deps.clock.now()))) throw new ApiError('second_factor_expired');
    return { session: await completeSignIn(deps, tx, { clinicId, userId }, 'enrolment', current, caller), recoveryCodes };
  });
}

async function ticketOf(deps: Deps, token: string | undefined) {
  const ticket = token ? await deps.db.asSystem((tx) => findTicket(tx, 'enrolment', token, deps.clock.now())) : null;
  if (!ticket || !token) throw new ApiError('second_factor_expired');
  return { ...ticket, token };
}
