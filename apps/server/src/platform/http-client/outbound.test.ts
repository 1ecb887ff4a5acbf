import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '../../../test/certificate.ts';
import { createOutboundHttp, type OutboundRequest } from './outbound.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server on this machine. @returns its port. */
async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const to = (url: string, options: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url,
  method: 'GET',
  headers: {},
  timeoutMs: 5000,
  maxResponseBytes: 1000,
  ...options,
});
const text = (body: Uint8Array) => Buffer.from(body).toString();
const LOCAL = ['127.0.0.0/8'];

test('sends method, headers and body, and gives the answer back', async () => {
  const port = await listen((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () =>
      response.writeHead(201, { 'x-seen': String(request.headers['x-mine']) }).end(`${request.method} ${Buffer.concat(parts)}`),
    );
  });
  const answer = await createOutboundHttp(LOCAL).send(
    to(`http://127.0.0.1:${port}/hook`, { method: 'POST', headers: { 'x-mine': 'yes' }, body: '{"a":1}' }),
  );
  expect([answer.statusCode, answer.headers['x-seen'], text(answer.body)]).toEqual([201, 'yes', 'POST {"a":1}']);
});

// The URL parser (WHATWG) turns decimal, octal, hexadecimal and short hosts into the address that they mean; userinfo and other schemes are refused by themselves.
test.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://0x7f.1/',
  'https://127.1/',
  'https://0/',
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://localhost/',
  'https://①②⑦.⓪.⓪.①/',
])('refuses %s before a connection is made', async (url) => {
  await expect(createOutboundHttp([]).send(to(url))).rejects.toMatchObject({ name: 'OutboundError', reason: 'refused_address' });
});

test.each(['ftp://example.org/', 'file:///etc/passwd', 'javascript:1', 'no url', '', 'https://user:secret@example.org/'])(
  'refuses what is no plain https URL: %s',
  async (url) => {
    await expect(createOutboundHttp([]).send(to(url))).rejects.toMatchObject({ reason: 'refused_url' });
  },
);

test('plain http goes to listed addresses only', async () => {
  await expect(createOutboundHttp([]).send(to('http://8.8.8.8/'))).rejects.toMatchObject({ reason: 'refused_url' });
  const resolver = async () => [{ address: '127.0.0.1', family: 4 }];
  const port = await listen((_request, response) => response.end('here'));
  const answer = await createOutboundHttp(LOCAL, resolver).send(to(`http://inside.test:${port}/`));
  expect(text(answer.body)).toBe('here');
});

test('a name with one private address among public ones is refused as a whole', async () => {
  const resolver = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  await expect(createOutboundHttp([], resolver).send(to('https://mixed.test/'))).rejects.toMatchObject({ reason: 'refused_address' });
});

test('a name that answers another address the second time is connected to the one that was checked', async () => {
  const port = await listen((_request, response) => response.end('checked'));
  let asked = 0;
  // 127.0.0.2 is not listed: reaching it would be the attack (DNS rebinding).
  const resolver = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  const answer = await createOutboundHttp(['127.0.0.1/32'], resolver).send(to(`http://rebind.test:${port}/`));
  expect([text(answer.body), asked]).toEqual(['checked', 1]);
});

test('names that do not resolve, and receivers that are down, say so', async () => {
  const http = createOutboundHttp(LOCAL);
  await expect(http.send(to('https://does-not-exist.invalid/'))).rejects.toMatchObject({ reason: 'unresolved' });
  const port = await listen(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  await expect(http.send(to(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({
    reason: 'connection',
    message: 'The connection failed (ECONNREFUSED).',
  });
});

test('a redirect is not followed', async () => {
  let visits = 0;
  const port = await listen((_request, response) => {
    visits += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await createOutboundHttp(LOCAL).send(to(`http://127.0.0.1:${port}/`))).statusCode).toBe(302);
  expect(visits).toBe(1);
});

test('the time-out covers an answer that never comes, headers that never end and a body that trickles', async () => {
  const http = createOutboundHttp(LOCAL);
  const silent = await listen(() => {});
  const trickling = await listen((_request, response) => {
    response.writeHead(200).write('a');
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  });
  for (const port of [silent, trickling]) {
    await expect(http.send(to(`http://127.0.0.1:${port}/`, { timeoutMs: 200 }))).rejects.toMatchObject({ reason: 'timeout' });
  }
  const neverResolving = createOutboundHttp(LOCAL, () => new Promise(() => {}));
  await expect(neverResolving.send(to('https://slow.test/', { timeoutMs: 50 }))).rejects.toMatchObject({ reason: 'timeout' });
});

test('an endless body is cut at the limit, and the connection is closed', async () => {
  let closed: () => void;
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const port = await listen((_request, response) => {
    response.on('close', () => closed());
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(4096)));
      if (!response.destroyed) response.once('drain', more);
    };
    response.writeHead(200);
    more();
  });
  const answer = await createOutboundHttp(LOCAL).send(to(`http://127.0.0.1:${port}/`, { maxResponseBytes: 5000 }));
  expect(answer.body.length).toBe(5000);
  await isClosed;
});

test('TLS is verified: the chain, and the name of the URL although the connection goes to a pinned address', async () => {
  const { key, cert } = selfSigned('receiver.test');
  const server = createTlsServer({ key, cert }, (_request, response) => response.end('secret'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const http = createOutboundHttp(LOCAL, async () => [{ address: '127.0.0.1', family: 4 }]);

  await expect(http.send(to(`https://receiver.test:${port}/`))).rejects.toMatchObject({
    message: 'The connection failed (DEPTH_ZERO_SELF_SIGNED_CERT).',
  });
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, cert]);
  try {
    expect(text((await http.send(to(`https://receiver.test:${port}/`))).body)).toBe('secret');
    await expect(http.send(to(`https://other.test:${port}/`))).rejects.toMatchObject({
      message: 'The connection failed (ERR_TLS_CERT_ALTNAME_INVALID).',
    });
  } finally {
    setDefaultCACertificates(trusted);
  }
});
