import { ApiError, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Caller, completeSignIn, countAttempt, findTicket, forgetAttempts, useTicket } from '../sessions/index.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { findUser, takeRecoveryCode, takeStep, type UserRow } from './repository.ts';
import { stepOfCode } from './totp.ts';

/**
 * Only somebody who knows the password gets as far as being counted, so nobody else can lock the user out; and the user ends it with a new password. Three codes of a
 * million are right at a time: guessing all day at this pace finds one in three cases of a thousand, and every guess stands in the audit log.
 */
const MOST_A_QUARTER_HOUR = 10;

/** The code after the password -> the cookie's token. Throws `second_factor_wrong`, `second_factor_expired` where the password is too long ago, `too_many_requests`. */
export async function completeSecondFactor(
  deps: Deps,
  ticketToken: string | undefined,
  code: string,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<string> {
  const now = deps.clock.now();
  const ticket = ticketToken ? await deps.db.asSystem((tx) => findTicket(tx, 'second_factor', ticketToken, now)) : null;
  if (!ticket || !ticketToken) throw new ApiError('second_factor_expired');
  const { clinicId, userId } = ticket;
  const subject = `second-factor\n${userId}`;
  await countAttempt(deps, [{ subject, most: MOST_A_QUARTER_HOUR }]);
  const session = await deps.db.inClinic(clinicId, async (tx) => {
    const user = await findUser(tx, userId);
    if (!user || user.revokedAt || !user.totpConfirmedAt) throw new ApiError('second_factor_expired');
    const by = await takeCode(deps, tx, user, code);
    if (!by) {
      await noteWrongCode(tx, clinicId, userId, caller);
      return null;
    }
    if (!(await useTicket(tx, 'second_factor', ticketToken, now))) throw new ApiError('second_factor_expired');
    return completeSignIn(deps, tx, { clinicId, userId }, by, current, caller);
  });
  if (session === null) throw new ApiError('second_factor_wrong');
  await forgetAttempts(deps, subject);
  return session;
}

async function noteWrongCode(tx: Tx, clinicId: string, userId: string, caller: Caller): Promise<void> {
  const actor = { kind: 'user' as const, id: userId };
  const action = 'session.second_factor_failed';
  await recordAudit(tx, { clinicId, actor, action, subject: publicId('usr', userId), requestId: caller.requestId });
}

async function takeCode(deps: Deps, tx: Tx, user: UserRow, code: string): Promise<'second_factor' | 'recovery_code' | null> {
  if (await takeTotp(deps, tx, user, code)) return 'second_factor';
  const hash = hashRecoveryCode(deps.signer, user.id, code);
  return (await takeRecoveryCode(tx, user.id, hash, deps.clock.now())) ? 'recovery_code' : null;
}

/** Uses up a code of the authenticator. False for a wrong one, and for one that was used before. */
export async function takeTotp(deps: Pick<Deps, 'signer' | 'clock'>, tx: Tx, user: UserRow, code: string): Promise<boolean> {
  if (!user.totpSecretSealed) return false;
  const step = stepOfCode(deps.signer.unseal('second-factor', user.totpSecretSealed), code, deps.clock.now());
  return step !== null && takeStep(tx, user.id, step);
}
