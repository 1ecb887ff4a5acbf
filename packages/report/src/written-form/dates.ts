import { numberAt, ordinalAt, smallNumberAt, yearAt } from './numbers.ts';
import { asWord, type Rule } from './rule.ts';
import { isMark, type Token, wordAt } from './tokens.ts';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function exists(month: number, day: number, year: number): boolean {
  return day >= 1 && day <= DAYS[month]! && !(month === 1 && day === 29 && !isLeapYear(year));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** "june third [,] twenty twenty six". A day said as a cardinal leaves the century to the year: "june three twenty twenty six". */
function monthDayYear(
  tokens: readonly Token[],
  index: number,
  month: number,
): { day: number; year: number; length: number; spoken: boolean } | null {
  const ordinal = ordinalAt(tokens, index + 1);
  const days = ordinal ? [ordinal] : [1, 2].flatMap((length) => cardinalDay(tokens, index + 1, length));
  for (const day of days) {
    let after = index + 1 + day.length;
    if (isMark(tokens, after, ',')) after += 1;
    if (wordAt(tokens, after) === 'of') after += 1;
    const year = yearAt(tokens, after);
    if (!year || !exists(month, day.value, year.value)) continue;
    const spoken = day.spoken || !/^\d/.test(wordAt(tokens, after));
    return { day: day.value, year: year.value, length: after + year.length - index, spoken };
  }
  return null;
}

/** The day in exactly `length` tokens; tried shortest first, because "twenty twenty six" after it is the year. */
function cardinalDay(tokens: readonly Token[], index: number, length: number): { value: number; length: number; spoken: boolean }[] {
  const from = Math.max(0, index - 1);
  const window = tokens.slice(from, index + length);
  const number = smallNumberAt(window, index - from, 31) ?? numberAt(window, index - from);
  return number && number.length === length && Number.isInteger(number.value)
    ? [{ value: number.value, length, spoken: !/^\d/.test(wordAt(tokens, index)) }]
    : [];
}

/** "June third twenty twenty six" -> "06/03/2026" (month/day/year); "June twenty twenty six" -> "June 2026". A date already in digits stays as it is. */
export const spokenDate: Rule = (tokens, index) => {
  const month = MONTHS.indexOf(wordAt(tokens, index));
  if (month < 0) return null;
  const full = monthDayYear(tokens, index, month);
  if (full) return full.spoken ? asWord(tokens, index, full.length, `${twoDigits(month + 1)}/${twoDigits(full.day)}/${full.year}`) : null;
  const skip = wordAt(tokens, index + 1) === 'of' ? 1 : 0;
  const year = yearAt(tokens, index + 1 + skip);
  if (!year || year.length === 1) return null;
  return {
    length: 1 + skip + year.length,
    tokens: [
      { ...tokens[index]!, text: capitalized(tokens[index]!.text) },
      ...tokens.slice(index + 1, index + 1 + skip),
      { kind: 'word', text: String(year.value), before: ' ' },
    ],
  };
};

const BEFORE_YEAR = new Set(['in', 'since', 'from', 'of', 'dated', 'year']);

/** "since twenty nineteen" -> "since 2019". */
export const spokenYear: Rule = (tokens, index) => {
  if (!BEFORE_YEAR.has(wordAt(tokens, index - 1))) return null;
  const year = yearAt(tokens, index);
  return year && year.length > 1 ? asWord(tokens, index, year.length, String(year.value)) : null;
};
