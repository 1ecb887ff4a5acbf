import { ApiError, type Enrolment, publicId, type SecondFactor } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { countAttempt, forgetAttempts, isPassword } from '../sessions/index.ts';
import { tellOfEnabling } from './notices.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import {
  clinicOf,
  confirmSecret,
  countRecoveryCodes,
  findUser,
  removeSecret,
  replaceRecoveryCodes,
  setSecret,
  type UserRow,
} from './repository.ts';
import { takeTotp } from './sign-in.ts';
import { enrolmentUri, newSecret } from './totp.ts';

/** The signed-in user who changes their own account. */
export interface Owner {
  principal: UserPrincipal & { userId: string };
  requestId: string;
}

export async function readSecondFactor(deps: Deps, { principal }: Owner): Promise<SecondFactor> {
  return deps.db.inClinic(principal.clinicId, async (tx) => {
    const user = await ownRow(tx, principal.userId);
    const hasPassword = user.passwordHash !== null;
    return { isEnabled: user.totpConfirmedAt !== null, hasPassword, recoveryCodesLeft: await countRecoveryCodes(tx, user.id) };
  });
}

/**
 * Makes a secret, in force once `confirmEnrolment` has seen a code of it. With the password: whoever got hold of a session could lock its user out with a second factor of their own. Throws
 * `invalid_sign_in` for a wrong password, `unprocessable` where a second factor is on, or there is no password beside it, `too_many_requests`.
 */
export async function startEnrolment(deps: Deps, owner: Owner, password: string): Promise<Enrolment> {
  const { clinicId, userId } = owner.principal;
  const { passwordHash } = await deps.db.inClinic(clinicId, (tx) => ownRow(tx, userId));
  if (!passwordHash) {
    const message = 'You sign in with single sign-on only: turn the second factor on at its provider.';
    throw new ApiError('unprocessable', { message });
  }
  await mustKnowPassword(deps, owner, password);
  return deps.db.inClinic(clinicId, async (tx) => makeSecret(deps, tx, await ownRow(tx, userId)));
}

/** A new secret that is not in force yet. Throws `unprocessable` where a second factor is on. */
export async function makeSecret(deps: Pick<Deps, 'signer'>, tx: Tx, user: UserRow): Promise<Enrolment> {
  const secret = newSecret();
  if (!(await setSecret(tx, user.id, deps.signer.seal('second-factor', secret)))) throw alreadyOn();
  const { name } = await clinicOf(tx, user.clinicId);
  return { secret, uri: enrolmentUri(secret, { clinicName: name, email: user.email }) };
}

/** Turns the second factor on with a code of the new secret. Throws `second_factor_wrong`, `unprocessable`, `too_many_requests`. @returns the recovery codes, shown once. */
export async function confirmEnrolment(deps: Deps, owner: Owner, code: string): Promise<string[]> {
  const { principal } = owner;
  await countAttempt(deps, [{ subject: `enrolment\n${principal.userId}`, most: 20 }]);
  return deps.db.inClinic(principal.clinicId, async (tx) => {
    const user = await ownRow(tx, principal.userId);
    return putIntoForce(deps, tx, user, code, owner.requestId);
  });
}

/** Also tells the user by mail. Throws `second_factor_wrong`, `unprocessable`. @returns the recovery codes. */
export async function putIntoForce(deps: Deps, tx: Tx, user: UserRow, code: string, requestId: string): Promise<string[]> {
  if (user.totpConfirmedAt) throw alreadyOn();
  if (!user.totpSecretSealed) throw new ApiError('unprocessable', { message: 'Start the enrolment first.' });
  if (!(await takeTotp(deps, tx, user, code))) throw new ApiError('second_factor_wrong');
  if (!(await confirmSecret(tx, user.id, deps.clock.now()))) throw alreadyOn();
  await note(tx, user, 'user.second_factor_enabled', requestId);
  await tellOfEnabling(deps, tx, user, (await clinicOf(tx, user.clinicId)).name);
  return newCodes(deps, tx, user);
}

/** New recovery codes in place of the old ones. Throws `invalid_sign_in` for a wrong password, `unprocessable` without a second factor, `too_many_requests`. */
export async function renewRecoveryCodes(deps: Deps, owner: Owner, password: string): Promise<string[]> {
  await mustKnowPassword(deps, owner, password);
  return deps.db.inClinic(owner.principal.clinicId, async (tx) => {
    const user = await ownRow(tx, owner.principal.userId);
    if (!user.totpConfirmedAt) throw new ApiError('unprocessable', { message: 'The second factor is off.' });
    await note(tx, user, 'user.recovery_codes_renewed', owner.requestId);
    return newCodes(deps, tx, user);
  });
}

/** Turns the second factor off. Throws `invalid_sign_in` for a wrong password, `unprocessable` where the clinic requires one, `too_many_requests`. */
export async function disableSecondFactor(deps: Deps, owner: Owner, password: string): Promise<void> {
  await mustKnowPassword(deps, owner, password);
  await deps.db.inClinic(owner.principal.clinicId, async (tx) => {
    const user = await ownRow(tx, owner.principal.userId);
    if ((await clinicOf(tx, user.clinicId)).requiresSecondFactor) {
      throw new ApiError('unprocessable', {
        message:
          'Your clinic requires a second factor: it stays on. To use another device, ask an administrator to remove the one you have.',
      });
    }
    await removeSecret(tx, user.id);
    await note(tx, user, 'user.second_factor_disabled', owner.requestId);
  });
}

async function mustKnowPassword(deps: Deps, { principal }: Owner, password: string): Promise<void> {
  const subject = `own-password\n${principal.userId}`;
  await countAttempt(deps, [{ subject, most: 10 }]);
  const user = await deps.db.inClinic(principal.clinicId, (tx) => ownRow(tx, principal.userId));
  if (!(await isPassword(user.passwordHash, password))) throw new ApiError('invalid_sign_in', { message: 'The password is wrong.' });
  await forgetAttempts(deps, subject);
}

async function newCodes(deps: Deps, tx: Tx, user: UserRow): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    tx,
    user,
    codes.map((code) => hashRecoveryCode(deps.signer, user.id, code)),
  );
  return codes;
}

async function ownRow(tx: Tx, userId: string): Promise<UserRow> {
  const user = await findUser(tx, userId);
  if (!user) throw new ApiError('unauthenticated');
  return user;
}

function alreadyOn(): ApiError {
  return new ApiError('unprocessable', { message: 'The second factor is on already. Turn it off first.' });
}

async function note(tx: Tx, { clinicId, id }: UserRow, action: string, requestId: string): Promise<void> {
  await recordAudit(tx, { clinicId, actor: { kind: 'user', id }, action, subject: publicId('usr', id), requestId });
}
