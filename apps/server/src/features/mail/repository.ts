import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { mails } from '../../platform/db/schema.ts';

export type MailRow = typeof mails.$inferSelect;

export async function insertMail(tx: Tx, mail: typeof mails.$inferInsert): Promise<void> {
  await tx.insert(mails).values(mail);
}

/** The mail that is still to be sent, or null where it was sent or refused. */
export async function findWaiting(tx: Tx, mailId: string): Promise<MailRow | null> {
  const [mail] = await tx
    .select()
    .from(mails)
    .where(and(eq(mails.id, mailId), eq(mails.status, 'waiting')));
  return mail ?? null;
}

/** The words are forgotten: they held a link. */
export async function settleMail(tx: Tx, mailId: string, status: 'sent' | 'refused', at: Date): Promise<void> {
  await tx.update(mails).set({ status, sentAt: at, messageSealed: null }).where(eq(mails.id, mailId));
}
