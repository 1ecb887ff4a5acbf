import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWrittenForm } from './index.ts';
import { SPOKEN, WRITTEN } from './written-form.vectors.ts';

const NUMBER_WORDS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'ten',
  'twelve',
  'twenty',
  'ninety',
  'hundred',
  'point',
  'first',
  'third',
  'twenty-two',
  '3.5',
  '22',
];
const COMMANDS = [
  'period',
  'comma',
  'colon',
  'semicolon',
  'new line',
  'new paragraph',
  'question mark',
  'open parenthesis',
  'close parenthesis',
  'hyphen',
  'slash',
  'full stop',
];
const UNIT_WORDS = ['centimeters', 'millimeter', 'percent', 'hounsfield units', 'by', 'to', 'cm', 'per', 'second'];
const LABEL_WORDS = [
  'series',
  'image',
  'grade',
  'type',
  'number',
  'L',
  'T',
  'C',
  'S',
  'june',
  'may',
  'of',
  'year',
  'old',
  'rib',
  'minus',
  'since',
  'in',
  'and a half',
];
/** Words that say something: none of them may be lost, added or moved. */
const CONTENT = [
  'no',
  'not',
  'without',
  'left',
  'right',
  'nodule',
  'liver',
  'the',
  'is',
  'mass',
  'sigmoid',
  'effusion',
  'there',
  'impression',
  'findings',
  'normal',
  'stable',
  'bilateral',
];

const speech = fc
  .array(fc.constantFrom(...NUMBER_WORDS, ...COMMANDS, ...UNIT_WORDS, ...LABEL_WORDS, ...CONTENT, ...CONTENT), { maxLength: 25 })
  .map((words) => words.join(' '));

function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => CONTENT.includes(word));
}

describe('toWrittenForm', () => {
  it('has at least 120 vectors', () => {
    expect(SPOKEN.length + WRITTEN.length).toBeGreaterThanOrEqual(120);
  });

  it.each(SPOKEN)('%s -> %s', (spoken, written) => {
    expect(toWrittenForm(spoken)).toBe(written);
  });

  it.each(SPOKEN)('%s is settled after one call', (_, written) => {
    expect(toWrittenForm(written)).toBe(written);
  });

  it.each(WRITTEN)('leaves written text as it is: %s', (written) => {
    expect(toWrittenForm(written)).toBe(written);
  });

  it('is idempotent for any speech', () => {
    fc.assert(
      fc.property(speech, (text) => {
        const once = toWrittenForm(text);
        expect(toWrittenForm(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('is idempotent where a capital is several characters', () => {
    const once = toWrittenForm('\u1fd2');
    expect(toWrittenForm(once)).toBe(once);
  });

  it('is idempotent for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const once = toWrittenForm(text);
        expect(toWrittenForm(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every content word, negations and sides among them, in its order', () => {
    fc.assert(
      fc.property(speech, (text) => {
        expect(contentWords(toWrittenForm(text))).toEqual(contentWords(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('loses no word of text without numbers and commands', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnop'), minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(toWrittenForm(words.join(' ')).toLowerCase()).toBe(words.join(' '));
      }),
    );
  });
});

describe('a dictation of the greatest length that says one thing over and over', () => {
  const MOST_CHARACTERS = 100_000;

  it.each([
    ['two hundred and ', /200 and 200 and/],
    ['3 x ', /3 x 3 x/],
    ['three by ', /three by three by/i],
    ['first through ', /first through first/i],
    ['june one ', /june one june one/i],
    ['.....x ', /\.{5}x \.{5}x/],
    ['1. ', /1\. 1\./],
  ])('is written for "%s"', (fragment, expected) => {
    const spoken = fragment.repeat(MOST_CHARACTERS / fragment.length);
    expect(toWrittenForm(spoken)).toMatch(expected);
  });
});
