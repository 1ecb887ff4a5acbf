import type { FastifyRequest } from 'fastify';

/** By the path as it was sent and as the router understood it. */
export function isWithin(request: FastifyRequest, root: string): boolean {
  return within(sentPath(request), root) || within(routeOf(request), root);
}

function sentPath(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** The route's pattern, or the path as it was sent where there is no such route. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? sentPath(request);
}

function within(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
