import { expect, test } from 'vitest';
import { isNpi } from './npi.ts';

// 1234567893 is the worked example of the CMS document.
test.each([
  ['1234567893', true],
  ['1234567890', false],
  ['123456789', false],
  ['12345678930', false],
  ['3234567893', false],
  // Of 10 digits whose last is right: those that are given out begin with 1 or 2, which the contract does not ask for.
  ['3234567899', true],
  ['123456789a', false],
  ['', false],
])('the NPI %s is valid: %s', (text, valid) => {
  expect(isNpi(text)).toBe(valid);
});
