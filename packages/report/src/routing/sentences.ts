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
    if (!endsSentence(tokens, index)) continue;
    const next = tokens[index + 1];
    const isFollowedByClosing = next !== undefined && next.before === '' && isMark(tokens, index + 1, '.?!)]}"”,;:');
    if (!isFollowedByClosing) close();
  }
  close();
  return sentences;
}
