import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActionSchema } from '@readroom/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api } from '../../../api/index.ts';
import { newStorage } from '../testing/draft-window.ts';
import { SpokenOutbox } from './spoken-outbox.ts';

let server: Server;
let origin: string;
let status: number;
let received: string[];

beforeEach(async () => {
  status = 200;
  received = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    if (status === 0) return void request.socket.destroy();
    if (status === 200) received.push(JSON.parse(text).spoken);
    const body = status === 200 ? { success: true } : { code: 'already_signed', message: 'signed', requestId: 'r' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const open = (storage: Storage) =>
  new SpokenOutbox(storage, 'usr_a', 'rep_a', async (spoken) => {
    await api.post(`${origin}/api/reports/rep_a/dictations`, { spoken }, ActionSchema);
  });

it('records dictations in their order and forgets them', async () => {
  const storage = newStorage();
  const outbox = open(storage);
  outbox.add('first');
  outbox.add('second');
  await vi.waitFor(() => expect(received).toEqual(['first', 'second']));
  await outbox.send();
  expect(storage.length).toBe(0);
});

it('keeps what was not recorded over a reload', async () => {
  const storage = newStorage();
  status = 0;
  const before = open(storage);
  before.add('kept');
  await before.send();
  before.dispose();
  status = 200;
  await open(storage).send();
  expect(received).toEqual(['kept']);
  expect(storage.length).toBe(0);
});

it('lets go of what the server refuses: the report is signed and holds the words', async () => {
  const storage = newStorage();
  status = 409;
  const outbox = open(storage);
  outbox.add('too late');
  await outbox.send();
  expect(storage.length).toBe(0);
});
