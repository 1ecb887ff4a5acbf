/** A piece of the text and the white space that stood before it; joined again they are the text. */
export interface Token {
  kind: 'word' | 'punctuation' | 'newline';
  text: string;
  /** White space without line breaks; empty for punctuation that clings to the word before. */
  before: string;
}

const OPENING = /^[([{"“]+/u;
const CLOSING = '.,;:?!)]}"”';

/** Where the closing punctuation at the end of a piece begins. Counted from its end: a pattern would try a long run that does not close from each of its marks. */
function closingStart(piece: string, from: number): number {
  let start = piece.length;
  while (start > from && CLOSING.includes(piece[start - 1]!)) start -= 1;
  return start;
}

/** Splits at white space, and takes opening and closing punctuation off the words; punctuation inside a word ("3.5", "e.g", "and/or") stays. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let before = '';
  const add = (kind: Token['kind'], piece: string): void => {
    tokens.push({ kind, text: piece, before });
    before = '';
  };
  for (const piece of text.split(/(\n|[^\S\n]+)/u)) {
    if (piece === '') continue;
    if (piece === '\n') {
      add('newline', piece);
    } else if (/^\s/u.test(piece)) {
      before = piece;
    } else {
      const opening = OPENING.exec(piece)?.[0] ?? '';
      const closing = closingStart(piece, opening.length);
      const word = piece.slice(opening.length, closing);
      for (const mark of opening) add('punctuation', mark);
      if (word !== '') add('word', word);
      for (const mark of piece.slice(closing)) add('punctuation', mark);
    }
  }
  if (before !== '') add('word', '');
  return tokens;
}

export function joinTokens(tokens: readonly Token[]): string {
  return tokens.map((token) => token.before + token.text).join('');
}

/** The word in lower case; empty for punctuation, a line break and past either end. */
export function wordAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

export function isMark(tokens: readonly Token[], index: number, marks: string): boolean {
  const token = tokens[index];
  return token?.kind === 'punctuation' && marks.includes(token.text);
}

const ABBREVIATIONS = new Set(['vs', 'dr', 'mr', 'mrs', 'ms', 'e.g', 'i.e', 'approx', 'cf', 'fig', 'resp', 'st', 'al', 'incl']);

/** How far "1. 2. 3." is followed back; no report has so many list numbers with nothing between them. */
const MOST_LIST_NUMBERS = 10;

/** True when the full stop at this index ends a sentence rather than an abbreviation or a list number. */
export function endsSentence(tokens: readonly Token[], index: number, followed = 0): boolean {
  if (!isMark(tokens, index, '.?!')) return false;
  const word = wordAt(tokens, index - 1);
  if (tokens[index]!.text !== '.') return true;
  if (ABBREVIATIONS.has(word)) return false;
  if (word === 'no' && /^\d/.test(wordAt(tokens, index + 1))) return false;
  if (!/^\d+$/.test(word) || followed === MOST_LIST_NUMBERS) return true;
  const isListNumber = startsSentence(tokens, index - 1, followed + 1) || (word === '1' && isMark(tokens, index - 2, ':'));
  return !isListNumber;
}

/** True where a sentence starts, and after the colon of a heading. */
export function startsStatement(tokens: readonly Token[], index: number): boolean {
  return startsSentence(tokens, index) || isMark(tokens, index - 1, ':');
}

/** True at the beginning of the text, of a line and after the end of a sentence. */
export function startsSentence(tokens: readonly Token[], index: number, followed = 0): boolean {
  const previous = tokens[index - 1];
  return previous === undefined || previous.kind === 'newline' || endsSentence(tokens, index - 1, followed);
}
