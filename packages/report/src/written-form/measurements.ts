import { MOST_NUMBERS, numberAt, type SpokenNumber } from './numbers.ts';
import type { Rule } from './rule.ts';
import { type Token, wordAt } from './tokens.ts';

/** How a unit is written after a number, and how many words it was spoken in. */
interface Unit {
  text: string;
  length: number;
  /** True for `%`, which follows the number without a space. */
  clings: boolean;
  /** True when saying it means rewriting it; a unit kept as a word ("months") only turns its number into digits. */
  rewritten: boolean;
}

const ABBREVIATIONS: Record<string, string> = {
  millimeter: 'mm',
  millimetre: 'mm',
  centimeter: 'cm',
  centimetre: 'cm',
  milliliter: 'mL',
  millilitre: 'mL',
  milligram: 'mg',
  kilogram: 'kg',
  kilovolt: 'kV',
  millisievert: 'mSv',
  milligray: 'mGy',
};
const WRITTEN = new Set(['mm', 'cm', 'hu', 'ml', 'cc', 'mg', 'kg', 'm/s', 'cm/s', 'mgy', 'msv']);
const KEPT = new Set([
  'degree',
  'degrees',
  'tesla',
  'french',
  'gauge',
  'inch',
  'inches',
  'meter',
  'meters',
  "o'clock",
  'hours',
  'days',
  'weeks',
  'months',
  'years',
  'minutes',
  'mmhg',
]);

function unitAt(tokens: readonly Token[], index: number): Unit | null {
  const word = wordAt(tokens, index);
  const next = wordAt(tokens, index + 1);
  if (word === 'percent') return { text: '%', length: 1, clings: true, rewritten: true };
  if (word === 'per' && next === 'cent') return { text: '%', length: 2, clings: true, rewritten: true };
  if (word === 'hounsfield' && (next === 'unit' || next === 'units')) return { text: 'HU', length: 2, clings: false, rewritten: true };
  if ((word === 'square' || word === 'cubic') && /^(centi|milli)met(er|re)s?$/.test(next))
    return { text: `${word} ${next}`, length: 2, clings: false, rewritten: false };
  const abbreviation = ABBREVIATIONS[word] ?? ABBREVIATIONS[word.replace(/s$/, '')];
  if (abbreviation) {
    if ((abbreviation === 'cm' || abbreviation === 'mm') && next === 'per' && wordAt(tokens, index + 2) === 'second') {
      return { text: `${abbreviation}/s`, length: 3, clings: false, rewritten: true };
    }
    return { text: abbreviation, length: 1, clings: false, rewritten: true };
  }
  if ((word === 'meters' || word === 'meter') && next === 'per' && wordAt(tokens, index + 2) === 'second')
    return { text: 'm/s', length: 3, clings: false, rewritten: true };
  if (WRITTEN.has(word) || KEPT.has(word)) return { text: tokens[index]!.text, length: 1, clings: false, rewritten: false };
  return null;
}

const ONE_KEPT = new Set(['degree', "o'clock", 'inch', 'meter', 'tesla', 'french', 'gauge']);

/** True when a unit follows the token: then a number before it is a measurement. */
export function hasUnit(tokens: readonly Token[], index: number): boolean {
  return unitAt(tokens, index) !== null;
}

function measureAt(tokens: readonly Token[], index: number): SpokenNumber | null {
  const number = numberAt(tokens, index);
  if (number) return number;
  // "point five centimeters", but not "at this point five millimeter nodules".
  if (wordAt(tokens, index) !== 'point' || ['this', 'that', 'the', 'a', 'which', 'some'].includes(wordAt(tokens, index - 1))) return null;
  const fraction = numberAt(tokens, index + 1);
  if (!fraction || fraction.decimal || !fraction.spoken) return null;
  return { text: `0.${fraction.text}`, value: Number(`0.${fraction.text}`), length: fraction.length + 1, spoken: true, decimal: true };
}

const CONNECTORS: Record<string, string> = { by: 'x', x: 'x', to: 'to', or: 'or', and: 'and', through: 'through' };

/**
 * A measurement: numbers joined by "by", "to", "or", "and" that end in a unit. "three point five by four centimeters" -> "3.5 x 4 cm";
 * "fifty to seventy percent" -> "50 to 70%"; "minus fifteen Hounsfield units" -> "-15 HU".
 */
export const measurement: Rule = (tokens, index) => {
  const isNegative = wordAt(tokens, index) === 'minus';
  let at = index + (isNegative ? 1 : 0);
  const pieces: string[] = [];
  let changed = isNegative;
  let end: { at: number; pieces: number; changed: boolean } | null = null;
  for (let numbers = 0; numbers < MOST_NUMBERS; numbers += 1) {
    const number = measureAt(tokens, at);
    if (!number || tokens[at]!.text === '') break;
    pieces.push(number.text);
    at += number.length;
    changed ||= number.spoken;
    const unit = unitAt(tokens, at);
    if (unit) {
      if (number.value === 1 && !unit.rewritten && !WRITTEN.has(unit.text.toLowerCase()) && !ONE_KEPT.has(unit.text.toLowerCase())) break;
      if (unit.clings) pieces[pieces.length - 1] += unit.text;
      else pieces.push(unit.text);
      at += unit.length;
      changed ||= unit.rewritten;
      end = { at, pieces: pieces.length, changed };
    }
    const connector = CONNECTORS[wordAt(tokens, at)];
    if (!connector) break;
    // After a unit only a further dimension goes on: "two millimeters and three nodules" are two things.
    if (unit && connector !== 'x') break;
    pieces.push(connector);
    changed ||= wordAt(tokens, at) !== connector;
    at += 1;
  }
  if (!end?.changed) return null;
  const words = pieces.slice(0, end.pieces);
  if (isNegative) words[0] = `-${words[0]}`;
  return {
    length: end.at - index,
    tokens: words.map((text, position) => ({ kind: 'word', text, before: position === 0 ? tokens[index]!.before : ' ' })),
  };
};
