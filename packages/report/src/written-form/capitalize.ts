import { startsSentence, startsStatement, type Token } from './tokens.ts';

/** A lower-case word; "pH" and "mTICI" are spelled as they are, digits never change. */
const PLAIN_WORD = /^\p{Ll}[\p{Ll}'’/-]*\.?$/u;
const LIST_NUMBER = /^\d+\.$/;

function isListNumber(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!token) return false;
  if (token.kind === 'word' && LIST_NUMBER.test(token.text)) return startsStatement(tokens, index);
  return (
    token.kind === 'punctuation' && token.text === '.' && /^\d+$/.test(tokens[index - 1]?.text ?? '') && startsStatement(tokens, index - 1)
  );
}

/** Gives every sentence, line and list item a capital letter. A unit of measure never gets one. */
export function capitalizeSentences(tokens: readonly Token[]): Token[] {
  return tokens.map((token, index) => {
    if (token.kind !== 'word' || !PLAIN_WORD.test(token.text) || /^(mm|cm|x|vs)$/.test(token.text)) return token;
    if (!startsSentence(tokens, index) && !isListNumber(tokens, index - 1)) return token;
    // A capital may be several characters (\u1FD2), which the next pass would compose.
    return { ...token, text: (token.text.charAt(0).toUpperCase() + token.text.slice(1)).normalize('NFC') };
  });
}
