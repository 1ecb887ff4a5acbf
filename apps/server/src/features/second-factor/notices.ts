import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { queueMail } from '../mail/index.ts';
import type { UserRow } from './repository.ts';

export type SendDeps = Pick<Deps, 'config' | 'signer' | 'queue'>;

/** Somebody turned a second factor on with the user's password: if it was not the user, they must hear of it. */
export async function tellOfEnabling(deps: SendDeps, tx: Tx, user: UserRow, clinicName: string): Promise<void> {
  await tell(deps, tx, user, `A second factor at ${clinicName} was turned on`, [
    `a second factor was turned on for your account at the reading room of ${clinicName}: from now on a code of an authenticator is asked for after your password.`,
    `If that was not you, somebody else knows your password. Set a new one at once, which ends every session, and ask an administrator of ${clinicName} to remove the second factor:`,
    `${deps.config.publicUrl}/forgotten-password`,
  ]);
}

export async function tellOfRemoval(deps: SendDeps, tx: Tx, user: UserRow, clinicName: string): Promise<void> {
  await tell(deps, tx, user, `Your second factor at ${clinicName} was removed`, [
    `an administrator has removed the second factor of your account at the reading room of ${clinicName}: your password alone signs you in now. Set a new one up on your Security page:`,
    `${deps.config.publicUrl}/security`,
    `If you did not ask for that, tell an administrator of ${clinicName} at once and choose a new password.`,
  ]);
}

async function tell(deps: SendDeps, tx: Tx, user: UserRow, subject: string, paragraphs: string[]): Promise<void> {
  const text = `${[`Hello ${user.firstName},`, ...paragraphs].join('\n\n')}\n`;
  await queueMail(deps, tx, { clinicId: user.clinicId, kind: 'notice', userId: user.id, message: { to: user.email, subject, text } });
}
