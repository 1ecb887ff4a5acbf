import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const split = (text: string): string[] => splitSentences(text).map((sentence) => sentence.text);

describe('splitSentences', () => {
  it.each<[string, string[]]>([
    ['No mass. No fluid.', ['No mass.', 'No fluid.']],
    ['A 3.5 cm mass. It is new.', ['A 3.5 cm mass.', 'It is new.']],
    ['Larger vs. the prior. Stable otherwise.', ['Larger vs. the prior.', 'Stable otherwise.']],
    ['Told to Dr. Smith. He knows.', ['Told to Dr. Smith.', 'He knows.']],
    ['A No. 5 catheter. In place.', ['A No. 5 catheter.', 'In place.']],
    ['Is it there? No.', ['Is it there?', 'No.']],
    ['See e.g. the liver. Done.', ['See e.g. the liver.', 'Done.']],
    ['1. Acute appendicitis. 2. No free air.', ['1. Acute appendicitis.', '2. No free air.']],
    ['Impression: 1. Acute appendicitis.', ['Impression: 1. Acute appendicitis.']],
    ['Cyst in segment 6. No mass.', ['Cyst in segment 6.', 'No mass.']],
    ['Line one\nline two', ['Line one', 'line two']],
    ['A nodule (stable.) Next.', ['A nodule (stable.)', 'Next.']],
    ['Nothing here...', ['Nothing here...']],
    ['A mass . A cyst.', ['A mass .', 'A cyst.']],
    ['Told on 06/03/2026. Done.', ['Told on 06/03/2026.', 'Done.']],
    ['', []],
    [' \n ', []],
  ])('%j -> %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('counts the line breaks before a sentence', () => {
    expect(splitSentences('A.\n\nB. C.')).toEqual([
      { text: 'A.', lineBreaks: 0 },
      { text: 'B.', lineBreaks: 2 },
      { text: 'C.', lineBreaks: 0 },
    ]);
  });

  it('leaves out nothing but white space', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('. ', 'No. 5', 'vs. ', '\n', '1. ', '? ', ') '))).map((pieces) => pieces.join('')),
        (text) => {
          expect(split(text).join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
