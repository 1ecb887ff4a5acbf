import { expect, test } from 'vitest';
import { parseByteRange } from './byte-range.ts';

// The examples of RFC 9110 14.1.2, for a representation of 10000 bytes.
test.each([
  ['bytes=0-499', { start: 0, end: 499 }],
  ['bytes=500-999', { start: 500, end: 999 }],
  ['bytes=-500', { start: 9500, end: 9999 }],
  ['bytes=9500-', { start: 9500, end: 9999 }],
  ['bytes=0-99999', { start: 0, end: 9999 }],
  ['bytes=-99999', { start: 0, end: 9999 }],
  ['bytes=0-0,-1', null],
  ['bytes=10000-', null],
  ['bytes=-0', null],
  ['bytes=5-4', null],
  ['bytes=-', null],
  ['items=0-4', null],
  [undefined, null],
])('%s', (header, expected) => {
  expect(parseByteRange(header, 10_000)).toEqual(expected);
});
