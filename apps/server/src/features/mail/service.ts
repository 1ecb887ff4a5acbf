import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { insertMail, type MailRow } from './repository.ts';

export interface MailRequest {
  clinicId: string;
  kind: MailRow['kind'];
  /** Whom it is to. */
  userId: string;
  message: Message;
}

export interface Message {
  to: string;
  subject: string;
  text: string;
}

/** Puts a mail into the outbox in the caller's transaction: it is sent exactly when that commits, at least once. The job holds ids only. */
export async function queueMail(deps: Pick<Deps, 'signer' | 'queue'>, tx: Tx, { message, ...request }: MailRequest): Promise<void> {
  const id = randomUUID();
  await insertMail(tx, { id, ...request, messageSealed: deps.signer.seal('mail', JSON.stringify(message)) });
  await deps.queue.add(tx, 'mail.send', { clinicId: request.clinicId, mailId: id });
}

/** The words of a mail in the outbox. */
export function openMessage(deps: Pick<Deps, 'signer'>, sealed: Uint8Array): Message {
  return JSON.parse(deps.signer.unseal('mail', sealed)) as Message;
}
