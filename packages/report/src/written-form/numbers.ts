import { type Token, wordAt } from './tokens.ts';

const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const ORDINAL_UNITS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const ORDINAL_TEENS = [
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
];
const ORDINAL_TENS = ['twentieth', 'thirtieth'];

/** A number that stands at an index of the tokens. */
export interface SpokenNumber {
  /** As it is written: `3.5`, `120`. */
  text: string;
  value: number;
  /** How many tokens it takes. */
  length: number;
  /** False when it stood in digits already. */
  spoken: boolean;
  /** True when a decimal point was spoken or written. */
  decimal: boolean;
}

function unitAt(word: string): number {
  return UNITS.indexOf(word);
}

/** 10-99: a teen, a round ten, "twenty-two"; with the unit in the next token when `next` is one. */
function belowHundred(tokens: readonly Token[], index: number): { value: number; length: number } | null {
  const word = wordAt(tokens, index);
  const unit = unitAt(word);
  if (unit >= 0) return { value: unit, length: 1 };
  const teen = TEENS.indexOf(word);
  if (teen >= 0) return { value: 10 + teen, length: 1 };
  const [head = '', tail, ...rest] = word.split('-');
  const ten = TENS.indexOf(head);
  if (ten < 0 || rest.length > 0) return null;
  const base = 10 * (ten + 2);
  if (tail !== undefined) {
    const hyphenated = unitAt(tail);
    return hyphenated > 0 ? { value: base + hyphenated, length: 1 } : null;
  }
  const next = unitAt(wordAt(tokens, index + 1));
  return next > 0 ? { value: base + next, length: 2 } : { value: base, length: 1 };
}

function belowThousand(tokens: readonly Token[], index: number): { value: number; length: number } | null {
  const first = belowHundred(tokens, index);
  if (!first || first.value === 0 || first.value > 99 || wordAt(tokens, index + first.length) !== 'hundred') return first;
  const value = first.value * 100;
  let length = first.length + 1;
  if (first.value > 9) return { value, length };
  const isBetween = wordAt(tokens, index - 1) === 'between';
  const skip = wordAt(tokens, index + length) === 'and' && !isBetween ? 1 : 0;
  const rest = belowHundred(tokens, index + length + skip);
  if (rest && rest.value > 0 && wordAt(tokens, index + length + skip + rest.length) !== 'hundred') {
    length += skip + rest.length;
    return { value: value + rest.value, length };
  }
  return { value, length };
}

/** A whole number in words, below a million. */
function cardinalAt(tokens: readonly Token[], index: number): { value: number; length: number } | null {
  const first = belowThousand(tokens, index);
  if (!first || first.value === 0 || wordAt(tokens, index + first.length) !== 'thousand') return first;
  const length = first.length + 1;
  const rest = belowThousand(tokens, index + length);
  return rest && rest.value > 0
    ? { value: first.value * 1000 + rest.value, length: length + rest.length }
    : { value: first.value * 1000, length };
}

/** No longer run of number words is read as one: every rule would read it to its end again. */
export const MOST_NUMBERS = 40;

/** The digits after a spoken point: single digits ("one four"), or a number below hundred ("twenty five"). */
function decimalsAt(tokens: readonly Token[], index: number): { text: string; length: number } | null {
  let text = '';
  let length = 0;
  while (length < MOST_NUMBERS) {
    const word = wordAt(tokens, index + length);
    const unit = word === 'oh' ? 0 : unitAt(word);
    if (unit < 0) break;
    text += String(unit);
    length += 1;
  }
  if (length > 0) return { text, length };
  const number = belowHundred(tokens, index);
  return number ? { text: String(number.value), length: number.length } : null;
}

/** The number that begins at this token, in words or in digits; null when there is none. */
export function numberAt(tokens: readonly Token[], index: number): SpokenNumber | null {
  const word = wordAt(tokens, index);
  if (/^\d+$/.test(word) && wordAt(tokens, index + 1) === 'point' && /^\d+$/.test(wordAt(tokens, index + 2))) {
    const text = `${word}.${wordAt(tokens, index + 2)}`;
    return { text, value: Number(text), length: 3, spoken: true, decimal: true };
  }
  if (/^\d+(\.\d+)?$/.test(word)) {
    return { text: word, value: Number(word), length: 1, spoken: false, decimal: word.includes('.') };
  }
  const whole = cardinalAt(tokens, index);
  if (!whole) return null;
  const after = index + whole.length;
  if (wordAt(tokens, after) === 'point') {
    const decimals = decimalsAt(tokens, after + 1);
    if (decimals) {
      const text = `${whole.value}.${decimals.text}`;
      return { text, value: Number(text), length: whole.length + 1 + decimals.length, spoken: true, decimal: true };
    }
  }
  if (wordAt(tokens, after) === 'and' && wordAt(tokens, after + 1) === 'a' && wordAt(tokens, after + 2) === 'half') {
    return { text: `${whole.value}.5`, value: whole.value + 0.5, length: whole.length + 3, spoken: true, decimal: true };
  }
  return { text: String(whole.value), value: whole.value, length: whole.length, spoken: true, decimal: false };
}

/** A single spoken digit 0-9 or a number to `max`, as levels and labels are said: one number word, never "twenty twenty". */
export function smallNumberAt(tokens: readonly Token[], index: number, max: number): { value: number; length: number } | null {
  const number = belowHundred(tokens, index);
  if (number && number.value > 0 && number.value <= max) return number;
  return null;
}

/** A year as it is spoken, 1900-2099: "nineteen ninety eight", "twenty twenty six", "two thousand nineteen"; or four digits. */
export function yearAt(tokens: readonly Token[], index: number): { value: number; length: number } | null {
  const word = wordAt(tokens, index);
  if (/^(19|20)\d\d$/.test(word)) return { value: Number(word), length: 1 };
  if (word === 'nineteen' || word === 'twenty') {
    const rest = belowHundred(tokens, index + 1);
    if (rest && rest.value >= 10) return { value: (word === 'nineteen' ? 1900 : 2000) + rest.value, length: 1 + rest.length };
    return null;
  }
  if (word !== 'two' || wordAt(tokens, index + 1) !== 'thousand') return null;
  const whole = cardinalAt(tokens, index);
  return whole && whole.value <= 2099 ? whole : null;
}

/** An ordinal from first to thirty first, in words or as "3rd". */
export function ordinalAt(tokens: readonly Token[], index: number): { value: number; length: number; spoken: boolean } | null {
  const word = wordAt(tokens, index);
  const written = /^(\d{1,2})(st|nd|rd|th)$/.exec(word);
  if (written) return { value: Number(written[1]), length: 1, spoken: false };
  const unit = ORDINAL_UNITS.indexOf(word);
  if (unit >= 0) return { value: unit + 1, length: 1, spoken: true };
  const teen = ORDINAL_TEENS.indexOf(word);
  if (teen >= 0) return { value: teen + 10, length: 1, spoken: true };
  const ten = ORDINAL_TENS.indexOf(word);
  if (ten >= 0) return { value: 10 * (ten + 2), length: 1, spoken: true };
  const [head = '', tail] = word.split('-');
  const base = TENS.indexOf(head);
  if (base < 0 || base > 1) return null;
  const last = ORDINAL_UNITS.indexOf(tail ?? wordAt(tokens, index + 1));
  return last < 0 ? null : { value: 10 * (base + 2) + last + 1, length: tail === undefined ? 2 : 1, spoken: true };
}

/** `1st`, `2nd`, `3rd`, `12th`. */
export function ordinalText(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const suffix = teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${suffix}`;
}
