import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, afterEach } from 'vitest';
import { AnswerJudge } from './api-document.ts';

/**
 * A setup file of every server test: each answer below /v1 of each app that a test makes is held against /openapi.json, whatever the test itself looks at. What is not as documented fails the
 * test in which it was sent (the next one, where that was in a hook).
 */
const faults = new Set<string>();
let judge: AnswerJudge | undefined;

/** The hook that createTestApp gives to createApp. */
export function judgeAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  const route = request.routeOptions.url;
  const path = (route ?? request.url).split('?', 1)[0] ?? '';
  if (!path.startsWith('/v1/')) return;
  // One document for all apps of a test file: they differ by the address of the server alone.
  judge ??= new AnswerJudge(request.server.swagger() as ConstructorParameters<typeof AnswerJudge>[0]);
  const isHead = request.method === 'HEAD';
  const answer = { status: reply.statusCode, headers: reply.getHeaders(), body: isHead ? undefined : parsed(payload) };
  const operation = { path: path.replace(/:(\w+)/g, '{$1}'), method: isHead ? 'get' : request.method.toLowerCase() };
  const found = judge.has(operation) ? judge.faults(operation, answer, isHead) : judge.refusalFaults(answer, isHead);
  for (const fault of found) faults.add(`${request.method} ${path} answered ${answer.status}: ${fault}`);
}

function parsed(payload: unknown): unknown {
  if (payload === null || payload === undefined || payload === '') return undefined;
  try {
    return JSON.parse(String(payload));
  } catch {
    return `no JSON: ${String(payload).slice(0, 40)}`;
  }
}

function throwFaults(): void {
  const found = [...faults];
  faults.clear();
  if (found.length > 0) throw new Error(`not as /openapi.json says:\n${found.join('\n')}`);
}

afterEach(throwFaults);
afterAll(throwFaults);
