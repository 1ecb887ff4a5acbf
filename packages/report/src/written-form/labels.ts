import { hasUnit } from './measurements.ts';
import { MOST_NUMBERS, numberAt, ordinalAt, ordinalText, smallNumberAt } from './numbers.ts';
import { asWord, type Rule } from './rule.ts';
import { isMark, startsStatement, type Token, wordAt } from './tokens.ts';

const LEVELS: Record<string, number> = { c: 8, t: 12, l: 6, s: 5 };
/** The last level of a region meets the first of the next: C7-T1, T12-L1, L5-S1. */
const JUNCTIONS = new Set(['C7-T1', 'T12-L1', 'L5-S1']);

interface Level {
  letter: string;
  value: number;
  length: number;
}

/** A spinal level or a pulse sequence in two words: "l four", "T two", "L 4". A lower-case letter needs a spoken number. */
function levelAt(tokens: readonly Token[], index: number): Level | null {
  const letter = wordAt(tokens, index);
  const max = LEVELS[letter];
  if (max === undefined) return null;
  const spoken = smallNumberAt(tokens, index + 1, max);
  if (spoken) return { letter: letter.toUpperCase(), value: spoken.value, length: 1 + spoken.length };
  const digits = wordAt(tokens, index + 1);
  const isDigits = /^\d{1,2}$/.test(digits) && tokens[index]!.text === letter.toUpperCase() && !hasUnit(tokens, index + 2);
  return isDigits && Number(digits) >= 1 && Number(digits) <= max
    ? { letter: letter.toUpperCase(), value: Number(digits), length: 2 }
    : null;
}

/** The next level down that ends the interspace which began with `level`: "L four five", "L five S one". */
function lowerLevelAt(tokens: readonly Token[], index: number, level: Level): { text: string; length: number } | null {
  const named = levelAt(tokens, index);
  if (named) {
    const name = `${level.letter}${level.value}-${named.letter}${named.value}`;
    // "T one T two" names two pulse sequences.
    const isNext =
      named.letter === level.letter &&
      named.letter !== 'T' &&
      named.value === level.value + 1 &&
      wordAt(tokens, index + named.length) !== 'and';
    return isNext || JUNCTIONS.has(name) ? { text: `${named.letter}${named.value}`, length: named.length } : null;
  }
  const spoken = smallNumberAt(tokens, index, LEVELS[level.letter.toLowerCase()]!);
  const digits = /^\d{1,2}$/.test(wordAt(tokens, index)) ? { value: Number(wordAt(tokens, index)), length: 1 } : null;
  const next = spoken ?? digits;
  if (next?.value !== level.value + 1 || hasUnit(tokens, index + next.length) || wordAt(tokens, index + next.length) === 'point')
    return null;
  return { text: `${level.letter}${next.value}`, length: next.length };
}

/** "L four five" -> "L4-L5", "L five S one" -> "L5-S1", "C five" -> "C5", "T two hyperintense" -> "T2 hyperintense". */
export const spinalLevel: Rule = (tokens, index) => {
  const level = levelAt(tokens, index);
  if (!level || ['vitamin', 'hepatitis', 'group', 'class'].includes(wordAt(tokens, index - 1))) return null;
  const name = `${level.letter}${level.value}`;
  const lower = lowerLevelAt(tokens, index + level.length, level);
  return lower ? asWord(tokens, index, level.length + lower.length, `${name}-${lower.text}`) : asWord(tokens, index, level.length, name);
};

const BEFORE_PLAIN_REFERENCE = new Set(['on', 'in', 'at', 'see', 'of', 'from', 'by', 'and', 'for', 'to']);

/** "series four image twenty two" -> "(series 4, image 22)"; after a preposition or inside parentheses without its own. Written with its comma it stays. */
export const imageReference: Rule = (tokens, index) => {
  if (wordAt(tokens, index) !== 'series') return null;
  const series = numberAt(tokens, index + 1);
  if (!series || series.decimal) return null;
  let at = index + 1 + series.length;
  const hasComma = isMark(tokens, at, ',');
  if (hasComma) at += 1;
  const noun = wordAt(tokens, at);
  if (noun !== 'image' && noun !== 'images') return null;
  const image = numberAt(tokens, at + 1);
  if (!image || image.decimal) return null;
  const spoken = series.spoken || image.spoken || !hasComma;
  if (!spoken) return null;
  at += 1 + image.length;
  const last = ['to', 'through'].includes(wordAt(tokens, at)) ? numberAt(tokens, at + 1) : null;
  const range = last && !last.decimal ? ` ${wordAt(tokens, at)} ${last.text}` : '';
  if (last && !last.decimal) at += 1 + last.length;
  const before = tokens[index]!.before;
  const words = `series ${series.text}, ${noun} ${image.text}${range}`;
  const isPlain = isMark(tokens, index - 1, '(,;') || BEFORE_PLAIN_REFERENCE.has(wordAt(tokens, index - 1));
  return { length: at - index, tokens: [{ kind: 'word', text: isPlain ? words : `(${words})`, before }] };
};

const LABELS = new Set([
  'series',
  'image',
  'images',
  'slice',
  'grade',
  'stage',
  'type',
  'segment',
  'category',
  'station',
  'zone',
  'bi-rads',
  'birads',
  'li-rads',
  'lirads',
  'pi-rads',
  'pirads',
  'ti-rads',
  'tirads',
  'lung-rads',
  'rads',
  'score',
  'number',
  'cad-rads',
]);
/** "on this image two nodules are seen", "high grade two vessel disease": the number belongs to what follows. */
const BEFORE_UNRELATED_LABEL = new Set([
  'this',
  'that',
  'each',
  'same',
  'next',
  'last',
  'previous',
  'every',
  'which',
  'another',
  'high',
  'low',
  'intermediate',
  'any',
]);

/** "grade two" -> "grade 2"; "grade one to two" -> "grade 1 to 2". */
export const labelledNumber: Rule = (tokens, index) => {
  if (!LABELS.has(wordAt(tokens, index)) || BEFORE_UNRELATED_LABEL.has(wordAt(tokens, index - 1))) return null;
  const number = numberAt(tokens, index + 1);
  if (!number?.spoken) return null;
  const after = index + 1 + number.length;
  if (
    number.value === 1 &&
    wordAt(tokens, after) === 'of' &&
    ['the', 'these', 'those', 'which', 'them'].includes(wordAt(tokens, after + 1))
  )
    return null;
  if (hasUnit(tokens, after) && !number.decimal) return null;
  if (wordAt(tokens, index) === 'number' && startsStatement(tokens, index) && !number.decimal) {
    return { length: 1 + number.length, tokens: [{ kind: 'word', text: `${number.text}.`, before: tokens[index]!.before }] };
  }
  const pieces = [tokens[index]!.text, number.text];
  let length = 1 + number.length;
  const connector = wordAt(tokens, after);
  const last = ['to', 'through', 'or'].includes(connector) ? numberAt(tokens, after + 1) : null;
  if (last?.spoken && !hasUnit(tokens, after + 1 + last.length)) {
    pieces.push(connector, last.text);
    length += 1 + last.length;
  }
  return { length, tokens: pieces.map((text, position) => ({ kind: 'word', text, before: position === 0 ? tokens[index]!.before : ' ' })) };
};

const COUNTED_BONES = /^(rib|ribs|metatarsals?|metacarpals?|toes?|fingers?|digits?|phalanx|phalanges|intercostal)$/;

/** "fifth through seventh ribs" -> "5th through 7th ribs". Other ordinals stay words: "third ventricle", "lower third", "thirty second delay". */
export const countedBone: Rule = (tokens, index) => {
  const first = ordinalAt(tokens, index);
  if (!first?.spoken) return null;
  const written: Token[] = [{ kind: 'word', text: ordinalText(first.value), before: tokens[index]!.before }];
  let at = index + first.length;
  while (written.length < MOST_NUMBERS && ['through', 'to', 'and', 'or'].includes(wordAt(tokens, at))) {
    const next = ordinalAt(tokens, at + 1);
    if (!next?.spoken) break;
    written.push(tokens[at]!, { kind: 'word', text: ordinalText(next.value), before: ' ' });
    at += 1 + next.length;
  }
  return COUNTED_BONES.test(wordAt(tokens, at)) ? { length: at - index, tokens: written } : null;
};

/** "fifty five year old" -> "55-year-old". */
export const ageOfPatient: Rule = (tokens, index) => {
  const number = numberAt(tokens, index);
  if (!number || number.decimal || number.value > 130) return null;
  const at = index + number.length;
  const unit = wordAt(tokens, at);
  if (!['year', 'month', 'week', 'day'].includes(unit) || wordAt(tokens, at + 1) !== 'old') return null;
  return asWord(tokens, index, number.length + 2, `${number.text}-${unit}-old`);
};

/** Numbers of two digits and more and decimals are written in digits; "one" to "nine" stay words where nothing measures or labels them. */
export const plainNumber: Rule = (tokens, index) => {
  const number = numberAt(tokens, index);
  if (!number?.spoken) return null;
  const isFraction = isMark(tokens, index - 1, '/') || isMark(tokens, index + number.length, '/');
  const isOrdinalOrTime = ordinalAt(tokens, index + number.length)?.spoken === true || ordinalAt(tokens, index) !== null;
  const run = runLength(tokens, index, number.length);
  if (run > number.length && hasUnit(tokens, index + run)) return null;
  if (isOrdinalOrTime || (run > number.length && !isFraction)) return { length: run, tokens: tokens.slice(index, index + run) };
  if (number.value < 10 && !number.decimal && !isFraction) return null;
  return asWord(tokens, index, number.length, number.text);
};

/** How many tokens the spoken numbers take that follow each other: "twenty twenty six" is no number, so all of it stays as it was said. */
function runLength(tokens: readonly Token[], index: number, first: number): number {
  let length = first;
  for (let numbers = 1; numbers < MOST_NUMBERS; numbers += 1) {
    const next = numberAt(tokens, index + length);
    if (!next?.spoken) break;
    length += next.length;
  }
  return length;
}
