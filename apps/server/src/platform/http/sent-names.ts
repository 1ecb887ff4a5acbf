import { type Issue, isCustomerSentAsOrg } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';

/** Requests that name their customer as the first revision does. */
const sentAsOrg = new WeakSet<FastifyRequest>();

/** Looks at the body as it was sent: behind the contract nothing knows the old names. */
export function rememberNames(request: FastifyRequest, _reply: unknown, done: () => void): void {
  if (isCustomerSentAsOrg(request.body)) sentAsOrg.add(request);
  done();
}

/** The issue under the name that the client sent. */
export function asSent(request: FastifyRequest, issue: Issue): Issue {
  return issue.path === 'expressCustomerId' && sentAsOrg.has(request) ? { ...issue, path: 'orgId' } : issue;
}
