import { criticalTermsIn } from '../critical-terms.ts';
import { hasInOrder } from '../found.ts';
import { findKeywords, mentions } from '../keywords.ts';
import { hasNegation, negationsIn } from '../negation.ts';

const PATHOLOGY: readonly string[] = [
  'abnormal',
  'abnormalit*',
  'abscess',
  'adenopathy',
  'aneurysm*',
  'appendicitis',
  'ascites',
  'atelecta*',
  'atheroscler*',
  'atroph*',
  'bleed*',
  'blood products',
  'bronchiectasis',
  'bulg*',
  'calcif*',
  'calcul*',
  'cancer',
  'carcinoma',
  'cardiomegaly',
  'cavit*',
  'cholecystitis',
  'cirrho*',
  'colitis',
  'collapse',
  'collection',
  'compression deformit*',
  'consolidat*',
  'contusion',
  'cyst',
  'cystic',
  'deformity',
  'degenerat*',
  'demyelinat*',
  'dilat*',
  'dislocat*',
  'displace*',
  'dissection',
  'distend*',
  'distension',
  'distention',
  'diverticul*',
  'edema',
  'effusion',
  'embol*',
  'emphysema*',
  'encephalomalacia',
  'enlarge*',
  'extravasat*',
  'extrusion',
  'fibrosis',
  'fibroid',
  'filling defect',
  'fluid level',
  'foreign body',
  'fracture',
  'fractured',
  'free air',
  'free fluid',
  'free gas',
  'gallstone',
  'gliosis',
  'ground glass',
  'hemangioma',
  'hematoma',
  'hemorrhag*',
  'haemorrhag*',
  'hemothorax',
  'hepatomegaly',
  'hernia',
  'herniat*',
  'hydroceph*',
  'hydronephro*',
  'hydroureter*',
  'hyperdens*',
  'hyperenhanc*',
  'hyperintens*',
  'hypoattenuat*',
  'hypodens*',
  'hypointens*',
  'impinge*',
  'infarct*',
  'infection',
  'infiltrat*',
  'inflam*',
  'ischemi*',
  'laceration',
  'lesion',
  'lymphadenopathy',
  'malignan*',
  'mass',
  'masses',
  'mass effect',
  'metasta*',
  'midline shift',
  'narrow*',
  'neoplas*',
  'nephrolithiasis',
  'nodul*',
  'obstruct*',
  'occlu*',
  'opacit*',
  'opacity',
  'osteophyt*',
  'pancreatitis',
  'perforat*',
  'pneumatosis',
  'pneumonia',
  'pneumoperitoneum',
  'pneumothora*',
  'polyp',
  'prolaps*',
  'protrusion',
  'pyelonephritis',
  'restricted diffusion',
  'rupture*',
  'scar',
  'scarring',
  'sclerotic',
  'splenomegaly',
  'steato*',
  'stenos*',
  'stenot*',
  'stone',
  'stranding',
  'stroke',
  'swelling',
  'tear',
  'thicken*',
  'thromb*',
  'torsion',
  'tumor',
  'volvulus',
  'widen*',
];

const NORMAL =
  /\b(?:normal|unremarkable|clear|patent|intact|preserved|within normal limits|midline|symmetric(?:al|ally)?|maintained|satisfactory|negative|well[- ]aerated|well[- ]aligned|appropriate|unobstructed|nondisplaced position)\b/i;
const LIMITS_THE_EXAM =
  /\b(?:limited (?:by|due|evaluation|assessment|study|exam)|(?:evaluation|assessment|study|exam(?:ination)?) is limited|motion (?:artifact|degradation)|suboptimal|nondiagnostic|not (?:well )?evaluated)\b/i;
const FOLLOWS_ON = /^(?:it|this|these|they|those|its|their|measur(?:es|ing)|the (?:largest|larger|former|latter))\b/i;
const INTERPRETS =
  /\b(?:concerning|suspicious|worrisome|consistent|compatible|suggest\w*|likely|probabl[ey]|represent\w*|favou?r\w*|malignan\w*|metasta\w*|reflect\w*|differential|diagnos\w*)\b/i;
const RECOMMENDS =
  /\b(?:recommend\w*|advised|suggest (?:follow|correlat)\w*|correlat(?:e|ion) (?:with|clinically|is)|clinical correlation|consider (?:further|follow|MRI?|CT|PET|biopsy|ultrasound))\b/i;

const FOLLOW_UP = /\bfollow[- ]?up\b/i;
const WHEN = /\b(?:in \d|in (?:one|two|three|four|five|six)|as clinically)\b/i;

const ACUTE_OR_SUSPICIOUS =
  /\b(?:acute|suspicious|concerning|worrisome|malignan\w*|metasta\w*|carcinoma|neoplas\w*|fracture\w*|obstruct\w*|infarct\w*|perforat\w*|abscess\w*|thromb\w*|embol\w*|ruptur\w*|appendicitis|cholecystitis|pancreatitis|diverticulitis|pneumonia|consolidation|dissection|h(?:a)?emorrhag\w*|h(?:a)?ematoma|mass|masses|herniation|midline shift|hydronephrosis|torsion|dislocat\w*|stranding|extravasat\w*)\b/i;
const LONG_STANDING =
  /\b(?:chronic|old|remote|healed|healing|prior|benign|stable|unchanged|degenerative|age[- ]related|status post|postsurgical|post-surgical|postoperative|simple|incidental(?:ly)?|atheroscler\w*|scarring|granuloma\w*)\b/i;

const MINOR =
  /\b(?:small|tiny|mild(?:ly)?|minimal|trace|subcentimeter|cysts?|cystic|hiatal hernia|steatosis|diverticulosis|calcifications?)\b/i;

/** What a sentence of Findings is to the impression. */
export type SentenceRole = 'abnormal' | 'normal' | 'continuation' | 'interpretation' | 'recommendation' | 'limitation';

/**
 * Reads one sentence. `abnormal`: states a finding that is not denied, or something that is neither denied nor called normal (better one line
 * too many than a finding lost). `interpretation` says what the finding before it means; `continuation` only describes it;
 * `recommendation` asks for something, of whatever finding.
 */
export function roleOf(sentence: string): SentenceRole {
  if (RECOMMENDS.test(sentence) || hasInOrder(sentence, FOLLOW_UP, WHEN)) return 'recommendation';
  if (FOLLOWS_ON.test(sentence)) return INTERPRETS.test(sentence) ? 'interpretation' : 'continuation';
  const isNegated = negationsIn(sentence);
  const isPathological = findKeywords(sentence, PATHOLOGY).some((match) => !isNegated(match.index));
  if (isPathological) return 'abnormal';
  if (LIMITS_THE_EXAM.test(sentence)) return 'limitation';
  if (NORMAL.test(sentence) || hasNegation(sentence)) return 'normal';
  return 'abnormal';
}

/** 0 is told first: critical, then acute or suspicious, then the rest, then what is long known or harmless. */
export function urgencyOf(sentence: string): number {
  if (criticalTermsIn(sentence).length > 0) return 0;
  if (LONG_STANDING.test(sentence)) return 3;
  if (ACUTE_OR_SUSPICIOUS.test(sentence)) return 1;
  return mentions(sentence, PATHOLOGY) && !MINOR.test(sentence) ? 2 : 3;
}
