import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { textDecoder } from './character-set.ts';

/** The person names of PS3.5 annexes H, I, J and K, and names in single-byte sets as pydicom's own tests have them. */
const NAMES: [standard: string, characterSet: string, bytes: string, expected: string][] = [
  [
    'H.3.1',
    '\\ISO 2022 IR 87',
    'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'H.3.2',
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  ],
  [
    'I.2',
    '\\ISO 2022 IR 149',
    'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['J.1', 'ISO_IR 192', 'Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1', 'Wang^XiaoDong=王^小東'],
  ['J.2', 'GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang^XiaoDong=王^小东'],
  ['K.2', '\\ISO 2022 IR 58', 'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=', 'Zhang^XiaoDong=张^小东='],
  ['Latin 1', 'ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
  ['Cyrillic', 'ISO_IR 144', '\xbb\xee\xdace\xdc\xd1yp\xd3', 'Люкceмбypг'],
  ['Greek', 'ISO_IR 126', '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
  ['Hebrew', 'ISO_IR 138', '\xf9\xf8\xe5\xef^\xe3\xe1\xe5\xf8\xe4', 'שרון^דבורה'],
  ['Arabic', 'ISO_IR 127', '\xe2\xc8\xc7\xe6\xea^\xe4\xe6\xd2\xc7\xd1', 'قباني^لنزار'],
  ['Latin 1 by escape', 'ISO 2022 IR 6\\ISO 2022 IR 100', 'Buc^J\x1b-A\xe9r\xf4me', 'Buc^Jérôme'],
  ['Cyrillic after Greek', 'ISO 2022 IR 126\\ISO 2022 IR 144', '\xc4\xe9\xef^\x1b-L\xbb\xee\xda^\xc4', 'Διο^Люк^Δ'],
];

test.each(NAMES)('%s in %s', (_standard, characterSet, bytes, expected) => {
  expect(textDecoder(characterSet.split('\\'))(Buffer.from(bytes, 'latin1'), true)).toBe(expected);
});

test('undeclared bytes above 127 are read as UTF-8 where they are UTF-8, else as Latin 1', () => {
  expect(textDecoder([])(Buffer.from('Müller', 'utf8'))).toBe('Müller');
  expect(textDecoder([])(Buffer.from('Müller', 'latin1'))).toBe('Müller');
});

test('a backslash byte inside a two-byte character is no separator', () => {
  // 乗 is 0x81 0x5C in GB18030.
  expect(textDecoder(['GB18030'])(Buffer.from([0x81, 0x5c]))).toBe('乗');
});

test('NULs are left out wherever they stand: no text VR may hold one, and a database refuses it', () => {
  expect(textDecoder(['ISO_IR 100'])(Buffer.from('CT\0HEAD\0'))).toBe('CTHEAD');
});
