import { isMark, startsSentence, startsStatement, type Token, wordAt } from './tokens.ts';

/** What a spoken mark becomes. `cling` marks follow the word without a space, `open` marks precede it, `join` marks stand between two words. */
export interface SpokenMark {
  text: string;
  kind: 'cling' | 'open' | 'join' | 'newline';
  /** How many words were spoken for it. */
  length: number;
}

const DETERMINERS = new Set(['a', 'an', 'the', 'this', 'these', 'each', 'every', 'any', 'no']);

/** Words after which "period" is a stretch of time, not a mark. */
const BEFORE_NOUN_PERIOD = new Set([
  'postoperative',
  'preoperative',
  'perioperative',
  'postprocedural',
  'menstrual',
  'incubation',
  'latent',
  'latency',
  'perinatal',
  'neonatal',
  'postnatal',
  'postpartum',
  'refractory',
  'washout',
  'gestational',
]);
const TIME_WORDS = new Set([
  'time',
  'year',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'follow-up',
  'up',
  'followup',
  'observation',
  'surveillance',
  'recovery',
  'waiting',
  'brief',
  'long',
  'short',
  'entire',
  'prolonged',
  'same',
]);
const SPAN_PREPOSITIONS = new Set(['over', 'during', 'throughout', 'for', 'within', 'after']);

/** A capital A inside a sentence is a letter ("hepatitis A"), not an article. */
function isDeterminer(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.text === 'A' && !startsSentence(tokens, index)) return false;
  return DETERMINERS.has(wordAt(tokens, index));
}

function isNounPeriod(tokens: readonly Token[], index: number): boolean {
  const previous = wordAt(tokens, index - 1);
  if (['of', 'between'].includes(wordAt(tokens, index + 1))) return true;
  if (isDeterminer(tokens, index - 1) || BEFORE_NOUN_PERIOD.has(previous)) return true;
  if (!TIME_WORDS.has(previous) && !TIME_WORDS.has(previous.split('-').at(-1)!)) return false;
  // "over a two year period": a preposition of time and its article, at most four words before.
  for (let start = index - 2; start >= index - 6; start -= 1) {
    if (['', 'of', 'period'].includes(wordAt(tokens, start))) return false;
    if (['a', 'the', 'an', 'this'].includes(wordAt(tokens, start)) && SPAN_PREPOSITIONS.has(wordAt(tokens, start - 1))) return true;
  }
  return false;
}

/** Section headings, and labels of organ systems that are not themselves next to the large bowel in a list of organs. */
const HEADINGS = new Set([
  'exam',
  'examination',
  'procedure',
  'indication',
  'clinical indication',
  'clinical history',
  'history',
  'reason for exam',
  'technique',
  'comparison',
  'findings',
  'impression',
  'conclusion',
  'recommendation',
  'recommendations',
  'addendum',
  'brain',
  'brain parenchyma',
  'parenchyma',
  'extra-axial spaces',
  'ventricles',
  'ventricles and sulci',
  'skull',
  'calvarium',
  'sinuses',
  'mastoids',
  'sinuses and mastoids',
  'orbits',
  'soft tissues',
  'lungs',
  'lungs and airways',
  'airways',
  'pleura',
  'heart',
  'heart and pericardium',
  'heart and mediastinum',
  'mediastinum',
  'mediastinum and hila',
  'hila',
  'lymph nodes',
  'vessels',
  'bones',
  'bones and soft tissues',
  'osseous structures',
  'chest wall',
  'lines and tubes',
  'lower chest',
  'upper abdomen',
  'access',
  'complications',
  'left ventricle',
  'intervention',
  'sella',
  'gallbladder and bile ducts',
  'kidneys and ureters',
  'adrenal glands',
  'reproductive organs',
  'bones and chest wall',
  'orbits and soft tissues',
  'sinuses and mastoids',
]);
const ABDOMINAL_HEADINGS = new Set([
  'liver',
  'gallbladder',
  'pancreas',
  'spleen',
  'adrenals',
  'kidneys',
  'bladder',
  'stomach and bowel',
  'peritoneum',
  'abdomen',
  'pelvis',
]);
const OPENS_STATEMENT = new Set([
  'normal',
  'unremarkable',
  'no',
  'there',
  'the',
  'negative',
  'within',
  'clear',
  'intact',
  'not',
  'enlarged',
  'fatty',
  'cirrhotic',
  'atrophic',
  'distended',
  'decompressed',
  'surgically',
  'status',
  'stable',
  'unchanged',
  'patent',
  'mild',
  'moderate',
  'severe',
  'small',
  'large',
]);
const AFTER_ANATOMICAL_COLON = new Set([
  'cancer',
  'carcinoma',
  'adenocarcinoma',
  'neoplasm',
  'polyp',
  'polyps',
  'resection',
  'diverticulosis',
  'diverticulitis',
  'and',
  'or',
  'is',
  'are',
  'was',
  'were',
  'appears',
  'wall',
  'surgery',
]);

/** "Colon" is large bowel unless it closes a heading at the beginning of a sentence, or follows "as follows". */
function isMarkColon(tokens: readonly Token[], index: number): boolean {
  const next = wordAt(tokens, index + 1);
  if (AFTER_ANATOMICAL_COLON.has(next)) return false;
  if (wordAt(tokens, index - 1) === 'follows' && wordAt(tokens, index - 2) === 'as') return true;
  for (let length = 1; length <= 4 && index - length >= 0; length += 1) {
    if (!startsStatement(tokens, index - length)) continue;
    const words = Array.from({ length }, (_, offset) => wordAt(tokens, index - length + offset));
    if (words.includes('')) return false;
    const heading = words.join(' ');
    return HEADINGS.has(heading) || (ABDOMINAL_HEADINGS.has(heading) && OPENS_STATEMENT.has(next));
  }
  return false;
}

const AFTER_NOUN_LINE = new Set(['placement', 'tip', 'of', 'has', 'is', 'was', 'extends', 'terminates', 'projects', 'ends']);

function isBetweenWords(tokens: readonly Token[], index: number): boolean {
  return wordAt(tokens, index - 1) !== '' && wordAt(tokens, index + 1) !== '' && !isDeterminer(tokens, index - 1);
}

/** The punctuation mark that is spoken at this token, or null when the word is meant as a word ("period of time", "sigmoid colon"). */
export function spokenMarkAt(tokens: readonly Token[], index: number): SpokenMark | null {
  const word = wordAt(tokens, index);
  const next = wordAt(tokens, index + 1);
  const afterDeterminer = isDeterminer(tokens, index - 1);
  switch (word) {
    case 'period':
      return isNounPeriod(tokens, index) ? null : { text: '.', kind: 'cling', length: 1 };
    case 'full':
      return next === 'stop' && !afterDeterminer ? { text: '.', kind: 'cling', length: 2 } : null;
    case 'comma':
      return afterDeterminer || ['shaped', 'sign', 'like'].includes(next) ? null : { text: ',', kind: 'cling', length: 1 };
    case 'semicolon':
      return afterDeterminer ? null : { text: ';', kind: 'cling', length: 1 };
    case 'colon':
      return isMarkColon(tokens, index) ? { text: ':', kind: 'cling', length: 1 } : null;
    case 'question':
      return next === 'mark' && !afterDeterminer ? { text: '?', kind: 'cling', length: 2 } : null;
    case 'new':
      if (next === 'paragraph') return { text: '\n\n', kind: 'newline', length: 2 };
      if (next !== 'line' || afterDeterminer || AFTER_NOUN_LINE.has(wordAt(tokens, index + 2))) return null;
      return { text: '\n', kind: 'newline', length: 2 };
    case 'open':
    case 'close':
      if (!['parenthesis', 'parentheses', 'paren'].includes(next)) return null;
      return word === 'open' ? { text: '(', kind: 'open', length: 2 } : { text: ')', kind: 'cling', length: 2 };
    case 'hyphen':
      return isBetweenWords(tokens, index) ? { text: '-', kind: 'join', length: 1 } : null;
    case 'slash':
      if (['wound', 'wounds', 'injury', 'injuries', 'mark', 'marks'].includes(next)) return null;
      return isBetweenWords(tokens, index) ? { text: '/', kind: 'join', length: 1 } : null;
    default:
      return null;
  }
}

function endsWithMark(tokens: readonly Token[], mark: string): boolean {
  return isMark(tokens, tokens.length - 1, mark);
}

/** Replaces spoken marks by marks, with the spacing that belongs to them. A mark that is there already is not doubled. */
export function replaceSpokenMarks(tokens: readonly Token[]): Token[] {
  const written: Token[] = [];
  const spoken = new Set<Token>();
  let joinsNext = false;
  for (let index = 0; index < tokens.length; ) {
    // The written tokens before and the spoken ones after are what the mark is judged by.
    const window = [...written.slice(-8), ...tokens.slice(index, index + 4)];
    const mark = spokenMarkAt(window, Math.min(8, written.length));
    if (!mark) {
      const token = tokens[index]!;
      const last = written.at(-1);
      const doubles = token.kind === 'punctuation' && last !== undefined && spoken.has(last) && token.text === last.text;
      if (!doubles) written.push(joinsNext ? { ...token, before: '' } : token);
      joinsNext = false;
      index += 1;
      continue;
    }
    index += mark.length;
    if (mark.kind === 'newline') {
      for (const text of mark.text) written.push({ kind: 'newline', text, before: '' });
      joinsNext = true;
    } else if (mark.kind === 'cling') {
      if (!endsWithMark(written, mark.text)) {
        const token: Token = { kind: 'punctuation', text: mark.text, before: '' };
        spoken.add(token);
        written.push(token);
      }
      joinsNext = false;
    } else {
      written.push({ kind: 'punctuation', text: mark.text, before: mark.kind === 'open' && written.length > 0 ? ' ' : '' });
      joinsNext = true;
    }
  }
  return written;
}
