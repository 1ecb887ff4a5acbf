import { endsSentence, startsSentence, type Token, wordAt } from './tokens.ts';

/** Words that begin a new statement: after them "scratch that" was a command, not the end of a clause ("a scratch that extends ..."). */
const OPENS_STATEMENT = new Set([
  'there',
  'the',
  'no',
  'a',
  'an',
  'impression',
  'findings',
  'technique',
  'comparison',
  'normal',
  'right',
  'left',
  'bilateral',
  'mild',
  'small',
  'large',
  'unchanged',
  'stable',
]);

function isCommand(tokens: readonly Token[], index: number): boolean {
  if (wordAt(tokens, index) !== 'scratch' || wordAt(tokens, index + 1) !== 'that') return false;
  const next = tokens[index + 2];
  if (next === undefined || next.kind !== 'word' || next.text === '') return true;
  return startsSentence(tokens, index) && OPENS_STATEMENT.has(wordAt(tokens, index + 2));
}

/** Removes the last sentence and the spaces, but not the line breaks, that follow the one before it. */
function dropLastSentence(written: Token[]): void {
  while (written.length > 0 && (endsSentence(written, written.length - 1) || written.at(-1)!.kind === 'newline')) written.pop();
  while (written.length > 0 && written.at(-1)!.kind !== 'newline' && !endsSentence(written, written.length - 1)) written.pop();
}

/**
 * Carries out "scratch that": the sentence before the command goes, with the command and the mark that closes it. The phrase is a
 * command only where it stands on its own; inside a clause ("a scratch that extends to the elbow") it is text.
 */
export function carryOutScratchThat(tokens: readonly Token[]): Token[] {
  const written: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    if (!isCommand(tokens, index)) {
      written.push(tokens[index]!);
      index += 1;
      continue;
    }
    dropLastSentence(written);
    index += 2;
    while (tokens[index]?.kind === 'punctuation' && '.,;!?'.includes(tokens[index]!.text)) index += 1;
  }
  const first = written[0];
  if (first && first.kind === 'word' && written.length < tokens.length) written[0] = { ...first, before: tokens[0]!.before };
  return written;
}
