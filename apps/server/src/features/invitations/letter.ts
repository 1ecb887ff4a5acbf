import type { Message } from '../mail/index.ts';

export interface Letter {
  to: string;
  firstName: string;
  clinicName: string;
  /** Null where a program invited. */
  inviterName: string | null;
  link: string;
  expiresAt: Date;
}

/** The invitation as a mail. */
export function invitationLetter(letter: Letter): Message {
  const by = letter.inviterName === null ? '' : ` by ${letter.inviterName}`;
  const text = [
    `Hello ${letter.firstName},`,
    `you have been invited${by} to the reading room of ${letter.clinicName}. Accept the invitation and choose a password here:`,
    letter.link,
    `The link works until ${letter.expiresAt.toISOString().slice(0, 10)} and is for you alone. If you do not know ${letter.clinicName}, you can reject the invitation there or ignore this mail.`,
  ].join('\n\n');
  return { to: letter.to, subject: `Your invitation to ${letter.clinicName}`, text: `${text}\n` };
}
