import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';

/** Writes each mail as `<message id>.eml`, readable by the operator alone: it holds a link that signs somebody in. */
export function folderMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, disableFileAccess: true, disableUrlAccess: true });
  return {
    kind: 'folder',
    async send({ to, subject, text, messageId }) {
      const { message } = await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId: `<${messageId}>` });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${messageId.replace(/[^\w.@-]/g, '_')}.eml`);
      const file = await open(`${path}.part`, 'w', 0o600);
      try {
        await file.writeFile(message as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
    },
  };
}
