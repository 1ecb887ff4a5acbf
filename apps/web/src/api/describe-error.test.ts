import { describe, expect, test } from 'vitest';
import { errorIn, failureOf } from './client.ts';
import { describeError, formatWait } from './describe-error.ts';
import { ApiFailure, ConnectionLost, UnexpectedAnswer } from './failure.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => new Response(body, { status, headers });

describe('a failed answer', () => {
  test('carries code, issues, request id and the time to wait', async () => {
    const body = {
      code: 'too_many_requests',
      message: 'Too many.',
      requestId: 'req-1',
      issues: [{ path: 'email', message: 'expected an email' }],
    };
    const failure = await failureOf(answer(429, JSON.stringify(body), { 'retry-after': '900' }));
    expect(failure).toMatchObject({
      status: 429,
      code: 'too_many_requests',
      requestId: 'req-1',
      retryAfterSeconds: 900,
      issues: body.issues,
    });
  });

  test('keeps what else the body says, e.g. the current draft of a conflict', async () => {
    const body = { code: 'draft_conflict', message: 'Changed elsewhere.', requestId: 'req-2', draft: { revision: 4 } };
    const failure = await failureOf(answer(409, JSON.stringify(body)));
    expect(failure.code).toBe('draft_conflict');
    expect(failure.body).toEqual(body);
  });

  test("is understood too where a proxy's page takes its place", async () => {
    const failure = await failureOf(answer(502, '<html>Bad gateway</html>'));
    expect(failure).toMatchObject({ status: 502, code: 'internal', requestId: null, retryAfterSeconds: null });
    expect(errorIn('text')).toEqual({});
  });
});

describe('words for a person', () => {
  test('what a program calls a field is not said to people', () => {
    const taken = { code: 'study_uid_taken', message: 'A study with this studyInstanceUid already exists in this clinic.' };
    expect(describeError(new ApiFailure(409, taken, null, null)).message).toMatch(
      /^A study of this clinic has this StudyInstanceUID already/,
    );
  });

  test('a lost connection says that it is tried again where something was only read, and else that nothing was saved', () => {
    const lost = new ConnectionLost(new TypeError('fetch failed'));
    expect(describeError(lost, true).message).toContain('tries again by itself');
    expect(describeError(lost).message).toContain('Nothing was saved.');
    expect(describeError(lost).message).not.toContain('by itself');
  });

  test('an answer of another version says to reload', () => {
    expect(describeError(new UnexpectedAnswer('/api/worklist', new Error('shape'))).message).toContain('Reload');
  });

  test('a rule that was broken says which', () => {
    const failure = new ApiFailure(422, { code: 'study_cancelled', message: 'The study is cancelled. Uncancel it first.' }, null, null);
    expect(describeError(failure)).toEqual({ message: 'The study is cancelled. Uncancel it first.', reference: null });
  });

  test('what is not there is said to be what a field names, where it names one, and else the page’s own', () => {
    const message = 'A study named as a prior is not there.';
    const issues = [{ path: 'priorStudyIds[0]', message: 'no such study' }];
    expect(describeError(new ApiFailure(404, { code: 'not_found', message, issues }, null, null)).message).toBe(message);
    expect(describeError(new ApiFailure(404, { code: 'not_found', message }, null, null)).message).toContain('not shared with you');
  });

  test('a fault of the server names the request for whoever reads the log', () => {
    const failure = new ApiFailure(500, { code: 'internal', message: 'Something went wrong here.', requestId: 'req-9' }, null, null);
    expect(describeError(failure).reference).toBe('req-9');
  });

  test('too many attempts say how long to wait', () => {
    expect(describeError(new ApiFailure(429, { code: 'too_many_requests' }, 900, null)).message).toContain('Wait 15 minutes');
  });
});

test.each([
  [0.2, '1 second'],
  [40, '40 seconds'],
  [60, '1 minute'],
  [61, '2 minutes'],
  [900, '15 minutes'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatWait(seconds)).toBe(text);
});
