import { expect, test } from 'vitest';
import { memberText } from './member-text.ts';

test.each([
  // RFC 8259 leaves precision and order to whoever parses: both must come through.
  ['{"options":{"id":12345678901234567890,"b":1.0,"10":1,"2":[1e400]}}', '{"id":12345678901234567890,"b":1.0,"10":1,"2":[1e400]}'],
  ['{ "a" : {"options": 1}, "options" : { "k" : [ 1 , "a b" ] } }', '{"k":[1,"a b"]}'],
  ['{"options":{"text":"}, \\"options\\": {\\\\"},"z":1}', '{"text":"}, \\"options\\": {\\\\"}'],
  ['{"opt\\u0069ons":{"é":"\\u00e9 \\ud83d\\ude00 名"}}', '{"é":"\\u00e9 \\ud83d\\ude00 名"}'],
  ['{"options":{"first":1},"options":{"last":2}}', '{"last":2}'],
  ['{"options":{}}', '{}'],
  ['{"options":null}', 'null'],
  ['{"a":"options","b":["options",":"]}', null],
  ['{}', null],
])('options of %s', (text, expected) => {
  expect(memberText(text, 'options')).toBe(expected);
});
