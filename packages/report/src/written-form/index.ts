import { capitalizeSentences } from './capitalize.ts';
import { spokenDate, spokenYear } from './dates.ts';
import { ageOfPatient, countedBone, imageReference, labelledNumber, plainNumber, spinalLevel } from './labels.ts';
import { measurement } from './measurements.ts';
import { applyRules, type Rule } from './rule.ts';
import { carryOutScratchThat } from './scratch-that.ts';
import { replaceSpokenMarks } from './spoken-punctuation.ts';
import { joinTokens, type Token, tokenize } from './tokens.ts';

const RULES: readonly Rule[] = [
  spokenDate,
  imageReference,
  spinalLevel,
  ageOfPatient,
  labelledNumber,
  measurement,
  spokenYear,
  countedBone,
  plainNumber,
];

function onePass(text: string): string {
  const marked = replaceSpokenMarks(tokenize(text));
  const kept = carryOutScratchThat(marked);
  const written = capitalizeSentences(applyRules(kept, RULES));
  return joinTokens(trimEnds(written));
}

function trimEnds(tokens: readonly Token[]): Token[] {
  const [first, ...rest] = tokens;
  return first ? [{ ...first, before: '' }, ...rest] : [];
}

/** A pass can bring together what the next one reads ("twenty [scratched] two"); text settles in two or three. */
const MAX_PASSES = 12;

/**
 * Spoken words in written form: punctuation, numbers with units, spinal levels, image references, dates, capitals, "scratch that".
 * Only what is unambiguous is rewritten; everything else stays word for word. Written text comes back unchanged:
 * `toWrittenForm(toWrittenForm(x)) === toWrittenForm(x)`.
 */
export function toWrittenForm(dictation: string): string {
  let text = dictation.replace(/\r\n?/g, '\n').normalize('NFC').trim();
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = onePass(text).trim();
    if (next === text) break;
    text = next;
  }
  return text;
}
