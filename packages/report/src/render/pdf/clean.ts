/** Text as it is typeset: the same words, in the form that prints and extracts best. Nothing visible is dropped. */

const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const LATIN_LIGATURES = /[\ufb00-\ufb06]/g;
const NO_BREAK_SPACES = /[\u2007\u202f]/g;
const OTHER_SPACES = /(?!\u00a0)[\t\p{Zs}]/gu;
/** A size that breaks over two lines ("3.5 x 4 | cm") invites misreading, so its spaces become no-break spaces. */
const NUMBER_BY_NUMBER = /(\d) ([x×]) (?=\d)/gu;
const NUMBER_AND_UNIT = /(\d) (?=(?:mm|cm|m|mL|ml|cc|HU|mSv|mGy|kg|mg|g|T)(?![\p{L}\p{N}]))/gu;
/** Zero-width joiners shape Arabic and Indic words; every other default-ignorable character (soft hyphen, variation selector, bidi control) prints nothing. */
const INVISIBLE = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu;

/**
 * Splits at line breaks and normalises each line: canonical composition (so that a base with a combining mark finds its glyph), pasted
 * ligatures as letters, every kind of space as the space or the no-break space, invisible characters removed.
 */
export function cleanLines(text: string): string[] {
  return text.split(LINE_BREAKS).map((line) =>
    line
      .replace(INVISIBLE, '')
      .normalize('NFC')
      .replace(LATIN_LIGATURES, (ligature) => ligature.normalize('NFKC'))
      .replace(NO_BREAK_SPACES, '\u00a0')
      .replace(OTHER_SPACES, ' ')
      .replace(NUMBER_BY_NUMBER, '$1\u00a0$2\u00a0')
      .replace(NUMBER_AND_UNIT, '$1\u00a0'),
  );
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as one character each. */
export function graphemes(text: string): string[] {
  return /^[\x20-\x7e]*$/.test(text) ? text.split('') : Array.from(segmenter.segment(text), (part) => part.segment);
}
