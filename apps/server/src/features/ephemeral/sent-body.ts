import { Transform } from 'node:stream';
import type { preParsingHookHandler } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body, where the route keeps them (`keepSentBody`). */
    sentBody?: Buffer[];
  }
}

/** Keeps the bytes of a body beside what is parsed of them. The limit of the body's size holds as everywhere: nothing is read beyond it. */
export const keepSentBody: preParsingHookHandler = (request, _reply, payload, done) => {
  const sentBody: Buffer[] = [];
  request.sentBody = sentBody;
  const kept = new Transform({
    transform(part: Buffer, _encoding, next) {
      sentBody.push(part);
      next(null, part);
    },
  });
  payload.on('error', (error) => kept.destroy(error));
  done(null, payload.pipe(kept));
};

/** The kept body as text. */
export function sentText(parts: Buffer[] | undefined): string {
  return Buffer.concat(parts ?? []).toString('utf8');
}
