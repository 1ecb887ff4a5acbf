import type { DoneFuncWithErrOrRes, FastifyReply, FastifyRequest } from 'fastify';

/** Only our own code and data; WebAssembly for the image codecs, blob: for their workers and for rendered thumbnails. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
].join('; ');

/** For bytes that came from outside: they are shown, in a frame of our own pages, and run nothing. A browser's PDF viewer counts as an object. */
export const FOREIGN_FILE_POLICY =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** Says with every answer, of whichever route, what a browser may do with it. The pages of /docs bring scripts of their own and set their own policy; a route may set a stricter one. */
export function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes): void {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  const isJson = String(reply.getHeader('content-type') ?? '').startsWith('application/json');
  // Answers hold PHI: no cache on the way or in a browser keeps them, but where a route says otherwise.
  if (isJson && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  const hasOwn = request.url.startsWith('/docs') || reply.hasHeader('content-security-policy');
  if (!hasOwn) reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  done(null, payload);
}
