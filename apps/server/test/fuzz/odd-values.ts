import fc, { type Arbitrary } from 'fast-check';

/** Names that mean something to JavaScript, and fields of the first revision. */
export const ODD_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'clinicId',
  'id',
  '',
  'orgId',
  'priorStudyIds',
  'scanType',
  'a\u0000b',
];

/** Texts that break programs: control characters, halves of surrogate pairs, SQL, paths, markup, numbers, sizes. */
export const oddText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'null',
    'undefined',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff x',
    '\u202egnp',
    '🩻'.repeat(40),
    "' OR 1=1 --",
    '%00',
    '%',
    '\\',
    '_',
  ),
  fc.constantFrom(
    '../../etc/passwd',
    '<script>1</script>',
    '-1',
    '1e999',
    '9'.repeat(64),
    'NaN',
    'true',
    '2024-02-30',
    '2024-13-01T00:00:00Z',
    '25:61',
  ),
  fc.constantFrom('http://169.254.169.254/', 'https://127.0.0.1:1/a.pdf', 'javascript:alert(1)', 'eyJ9', 'bnVsbA==', 'W10='),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.integer({ min: 100, max: 60_000 }).map((length) => 'x'.repeat(length)),
);

/** Days at the ends of the calendar that RFC 3339 writes: what is before or after them, in UTC or by a day more, not every program can hold. */
export const farDay = fc.constantFrom('0000-01-01', '0000-12-31', '0001-01-01', '9999-12-31');
export const farMoment = fc
  .tuple(farDay, fc.constantFrom('00:00:00Z', '00:00:00+14:00', '00:00:00.000000001+23:59', '23:59:59-12:00', '23:59:59.999999999Z'))
  .map((parts) => parts.join('T'));

export const oddValue: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, [], {}, [[]], [null], { $gt: '' }, { length: -1 }),
  oddText,
  fc.jsonValue({ maxDepth: 3 }),
);

/** One in `of` times a value, else `nothing`. */
export function oneIn<Value, Nothing>(of: number, value: Arbitrary<Value>, nothing: Nothing): Arbitrary<Value | Nothing> {
  return fc.oneof({ weight: of - 1, arbitrary: fc.constant(nothing) }, value);
}

export const encodeUri = (text: string) => encodeURIComponent(text.toWellFormed());

export type Body = { payload: string | Buffer | undefined; type: string | undefined };
export const NO_BODY: Body = { payload: undefined, type: undefined };

/** Bodies that are no JSON, or JSON that no client's library writes. */
export const rawBody: Arbitrary<Body> = fc.record({
  payload: fc.oneof(
    fc.constantFrom(
      '',
      'null',
      '[]',
      '{}',
      '"x"',
      '1',
      '{',
      '{"a":',
      '{"studyId":"a","studyId":"b"}',
      '{"__proto__":{"isAdmin":true}}',
      '\ufeff{}',
    ),
    fc.constantFrom(
      '{"constructor":{"prototype":{"x":1}}}',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
    ),
    fc.constantFrom('{"severity":"\\u0000"}', '{"severity":"\\ud800"}', '{"a":1e999}', 'a=b&c=d', '<a/>', '{"metadata":{"__proto__":"x"}}'),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  ),
  type: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=latin1',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/dicom',
    'a/b/c',
    '',
    undefined,
  ),
});
