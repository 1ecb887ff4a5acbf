import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { MailRefusedError, openMailer } from './index.ts';

const FROM = 'Readroom <no-reply@readroom.example.org>';
const MAIL = {
  to: 'rea@example.org',
  subject: 'Einladung: Sankt Göran 🩻',
  text: 'Hello Zoë,\n\nhttps://readroom.example.org/invitation#abc\n.\nfrom a line with a dot\n',
  messageId: '1c9e6679@readroom.example.org',
};

/** A real mail server on this machine. @returns its URL and what it received. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: { from: string; to: string[]; mail: Awaited<ReturnType<PostalMime['parse']>> }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      buffer(stream)
        .then((bytes) => new PostalMime().parse(bytes))
        .then((mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), mail });
          done();
        }, done);
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received };
}

const mailer = (smtpUrl: string) => openMailer({ smtpUrl, mailFrom: FROM, dataDir: '/nowhere' });

test('a mail arrives at a mail server as it was written', async () => {
  const { url, received } = await mailServer();
  expect(mailer(url).kind).toBe('server');
  await mailer(url).send(MAIL);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: 'no-reply@readroom.example.org', to: ['rea@example.org'] });
  expect(received[0]?.mail).toMatchObject({ subject: MAIL.subject, messageId: `<${MAIL.messageId}>`, from: { name: 'Readroom' } });
  expect(received[0]?.mail.text?.replaceAll('\r\n', '\n')).toBe(MAIL.text);
});

test('the user and password of the URL sign in', async () => {
  const options: SMTPServerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'us er' && password === 'p@ss' ? done(null, { user: 1 }) : done(new Error('no')),
  };
  const { url, received } = await mailServer(options);
  await mailer(url.replace('//', '//us%20er:p%40ss@')).send(MAIL);
  expect(received).toHaveLength(1);
  const wrong = await mailer(url.replace('//', '//user:wrong@'))
    .send(MAIL)
    .catch((error: unknown) => error);
  expect(wrong).not.toBeInstanceOf(MailRefusedError);
});

test('an address that the server refuses for good is told from one that it puts off, and no error quotes it', async () => {
  for (const [code, isRefused] of [
    [550, true],
    [451, false],
  ] as const) {
    const { url } = await mailServer({
      onRcptTo: ({ address }, _session, done) => done(Object.assign(new Error(`no ${address}`), { responseCode: code })),
    });
    const error = (await mailer(url)
      .send(MAIL)
      .catch((caught: unknown) => caught)) as Error;
    expect(error instanceof MailRefusedError).toBe(isRefused);
    expect(error.message).not.toContain('rea@example.org');
  }
});

test('a server that is not there is worth another try', async () => {
  const error = await mailer('smtp://127.0.0.1:1')
    .send(MAIL)
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MailRefusedError);
});

test('a line break in an address or a subject makes no header', async () => {
  const { url, received } = await mailServer();
  await mailer(url)
    .send({ ...MAIL, to: 'rea@example.org\r\nBcc: eve@example.org', subject: 'A\r\nBcc: eve@example.org' })
    .catch(() => {});
  for (const { to, mail } of received) {
    expect(to).not.toContain('eve@example.org');
    expect(mail.bcc ?? []).toEqual([]);
  }
});

test('without a mail server each mail is a file that mail programs read', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'readroom-mail-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const folder = openMailer({ smtpUrl: undefined, mailFrom: FROM, dataDir });
  expect(folder.kind).toBe('folder');
  await folder.send(MAIL);
  await folder.send(MAIL);
  const mail = await new PostalMime().parse(await readFile(join(dataDir, 'outbox', `${MAIL.messageId}.eml`)));
  expect(mail).toMatchObject({ subject: MAIL.subject, to: [{ address: MAIL.to }] });
  expect(mail.text?.replaceAll('\r\n', '\n')).toBe(MAIL.text);
});
