import { join } from 'node:path';
import { folderMailer } from './folder.ts';
import type { Mailer } from './mailer.ts';
import { smtpMailer } from './smtp.ts';

export { type Mail, type Mailer, MailRefusedError } from './mailer.ts';

/** Mails go through the server of SMTP_URL; without one into the folder `outbox` of the data folder. */
export function openMailer({ smtpUrl, mailFrom, dataDir }: { smtpUrl: string | undefined; mailFrom: string; dataDir: string }): Mailer {
  return smtpUrl === undefined ? folderMailer(join(dataDir, 'outbox'), mailFrom) : smtpMailer(smtpUrl, mailFrom);
}
