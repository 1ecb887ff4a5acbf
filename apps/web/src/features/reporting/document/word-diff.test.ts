import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffWords } from './word-diff.ts';

it('shows what differs, word by word', () => {
  expect(diffWords('No left effusion.', 'No right effusion. Clear.')).toEqual([
    { kind: 'same', text: 'No ' },
    { kind: 'first', text: 'left' },
    { kind: 'second', text: 'right' },
    { kind: 'same', text: ' effusion.' },
    { kind: 'second', text: ' Clear.' },
  ]);
});

it('gives both texts back', () => {
  const text = fc.array(fc.constantFrom('left', 'right', 'no', ' ', '\n', '3.5', 'cm.'), { maxLength: 40 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (first, second) => {
      const of = (kind: string) =>
        diffWords(first, second)
          .filter((piece) => piece.kind === 'same' || piece.kind === kind)
          .map((piece) => piece.text)
          .join('');
      expect([of('first'), of('second')]).toEqual([first, second]);
    }),
  );
});

it('compares long texts in reasonable time, by lines', () => {
  const long = Array.from({ length: 3000 }, (_, index) => `line ${index} of a long text\n`).join('');
  expect(diffWords(long, `${long}end`).at(-1)).toEqual({ kind: 'second', text: 'end' });
});
