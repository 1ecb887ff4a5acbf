/** One piece of a comparison: in both texts, only in the first, or only in the second. */
export interface DiffPiece {
  kind: 'same' | 'first' | 'second';
  text: string;
}

/** Beyond this many words times words the texts are compared by lines. */
const MOST_CELLS = 4_000_000;

/** Compares two texts word by word; the pieces of `same` and `first` make the first text again, those of `same` and `second` the second. */
export function diffWords(first: string, second: string): DiffPiece[] {
  const [a, b] = [wordsIn(first), wordsIn(second)];
  if (a.length * b.length <= MOST_CELLS) return diffTokens(a, b);
  return diffTokens(first.split(/(?<=\n)/), second.split(/(?<=\n)/));
}

function diffTokens(first: string[], second: string[]): DiffPiece[] {
  let start = 0;
  while (start < first.length && start < second.length && first[start] === second[start]) start += 1;
  let end = 0;
  const most = Math.min(first.length, second.length) - start;
  while (end < most && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  const pieces: DiffPiece[] = [
    { kind: 'same', text: first.slice(0, start).join('') },
    ...diffMiddle(first.slice(start, first.length - end), second.slice(start, second.length - end)),
    { kind: 'same', text: first.slice(first.length - end).join('') },
  ];
  return pieces.filter(({ text }) => text !== '');
}

function wordsIn(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}

/** Longest common subsequence (Wagner-Fischer). */
function diffMiddle(first: string[], second: string[]): DiffPiece[] {
  const width = second.length + 1;
  const lengths = new Uint32Array((first.length + 1) * width);
  for (let a = first.length - 1; a >= 0; a--) {
    for (let b = second.length - 1; b >= 0; b--) {
      lengths[a * width + b] =
        first[a] === second[b]
          ? lengths[(a + 1) * width + b + 1]! + 1
          : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!);
    }
  }
  const pieces: DiffPiece[] = [];
  const add = (kind: DiffPiece['kind'], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let a = 0;
  let b = 0;
  while (a < first.length || b < second.length) {
    if (a < first.length && b < second.length && first[a] === second[b]) {
      add('same', first[a]!);
      a += 1;
      b += 1;
    } else if (b >= second.length || (a < first.length && lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!)) {
      add('first', first[a++]!);
    } else {
      add('second', second[b++]!);
    }
  }
  return pieces;
}
