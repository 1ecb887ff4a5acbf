/**
 * Text of the string VRs in the character sets of SpecificCharacterSet (PS3.3 C.12.1.1.2, PS3.5 6.1).
 *
 * Supported: the default repertoire, every ISO 8859 part that DICOM names (Latin 1-5 and 9, Cyrillic, Arabic, Greek, Hebrew), Thai, JIS X 0201,
 * UTF-8, GB18030 and GBK; and with ISO 2022 escapes all of these single-byte sets plus JIS X 0208, JIS X 0212, KS X 1001 and GB 2312.
 */

/** Encoding labels of the WHATWG Encoding Standard for each defined term; `ISO 2022 IR n` is looked up as `ISO_IR n`. */
const ENCODINGS: Record<string, string> = {
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gbk',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Escape sequences of PS3.3 tables C.12-3 and C.12-4: which half they set and to what. */
const ESCAPES: readonly (readonly [sequence: string, half: 'G0' | 'G1', encoding: string])[] = [
  ['(B', 'G0', 'ascii'],
  ['(J', 'G0', 'ascii'],
  ['$B', 'G0', 'jis-x-0208'],
  ['$@', 'G0', 'jis-x-0208'],
  ['$(D', 'G0', 'jis-x-0212'],
  ['-A', 'G1', 'windows-1252'],
  ['-B', 'G1', 'iso-8859-2'],
  ['-C', 'G1', 'iso-8859-3'],
  ['-D', 'G1', 'iso-8859-4'],
  ['-L', 'G1', 'iso-8859-5'],
  ['-G', 'G1', 'iso-8859-6'],
  ['-F', 'G1', 'iso-8859-7'],
  ['-H', 'G1', 'iso-8859-8'],
  ['-M', 'G1', 'windows-1254'],
  ['-b', 'G1', 'iso-8859-15'],
  ['-T', 'G1', 'windows-874'],
  [')I', 'G1', 'shift_jis'],
  ['$)C', 'G1', 'euc-kr'],
  ['$)A', 'G1', 'gbk'],
];

/** Decodes the bytes of one element; `isPersonName` also resets the code extension at `^` and `=` (PS3.5 6.1.2.5.3). */
export type TextDecode = (bytes: Uint8Array, isPersonName?: boolean) => string;

/** The decoder for the values of SpecificCharacterSet (0008,0005); an empty list is the default repertoire. NULs, which no text VR may hold, are left out. */
export function textDecoder(specificCharacterSet: readonly string[]): TextDecode {
  const terms = specificCharacterSet.map((term) => term.trim().toUpperCase());
  const first = encodingOf(terms[0] ?? '');
  const usesExtensions = terms.length > 1 || (terms[0] ?? '').startsWith('ISO 2022');
  const decodeAll = (bytes: Uint8Array, isPersonName: boolean) => {
    if (usesExtensions) return decodeIso2022(bytes, first, isPersonName);
    return first ? decode(first, bytes) : decodeUndeclared(bytes);
  };
  return (bytes, isPersonName = false) => decodeAll(bytes, isPersonName).replaceAll('\0', '');
}

function encodingOf(term: string): string | null {
  return ENCODINGS[term.replace(/^ISO 2022 IR /, 'ISO_IR ').replace(/^ISO-IR /, 'ISO_IR ')] ?? null;
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Bytes above 127 without a declared character set break the standard and yet occur: UTF-8 where they are valid UTF-8, else Latin 1. */
function decodeUndeclared(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 0x80)) return decode('windows-1252', bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode('windows-1252', bytes);
  }
}

function decodeIso2022(bytes: Uint8Array, initialG1: string | null, isPersonName: boolean): string {
  let text = '';
  let g0 = 'ascii';
  let g1 = initialG1;
  let start = 0;
  const flush = (end: number) => {
    if (end > start) text += decodeSegment(bytes.subarray(start, end), g0, g1);
    start = end;
  };
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === 0x1b) {
      const extension = ESCAPES.find(([sequence]) => [...sequence].every((char, at) => bytes[index + 1 + at] === char.charCodeAt(0)));
      if (!extension) continue;
      flush(index);
      if (extension[1] === 'G0') g0 = extension[2];
      else g1 = extension[2];
      start = index + 1 + extension[0].length;
      index = start - 1;
    } else if (g0 === 'ascii' && isDelimiter(byte, isPersonName)) {
      flush(index + 1);
      g1 = initialG1;
    }
  }
  flush(bytes.length);
  return text;
}

/** TAB, LF, FF, CR and the value separator `\`; in a person name also `^` and `=`. Only while G0 is a single-byte set: else the byte is half of a character. */
function isDelimiter(byte: number, isPersonName: boolean): boolean {
  return (
    byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x5c || (isPersonName && (byte === 0x5e || byte === 0x3d))
  );
}

function decodeSegment(bytes: Uint8Array, g0: string, g1: string | null): string {
  // EUC-JP carries JIS X 0208 with the high bits set, and JIS X 0212 so behind 0x8F: both decode by that table.
  if (g0 === 'jis-x-0208')
    return decode(
      'euc-jp',
      bytes.map((byte) => byte | 0x80),
    );
  if (g0 === 'jis-x-0212') {
    const pairs: number[] = [];
    for (let index = 0; index + 1 < bytes.length; index += 2) pairs.push(0x8f, bytes[index]! | 0x80, bytes[index + 1]! | 0x80);
    return decode('euc-jp', Uint8Array.from(pairs));
  }
  return g1 ? decode(g1, bytes) : decodeUndeclared(bytes);
}
