/** One mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  /** Plain text; lines of any length. */
  text: string;
  /** Without brackets. The same mail sent twice carries the same id, so that readers show it once. */
  messageId: string;
}

/** The mail server refuses this mail for good: sending it again would be refused again. */
export class MailRefusedError extends Error {
  constructor(cause: unknown) {
    super('the mail server refuses this mail', { cause });
    this.name = 'MailRefusedError';
  }
}

export interface Mailer {
  /** `server`: mails go out. `folder`: there is no mail server, they are written down for the operator. */
  readonly kind: 'server' | 'folder';
  /** Resolves once the server has taken the mail, or the file is written. Throws `MailRefusedError`, or what may work later. */
  send(mail: Mail): Promise<void>;
}
