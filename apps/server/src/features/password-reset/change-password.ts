import { ApiError, type ChangePassword, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { queueMail } from '../mail/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Caller, countAttempt, endAccess, forgetAttempts, hashPassword, isPassword, rememberBrowser } from '../sessions/index.ts';
import { lockActiveUser, ownPassword, setPassword } from './repository.ts';

/**
 * Sets another password in place of the current one. Every other session of the user ends, and every link; this browser alone is known to them from now on. They hear of it by mail. A second factor
 * stays as it is. Throws `invalid_sign_in` for a wrong password, `unprocessable` where there is none, `too_many_requests`.
 */
export async function changePassword(
  deps: Deps,
  owner: UserPrincipal & { userId: string },
  form: ChangePassword,
  caller: Caller,
): Promise<void> {
  const { clinicId, userId } = owner;
  const subject = `own-password\n${userId}`;
  await countAttempt(deps, [{ subject, most: 10 }]);
  const known = await deps.db.inClinic(clinicId, (tx) => ownPassword(tx, userId));
  if (known === null) {
    throw new ApiError('unprocessable', { message: 'You sign in with single sign-on only: your password is with its provider.' });
  }
  if (!(await isPassword(known, form.password))) throw new ApiError('invalid_sign_in', { message: 'The current password is wrong.' });
  await forgetAttempts(deps, subject);
  const passwordHash = await hashPassword(form.newPassword);
  const now = deps.clock.now();
  await deps.db.inClinic(clinicId, async (tx) => {
    const user = await lockActiveUser(tx, userId);
    // Of two changes at once, and of a reset between, one holds.
    if (!user || (await ownPassword(tx, userId)) !== known)
      throw new ApiError('invalid_sign_in', { message: 'The current password is wrong.' });
    await setPassword(tx, userId, passwordHash);
    const sessions = await endAccess(tx, userId, now, owner.sessionId);
    await rememberBrowser(tx, { clinicId, userId }, caller.browser, now);
    await recordAudit(tx, {
      clinicId,
      actor: actorOf(owner),
      action: 'user.password_changed',
      subject: publicId('usr', userId),
      requestId: caller.requestId,
      detail: { sessions },
    });
    await queueMail(deps, tx, { clinicId, kind: 'notice', userId, message: letter(deps, user) });
  });
  await forgetAttempts(deps, `second-factor\n${userId}`);
}

function letter(deps: Pick<Deps, 'config'>, { email, firstName, clinicName }: { email: string; firstName: string; clinicName: string }) {
  const text = [
    `Hello ${firstName},`,
    `the password of your account at the reading room of ${clinicName} was changed. Everybody who was signed in with it elsewhere is signed out.`,
    `If that was not you, somebody else knew your password. Set a new one at once, and tell an administrator of ${clinicName}:`,
    `${deps.config.publicUrl}/forgotten-password`,
  ].join('\n\n');
  return { to: email, subject: `Your password at ${clinicName} was changed`, text: `${text}\n` };
}
