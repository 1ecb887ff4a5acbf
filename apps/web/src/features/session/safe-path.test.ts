import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each(['/', '/study/stu_0123', '/?status=completed', '/study/stu_0123/report', '/study/stu_0123?images'])(
  '%s is a path of this app',
  (path) => {
    expect(safePath(path)).toBe(path);
  },
);

test.each([
  null,
  '',
  'study',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/study\\..\\x',
  '/sign-in',
  '/open',
])('%j leads to the worklist', (path) => {
  expect(safePath(path)).toBe('/');
});
