import { expect, test } from 'vitest';
import { isoDate, isoTime } from './date-time.ts';
import { formatPersonName, readablePersonName } from './person-name.ts';

test.each([
  ['20240315', '2024-03-15'],
  ['1995.10.25', '1995-10-25'],
  ['20240229', '2024-02-29'],
  ['20230229', null],
  ['2024', null],
  ['', null],
])('DA %s is %s', (value, expected) => {
  expect(isoDate(value)).toBe(expected);
});

test.each([
  ['103005.123', '10:30:05'],
  ['1030', '10:30'],
  ['10:30:05', '10:30:05'],
  ['10', null],
  ['2460', null],
])('TM %s is %s', (value, expected) => {
  expect(isoTime(value)).toBe(expected);
});

test.each([
  // The examples of PS3.5 6.2.1.1.
  ['Adams^John Robert Quincy^^Rev.^B.A. M.Div.', 'Adams, Rev. John Robert Quincy B.A. M.Div.'],
  ['Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer', 'Morrison-Jones, Susan Ph.D., Chief Executive Officer'],
  ['Doe^John', 'Doe, John'],
  ['=山田^太郎', '山田, 太郎'],
  ['Smith', 'Smith'],
  ['^^^^', ''],
])('PN %s reads %s', (value, expected) => {
  expect(formatPersonName(value)).toBe(expected);
});

test.each([
  ['Doe^Jane^Q', 'Doe, Jane Q'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou'],
  ['Edith Marlowe', 'Edith Marlowe'],
  ['Baby A = twin', 'Baby A = twin'],
  ['^^', '^^'],
])('%s is read as %s', (text, expected) => {
  expect(readablePersonName(text)).toBe(expected);
});
