import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { OutboundDownload } from './download.ts';
import { createOutboundHttp } from './outbound.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(answer: RequestListener): Promise<{ port: number; server: Server }> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

const from = (url: string, options: Partial<OutboundDownload> = {}): OutboundDownload => ({
  url,
  headers: {},
  timeoutMs: 10_000,
  silenceMs: 10_000,
  signal: new AbortController().signal,
  ...options,
});

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

const { download } = createOutboundHttp(['127.0.0.0/8']);

test('gives the bytes as they come, and keeps connections for the next ones', async () => {
  let connections = 0;
  const { port, server } = await listen((request, response) => void response.end(`seen ${request.headers['x-mine']}`));
  server.on('connection', () => {
    connections += 1;
  });
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    const answer = await download(from(`http://127.0.0.1:${port}/`, { headers: { 'x-mine': word } }));
    expect(answer.statusCode).toBe(200);
    expect(await textOf(answer.body)).toBe(`seen ${word}`);
  }
  // A connection whose answer was just read may not be free yet.
  expect(connections).toBeLessThan(5);
});

test('follows no redirect', async () => {
  const { port } = await listen((_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
  const answer = await download(from(`http://127.0.0.1:${port}/`));
  expect(answer.statusCode).toBe(302);
  answer.close();
});

test.each(['http://127.0.0.1/', 'https://10.0.0.1/', 'https://169.254.169.254/', 'https://[::1]/', 'https://2130706433/'])(
  '%s is refused where it is not listed',
  async (url) => {
    await expect(createOutboundHttp([]).download(from(url))).rejects.toMatchObject({ reason: 'refused_address' });
  },
);

test('a name that answers another address at its second look-up is not asked there, also over a kept connection', async () => {
  const answers = ['127.0.0.1', '10.1.2.3'];
  const rebinding = createOutboundHttp(['127.0.0.0/8'], async () => [{ address: answers.shift() ?? '10.1.2.3', family: 4 }]);
  const { port } = await listen((_request, response) => void response.end('first'));
  const url = `http://images.example.org:${port}/`;
  expect(await textOf((await rebinding.download(from(url))).body)).toBe('first');
  await expect(rebinding.download(from(url))).rejects.toMatchObject({ reason: 'refused_address' });
});

test('a server that falls silent, before its answer or within it, is a time-out', async () => {
  const { port } = await listen((request, response) => {
    if (request.url === '/within') response.write('some');
  });
  await expect(download(from(`http://127.0.0.1:${port}/before`, { silenceMs: 50 }))).rejects.toMatchObject({ reason: 'timeout' });
  const answer = await download(from(`http://127.0.0.1:${port}/within`, { silenceMs: 50 }));
  await expect(textOf(answer.body)).rejects.toMatchObject({ reason: 'timeout' });
});

test('an answer that breaks off is a failure, not a short answer', async () => {
  const { port } = await listen((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('some', () => response.destroy());
  });
  await expect((async () => textOf((await download(from(`http://127.0.0.1:${port}/`))).body))()).rejects.toMatchObject({
    reason: 'connection',
  });
});

test('ends when whoever wanted it is gone', async () => {
  const gone = new AbortController();
  const ended = Promise.withResolvers<void>();
  const { port } = await listen((_request, response) => {
    response.on('close', () => ended.resolve());
    response.write('some');
  });
  const answer = await download(from(`http://127.0.0.1:${port}/`, { signal: gone.signal }));
  gone.abort();
  await expect(textOf(answer.body)).rejects.toMatchObject({ reason: 'connection' });
  await ended.promise;
});
