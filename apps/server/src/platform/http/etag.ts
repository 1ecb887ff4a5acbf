import { hash } from 'node:crypto';
import { ApiError } from '@readroom/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonOf } from './serialize.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where the answer is one resource as it stands: it has an ETag, and a PATCH of it takes If-Match. */
    hasEtag?: boolean;
  }
}

/** One entity tag and the comma or end after it (RFC 9110 8.8.3). */
const TAG = /^[\t ]*(?:(W\/)?("[\x21\x23-\x7e\x80-\xff]*"))?[\t ]*(?:,|$)/;

/** A strong entity tag: the same JSON, the same tag. */
export function etagOf(value: unknown): string {
  return `"${hash('sha256', jsonOf(value), 'base64url')}"`;
}

/** Hook before serialization: the ETag of a resource, on the routes whose config has `hasEtag`. */
export async function addEtag(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.routeOptions.config.hasEtag && reply.statusCode === 200) reply.header('etag', etagOf(payload));
  return payload;
}

/**
 * Runs a PATCH on the condition that the caller's If-Match names the resource as it stands (RFC 9110 13.1.1); without If-Match just so. `patch` must lock what it changes before it
 * reads it and answer as the GET does: with no fields it changes nothing, so that it says, under the lock, what the resource is. Both calls go in one transaction.
 *
 * Throws `precondition_failed`, and `malformed_request` for an If-Match that is no list of entity tags.
 */
export async function patchIfMatch<Fields, Value>(
  request: Pick<FastifyRequest, 'headers'> & { body: Fields },
  patch: (fields: Fields | Record<string, never>) => Promise<Value>,
): Promise<Value> {
  const condition = request.headers['if-match'];
  if (condition === undefined) return patch(request.body);
  const tags = condition.trim() === '*' ? '*' : strongTags(condition);
  // Also for `*`: it is there, or `patch` says that it is not.
  const current = etagOf(await patch({}));
  if (tags !== '*' && !tags.includes(current)) throw new ApiError('precondition_failed');
  return patch(request.body);
}

/** The strong tags of a list. A weak one is no match for anything: If-Match compares strongly. */
function strongTags(list: string): string[] {
  const tags: string[] = [];
  let count = 0;
  for (let rest = list; rest !== ''; ) {
    const match = TAG.exec(rest);
    if (!match) throw noTags();
    const [all, weak, tag] = match;
    if (tag !== undefined) count += 1;
    if (tag !== undefined && weak === undefined) tags.push(tag);
    rest = rest.slice(all.length);
  }
  if (count === 0) throw noTags();
  return tags;
}

function noTags(): ApiError {
  const message = 'expected * or entity tags in double quotes, separated by commas, as an ETag gave them';
  return new ApiError('malformed_request', { issues: [{ path: 'If-Match', message }] });
}
