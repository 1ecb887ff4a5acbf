import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { enrolmentUri, newSecret, stepOfCode } from './totp.ts';

/** RFC 6238 appendix B, SHA-1; its eight digits end in the six that authenticators show. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32;
const VECTORS: [number, string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes', () => {
  test.each(VECTORS)('at %i s the code of the RFC is right', (seconds, digits) => {
    expect(stepOfCode(SECRET, digits.slice(2), at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test('one step to either side, and no more', () => {
    const [seconds, digits] = VECTORS[2]!;
    const step = Math.floor(seconds / 30);
    const code = digits.slice(2);
    for (const off of [-1, 0, 1]) expect(stepOfCode(SECRET, code, at(seconds + off * 30))).toBe(step);
    for (const off of [-2, 2]) expect(stepOfCode(SECRET, code, at(seconds + off * 30))).toBeNull();
  });

  test('spaces as people type them; anything but six digits is none', () => {
    expect(stepOfCode(SECRET, ' 050 471 ', at(1111111111))).not.toBeNull();
    for (const code of ['', '14050471', '05047', 'abcdef', '05047١', '-50471']) expect(stepOfCode(SECRET, code, at(1111111111))).toBeNull();
  });
});

test('what an authenticator reads', () => {
  const secret = newSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(enrolmentUri(secret, { clinicName: 'North: Clinic', email: 'rea@example.org' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.host).toBe('totp');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, digits: '6', period: '30', algorithm: 'SHA1' });
  expect(decodeURIComponent(uri.pathname)).toContain('rea@example.org');
});
