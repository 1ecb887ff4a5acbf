import { createTransport } from 'nodemailer';
import { type Mailer, MailRefusedError } from './mailer.ts';

const TIMEOUT_MS = 30_000;

/** Sends over SMTP as the URL says: `smtp://user:password@host:587` (STARTTLS where the server has it), `smtps://…:465`, `?requireTLS=true`. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail is text that we made: nothing in it makes the library open a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'server',
    async send({ to, subject, text, messageId }) {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId: `<${messageId}>` });
      } catch (error) {
        throw isPermanent(error) ? new MailRefusedError(error) : unsent(error);
      }
    },
  };
}

/** Logged by the queue, so without the server's words: they quote addresses. */
function unsent(error: unknown): Error {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return new Error(`the mail was not taken (${[code, responseCode].filter(Boolean).join(' ')})`);
}

/** RFC 5321 4.2.1: 5yz replies are permanent. A wrong password (535) is the operator's to mend: the mail waits for it. */
function isPermanent(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
}
