import { endsSentence, isMark, joinTokens, type Token, tokenize } from '../written-form/tokens.ts';

/** A sentence of written text, without the white space around it. */
export interface Sentence {
  text: string;
  /** How many line breaks stand between it and the sentence before; the first sentence has 0. */
  lineBreaks: number;
}

function hasContent(tokens: readonly Token[]): boolean {
  return tokens.some((token) => /[\p{L}\p{N}[\]*_]/u.test(token.text));
}

/** The last mark of a sentence: its full stop, or what closes after it when a new sentence follows ("(stable.) Next"). */
function isEnd(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  const isFollowedByMark = next !== undefined && next.before === '' && isMark(tokens, index + 1, '.?!)]}"”,;:');
  if (isFollowedByMark) return false;
  if (endsSentence(tokens, index)) return true;
  const closesAfterEnd = isMark(tokens, index, ')]}"”') && tokens[index]!.before === '' && endsSentence(tokens, index - 1);
  return closesAfterEnd && /^\p{Lu}/u.test(next?.text ?? '');
}

/**
 * Splits at full stops, question and exclamation marks and line breaks; not at decimals, abbreviations ("vs.", "Dr.", "No. 5") and list
 * numbers. Marks that stand alone stay with the sentence before. Nothing but white space is left out.
 */
export function splitSentences(text: string): Sentence[] {
  const tokens = tokenize(text);
  const sentences: Sentence[] = [];
  let current: Token[] = [];
  let lineBreaks = 0;
  const close = (): void => {
    const sentence = joinTokens(current).trim();
    const last = sentences.at(-1);
    if (sentence !== '') {
      if (!hasContent(current) && last) last.text += lineBreaks === 0 && current[0]!.before === '' ? sentence : ` ${sentence}`;
      else {
        sentences.push({ text: sentence, lineBreaks: sentences.length === 0 ? 0 : lineBreaks });
        lineBreaks = 0;
      }
    }
    current = [];
  };
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'newline') {
      close();
      lineBreaks += 1;
      continue;
    }
    current.push(token);
    if (isEnd(tokens, index)) close();
  }
  close();
  return sentences;
}
