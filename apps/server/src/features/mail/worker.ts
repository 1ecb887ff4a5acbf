import type { Deps } from '../../deps.ts';
import { MailRefusedError } from '../../platform/mail/index.ts';
import { findWaiting, settleMail } from './repository.ts';
import { openMessage } from './service.ts';

type MailDeps = Pick<Deps, 'db' | 'signer' | 'mail' | 'clock' | 'config' | 'log'>;

/** Works on the queue's mails. Between sending and noting it a crash may come: then the mail goes out once more, under the same message id. */
export async function startMailing(deps: MailDeps & Pick<Deps, 'queue'>): Promise<void> {
  await deps.queue.work('mail.send', ({ clinicId, mailId }) => sendMail(deps, clinicId, mailId));
}

async function sendMail(deps: MailDeps, clinicId: string, mailId: string): Promise<void> {
  const mail = await deps.db.inClinic(clinicId, (tx) => findWaiting(tx, mailId));
  if (!mail?.messageSealed) return;
  const message = openMessage(deps, mail.messageSealed);
  const settle = (status: 'sent' | 'refused') => deps.db.inClinic(clinicId, (tx) => settleMail(tx, mailId, status, deps.clock.now()));
  try {
    await deps.mail.send({ ...message, messageId: `${mailId}@${new URL(deps.config.publicUrl).hostname}` });
  } catch (error) {
    if (!(error instanceof MailRefusedError)) throw error;
    // Without the cause: the server's words quote the address.
    deps.log.warn({ mailId, kind: mail.kind }, 'the mail server refuses a mail; it is not tried again');
    return settle('refused');
  }
  await settle('sent');
}
