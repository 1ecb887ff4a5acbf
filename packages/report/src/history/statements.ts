import { splitSentences } from '../routing/index.ts';

/** A sentence or a list item of a document, in its own words, with the heading that it stands under. */
export interface Statement {
  heading: string | null;
  text: string;
}

/** What every letter has and no history needs: whom it is to, how to reach its writer, whose file it is. */
const BOILERPLATE: readonly RegExp[] = [
  /^page \d+(?: (?:of|\/) \d+)?$/i,
  /^(?:dear|sincerely|yours|(?:kind|best|warm)(?:est)? regards|thank you for (?:referring|allowing|your)|with (?:kind|best) regards)\b/i,
  /^(?:re|cc|attn|to|from|fax|phone|tel|telephone|e-?mail|address|npi|dob|date of birth|mrn|patient(?: name| id)?|account(?: no)?|insurance|policy|accession(?: no)?)\s*[:#.]/i,
  /\b(?:electronically signed|dictated (?:by|but not)|transcribed by|strictly confidential|intended (?:only |solely )?for the (?:addressee|recipient|use of))\b/i,
  /(?:https?:\/\/|www\.)\S/i,
];

const BULLET = /^(?:[-*•‣–]\s+|\(?\d{1,2}[.)]\s+)/u;
/** Up to six words that end in a colon and stand alone, or a line of capitals. */
const HEADING = /^(?:\p{L}[\p{L}'/&(),-]*(?: [\p{L}'/&(),-]+){0,5}:|\p{Lu}[\p{Lu}/&-]+(?: [\p{Lu}/&-]+){0,5})$/u;

/** The statements of a text in their order. White space is made single; nothing else is changed. */
export function statementsOf(text: string): Statement[] {
  const found: Statement[] = [];
  let heading: { text: string; hasItems: boolean; isUsed: boolean } | null = null;
  for (const { text: line, isItem, isAfterGap } of linesOf(text)) {
    if (HEADING.test(line)) {
      heading = { text: line.replace(/:$/, ''), hasItems: false, isUsed: false };
      continue;
    }
    // What follows a gap, or the list of a heading, is no longer said under it: a wrong heading says worse than none.
    if (heading && ((isAfterGap && heading.isUsed) || (heading.hasItems && !isItem))) heading = null;
    if (BOILERPLATE.some((pattern) => pattern.test(line)) || !/\p{L}/u.test(line)) continue;
    if (heading) heading = { ...heading, hasItems: isItem, isUsed: true };
    for (const sentence of splitSentences(line)) found.push({ heading: heading?.text ?? null, text: sentence.text });
  }
  return found;
}

interface Line {
  text: string;
  isItem: boolean;
  isAfterGap: boolean;
}

/** The lines without their bullets; a line that goes on with a small letter belongs to the one before, which was only broken to fit a page. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let isOpen = false;
  let isAfterGap = false;
  for (const raw of text.split(/\r\n|\r|\n|\f|\u2028/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a letter that came by fax or from a word processor may hold them.
    const line = raw.replace(/[\s\x00-\x1f\x7f]+/g, ' ').trim();
    const isItem = BULLET.test(line);
    const last = lines.at(-1);
    if (last && isOpen && !isItem && /^\p{Ll}/u.test(line)) last.text += ` ${line}`;
    else if (line !== '') lines.push({ text: line.replace(BULLET, ''), isItem, isAfterGap });
    isAfterGap = line === '';
    isOpen = line !== '' && !/[.!?:;]$/.test(line);
  }
  return lines;
}
