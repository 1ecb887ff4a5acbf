import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { recordAudit } from '../audit/index.ts';
import { queueMail } from '../mail/index.ts';
import {
  type Caller,
  countAttempt,
  createTicket,
  endAccess,
  findTicket,
  forgetAttempts,
  hashPassword,
  placeOf,
  rememberBrowser,
  useTicket,
} from '../sessions/index.ts';
import { countLinks, lockActiveUser, setPassword, usersToMail } from './repository.ts';

const LINK_SECONDS = 3600;
/** Whoever knows an email could fill its mailbox: more are not sent. Every one that was sent works for its hour, so nobody's are pushed out. */
const MOST_LINKS_AN_HOUR = 5;
/** An answer takes at least this long, so that the time does not tell whether there was anything to do. */
const ANSWER_MS = 300;

/** Mails a link to whoever has this email, in each clinic. Answers the same way and after the same time for an unknown one. Throws `too_many_requests`. */
export async function requestPasswordReset(deps: Deps, givenEmail: string, caller: Caller): Promise<void> {
  const email = givenEmail.trim();
  const place = await placeOf(deps, caller);
  await countAttempt(deps, [
    { subject: `password-reset of account\n${place}\n${email.toLowerCase()}`, most: 5 },
    { subject: `password-reset\n${place}`, most: 30 },
  ]);
  await Promise.all([mailLinks(deps, email, caller), pause(ANSWER_MS)]);
}

async function mailLinks(deps: Deps, email: string, caller: Caller): Promise<void> {
  const now = deps.clock.now();
  const owners = await deps.db.asSystem((tx) => usersToMail(tx, email));
  for (const user of owners) {
    const { clinicId, id: userId } = user;
    await deps.db.inClinic(clinicId, async (tx) => {
      if ((await countLinks(tx, userId, new Date(now.getTime() - LINK_SECONDS * 1000))) >= MOST_LINKS_AN_HOUR) return;
      const token = await createTicket(tx, { clinicId, userId, purpose: 'password_reset', lifetimeSeconds: LINK_SECONDS, now });
      const message = letter(user, `${deps.config.publicUrl}/reset-password#${token}`);
      await queueMail(deps, tx, { clinicId, kind: 'password_reset', userId, message });
      await note(tx, clinicId, userId, 'user.password_reset_requested', caller);
    });
  }
}

function letter(user: { email: string; firstName: string; clinicName: string }, link: string) {
  const text = [
    `Hello ${user.firstName},`,
    `somebody asked for a new password for your account at the reading room of ${user.clinicName}. Choose one here:`,
    link,
    'The link works once, within an hour. If it was not you, ignore this mail: nothing has changed.',
  ].join('\n\n');
  return { to: user.email, subject: `A new password for ${user.clinicName}`, text: `${text}\n` };
}

/**
 * Sets the password by the link of a mail. Every session of the user ends, and every other link; this browser is the only one that is known to them. A second factor stays as it
 * is. Throws `link_not_valid`.
 */
export async function resetPassword(deps: Deps, form: { token: string; password: string }, caller: Caller): Promise<void> {
  const now = deps.clock.now();
  const waiting = await deps.db.asSystem((tx) => findTicket(tx, 'password_reset', form.token, now));
  if (!waiting) throw new ApiError('link_not_valid');
  // After the link was found good: hashing costs, and nobody is signed in here.
  const passwordHash = await hashPassword(form.password);
  const { clinicId, userId } = waiting;
  await deps.db.inClinic(clinicId, async (tx) => {
    const user = await lockActiveUser(tx, userId);
    if (!user || !(await useTicket(tx, 'password_reset', form.token, now))) throw new ApiError('link_not_valid');
    await setPassword(tx, userId, passwordHash);
    const sessions = await endAccess(tx, userId, now);
    // Whoever reads the user's mail is the user: so one who is kept waiting for the guesses of others gets in.
    await rememberBrowser(tx, { clinicId, userId }, caller.browser, now);
    await note(tx, clinicId, userId, 'user.password_reset', caller, { sessions });
  });
  // Codes that somebody guessed at behind the old password count no more.
  await forgetAttempts(deps, `second-factor\n${userId}`);
}

async function note(
  tx: Tx,
  clinicId: string,
  userId: string,
  action: string,
  caller: Caller,
  detail: Record<string, number> = {},
): Promise<void> {
  const actor = { kind: 'user' as const, id: userId };
  await recordAudit(tx, { clinicId, actor, action, subject: publicId('usr', userId), requestId: caller.requestId, detail });
}
