import { mentions } from '../keywords.ts';
import { negationsIn } from '../negation.ts';

export type Side = 'left' | 'right';

/** Paired body parts: each line is one part under all its names. A name with a `*` is a stem. */
const BODY_PARTS: readonly (readonly string[])[] = [
  ['kidney', 'renal', 'ureter', 'ureteral', 'hydronephro*', 'nephro*', 'perinephric', 'UPJ', 'UVJ'],
  ['adrenal'],
  ['ovary', 'ovaries', 'ovarian', 'adnexa*'],
  ['testis', 'testes', 'testic*', 'scrot*', 'epididym*'],
  ['lung', 'pulmonary', 'upper lobe', 'middle lobe', 'lower lobe', 'lobar', 'lung base', 'lung apex', 'basilar', 'perihilar'],
  ['pleura', 'pleural', 'hemothorax', 'pneumothorax', 'pneumothoraces', 'hemithorax', 'costophrenic'],
  ['breast', 'axilla', 'axillary', 'mammogra*'],
  ['hilar', 'hilum'],
  ['liver', 'hepatic'],
  [
    'cerebr*',
    'hemispher*',
    'frontal',
    'parietal',
    'temporal',
    'occipital',
    'basal ganglia',
    'basal ganglion',
    'thalam*',
    'cerebell*',
    'insula*',
    'brain',
    'MCA',
    'middle cerebral',
    'subdural',
    'convexity',
    'corona radiata',
    'caudate',
    'putamen',
    'internal capsule',
  ],
  ['orbit', 'orbital', 'globe', 'eye', 'optic nerve'],
  ['maxillary', 'ethmoid*', 'sphenoid*', 'frontal sinus'],
  ['mastoid', 'middle ear', 'temporal bone', 'ear'],
  ['thyroid'],
  ['parotid', 'submandibular'],
  ['carotid', 'ICA'],
  ['vertebral artery'],
  ['iliac', 'femoral artery', 'popliteal', 'tibial artery', 'femoral vein'],
  [
    'shoulder',
    'glenohumeral',
    'humerus',
    'humeral',
    'rotator cuff',
    'supraspinatus',
    'infraspinatus',
    'labrum',
    'clavic*',
    'scapula*',
    'acromi*',
    'glenoid',
  ],
  ['elbow', 'olecranon', 'radial head', 'forearm'],
  ['wrist', 'scaphoid', 'distal radius', 'carpal', 'lunate', 'ulna*'],
  ['hand', 'finger', 'thumb', 'metacarpal', 'phalanx', 'phalanges'],
  ['hip', 'femoral head', 'femoral neck', 'acetabul*', 'intertrochanteric'],
  ['femur', 'thigh', 'femoral shaft'],
  ['knee', 'patella*', 'menisc*', 'tibial plateau', 'cruciate', 'ACL', 'PCL'],
  ['tibia', 'fibula', 'tibial shaft', 'lower leg', 'calf'],
  ['ankle', 'malleol*', 'talus', 'talar', 'achilles'],
  ['foot', 'feet', 'toe', 'metatarsal', 'calcane*', 'hallux'],
  ['leg', 'lower extremity', 'lower extremities'],
  ['arm', 'upper extremity', 'upper extremities'],
  ['rib'],
  ['inguinal', 'groin'],
  ['neural foramen', 'foraminal', 'facet', 'nerve root', 'lateral recess'],
];

const FINDINGS: readonly (readonly string[])[] = [
  ['effusion'],
  ['pneumothorax', 'pneumothoraces'],
  ['fracture', 'fractured'],
  ['dislocat*'],
  ['hydronephro*'],
  ['stone', 'calcul*', 'nephrolithiasis', 'ureterolithiasis'],
  ['mass', 'masses', 'tumor', 'neoplas*', 'carcinoma'],
  ['nodule'],
  ['cyst', 'cystic'],
  ['lesion'],
  ['consolidation', 'pneumonia', 'opacity', 'opacities', 'infiltrate'],
  ['atelecta*'],
  ['hemorrhag*', 'bleed*'],
  ['hematoma'],
  ['infarct*', 'stroke', 'ischemi*'],
  ['stenos*', 'narrow*'],
  ['occlu*'],
  ['aneurysm*'],
  ['thromb*', 'embol*', 'DVT'],
  ['hernia'],
  ['tear'],
  ['abscess'],
  ['lymphadenopathy', 'adenopathy', 'lymph node'],
];

/** Sides of the heart and great vessels are names, not the side of the body that was ordered. */
const NAMED_BY_SIDE =
  /\b(?:ventric\w*|atri(?:um|al)\w*|heart|cardiac|coronary|main (?:coronary )?(?:artery|stem)|anterior descending|aortic arch|portal vein|gastric artery|bundle branch|shift)\b/i;

/** One statement of a sentence: its side, what it is about, and whether it denies it. */
export interface SidedStatement {
  text: string;
  /** The words that name the side, exactly. */
  sideWords: string;
  side: Side;
  bodyParts: number[];
  findings: number[];
  negated: boolean;
  namedBySide: boolean;
}

const SIDE = /\b(?:left|right)(?:[- ]sided|wards?)?\b|\b(?:LT|RT)\b|\((?:L|R)\)/gi;
const BOTH_SIDES = /\b(?:bilateral\w*|both|biapical|bibasilar)\b/i;
/** "left in place", "right after", "right at": not a side. */
const NO_SIDE = /\b(?:left (?:in place|in situ|unchanged)|right (?:after|before|away|at|now)|left[- ]to[- ]right|right[- ]to[- ]left)\b/gi;

function groupsIn(text: string, groups: readonly (readonly string[])[]): number[] {
  return groups.flatMap((names, index) => (mentions(text, names) ? [index] : []));
}

function namesAny(text: string, groups: readonly (readonly string[])[]): boolean {
  return groups.some((names) => mentions(text, names));
}

/** The body parts that a text names, as numbers to be compared. */
export function bodyPartsIn(text: string): number[] {
  return groupsIn(text, BODY_PARTS);
}

/** The sides that a text names: "Right", "RT" and "(R)" are right. */
export function sidesIn(text: string): Set<Side> {
  if (BOTH_SIDES.test(text)) return new Set(['left', 'right']);
  return new Set(Array.from(text.replace(NO_SIDE, '').matchAll(SIDE), ([words]): Side => (/^\(?l/i.test(words) ? 'left' : 'right')));
}

/** Between two statements. The white space before a word is taken from its beginning only: a long run of it would be tried from each of its characters. */
const BETWEEN_STATEMENTS = /[,;:]\s+|(?<!\s)\s+(?:and|with|but|while|whereas)\s+/gi;

interface Statement {
  text: string;
  index: number;
}

/** Cuts a sentence where one statement ends and the next begins; a side without anything to be on goes with the next piece ("left and right kidneys"). */
function statementsOf(sentence: string): Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  let pieceStart = 0;
  let holdsSide = false;
  const cut = (end: number, next: number): void => {
    const piece = sentence.slice(pieceStart, end);
    pieceStart = next;
    holdsSide = (holdsSide || sidesIn(piece).size > 0) && !namesAny(piece, BODY_PARTS) && !namesAny(piece, FINDINGS);
    if (holdsSide && end < sentence.length) return;
    statements.push({ text: sentence.slice(start, end), index: start });
    start = next;
    holdsSide = false;
  };
  for (const match of sentence.matchAll(BETWEEN_STATEMENTS)) cut(match.index, match.index + match[0].length);
  cut(sentence.length, sentence.length);
  return statements;
}

function sidedStatement({ text, index }: Statement, isNegated: (index: number) => boolean): SidedStatement | null {
  const sides = [...sidesIn(text)];
  const side = sides[0];
  if (sides.length !== 1 || side === undefined) return null;
  const [sideWords] = text.replace(NO_SIDE, (words) => ' '.repeat(words.length)).matchAll(SIDE);
  if (!sideWords) return null;
  return {
    text: text
      .trim()
      .replace(/^\d+\.\s+/, '')
      .replace(/[.]$/, ''),
    sideWords: sideWords[0],
    side,
    bodyParts: groupsIn(text, BODY_PARTS),
    findings: groupsIn(text, FINDINGS),
    negated: isNegated(index + sideWords.index),
    namedBySide: NAMED_BY_SIDE.test(text),
  };
}

/** What a sentence says of the sides: its statements that name exactly one, and the parts and findings that it puts on both. */
export interface SidesOfSentence {
  sided: SidedStatement[];
  bilateral: { bodyParts: number[]; findings: number[] }[];
}

export function sidesOfSentence(sentence: string): SidesOfSentence {
  if (sidesIn(sentence).size === 0) return { sided: [], bilateral: [] };
  const statements = statementsOf(sentence);
  const isNegated = negationsIn(sentence);
  return {
    sided: statements.flatMap((statement) => sidedStatement(statement, isNegated) ?? []),
    bilateral: statements
      .filter(({ text }) => sidesIn(text).size === 2)
      .map(({ text }) => ({ bodyParts: groupsIn(text, BODY_PARTS), findings: groupsIn(text, FINDINGS) })),
  };
}
