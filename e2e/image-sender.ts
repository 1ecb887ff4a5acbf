import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a study webhook is asked. */
export interface Asked {
  type: string;
  data: Record<string, unknown>;
}

/** An integrator's system on this machine: answers the study webhook, and hands out files under its own address. */
export interface ImageSender {
  webhookUrl: string;
  asked: Asked[];
  /** What /files/<name> hands out. */
  files: Map<string, Buffer>;
  url(name: string): string;
  /** From now on the webhook answers so. */
  answerWith(answer: object): void;
  close(): Promise<void>;
}

export async function startImageSender(): Promise<ImageSender> {
  const asked: Asked[] = [];
  const files = new Map<string, Buffer>();
  let answer: object = { authorized: true, urls: [] };
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      // Behind the name stands what a presigned URL has there.
      const file = files.get(new URL(request.url ?? '/', 'http://sender').pathname.replace('/files/', ''));
      response.writeHead(file ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(file);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(JSON.parse(Buffer.concat(parts).toString()) as Asked);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    webhookUrl: `${base}/study`,
    asked,
    files,
    url: (name) => `${base}/files/${name}?signature=of-the-sender`,
    answerWith(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
