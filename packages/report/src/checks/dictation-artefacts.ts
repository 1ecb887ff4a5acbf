import { spokenMarkAt } from '../written-form/spoken-punctuation.ts';
import { tokenize } from '../written-form/tokens.ts';
import { type Check, checkFinding } from './check.ts';

const DOUBLED_WORD = /(?<![\p{L}\p{N}-])(\p{L}[\p{L}'’]{0,99})[^\S\n]+\1(?![\p{L}\p{N}-])/giu;
/** English that doubles a word on purpose. */
const MAY_DOUBLE = new Set(['that', 'had']);

/** Punctuation that was typed out as words: what the written form would still turn into marks. */
function spokenMarksIn(text: string): string[] {
  const tokens = tokenize(text);
  return tokens.flatMap((_, index) => {
    const mark = spokenMarkAt(tokens, index);
    return mark
      ? [
          tokens
            .slice(index, index + mark.length)
            .map((token) => token.text)
            .join(' '),
        ]
      : [];
  });
}

function doubledWordsIn(text: string): string[] {
  return Array.from(text.matchAll(DOUBLED_WORD))
    .filter((match) => !MAY_DOUBLE.has(match[1]!.toLowerCase()))
    .map(([words]) => words);
}

/** What dictation leaves behind: spoken punctuation and doubled words. */
export const dictationArtefacts: Check = (_input, sentences) =>
  sentences.flatMap((sentence) => {
    const finding = (quote: string, message: string) =>
      checkFinding({
        checkId: 'dictation-artefacts',
        severity: 'warning',
        message,
        sectionId: sentence.sectionId,
        quote,
        label: sentence.label,
        dismissible: true,
      });
    return [
      ...spokenMarksIn(sentence.text).map((quote) => finding(quote, `"${quote}" looks like spoken punctuation.`)),
      ...doubledWordsIn(sentence.text).map((quote) => finding(quote, `"${quote}" has a word twice.`)),
    ];
  });
