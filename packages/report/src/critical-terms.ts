import { allOf, countWhile } from './found.ts';
import { negationsIn } from './negation.ts';

/**
 * Findings that are told to somebody at once: the red level of the ACR practice parameter for communication and the lists of critical
 * results that hospitals derive from it.
 */
const CRITICAL_TERMS: readonly RegExp[] = [
  /\b(?:intracranial|intraparenchymal|intraventricular|subarachnoid|subdural|epidural|cerebellar|intracerebral|parenchymal|pontine|basal ganglia) (?:(?:acute|hyperdense|blood|extra-axial) )*(?:ha?emorrhage|bleed|bleeding|ha?ematoma)s?\b/gi,
  /\bacute (?:\w+ ){0,3}(?:ha?emorrhage|bleed)\b/gi,
  /\b(?:active|contrast) (?:arterial )?(?:extravasation|bleeding|ha?emorrhage)\b/gi,
  /\bacute (?:or subacute )?(?:\w+ ){0,4}(?:infarct|infarction|stroke|ischemia)s?\b/gi,
  /\b(?:large vessel|basilar|MCA|M1|ICA|internal carotid artery|middle cerebral artery) occlusion\b/gi,
  /\b(?:uncal|transtentorial|subfalcine|tonsillar|cerebral|brain|downward) herniation\b/gi,
  /\bpulmonary (?:artery |arterial )?(?:thrombo)?embol(?:us|i|ism|isms)\b/gi,
  /\bsaddle embol(?:us|ism)\b/gi,
  /\btension pneumothorax\b/gi,
  /\bpneumothora(?:x|ces)\b/gi,
  /\b(?:free (?:intraperitoneal |intra-abdominal |subdiaphragmatic )?(?:air|gas)|pneumoperitoneum)\b/gi,
  /\b(?:aortic|type [AB]) (?:\w+ )?dissection\b|\bdissection of the (?:\w+ ){0,8}aorta\b/gi,
  /\b(?:ruptured?|leaking) (?:\w+ ){0,3}aneurysm\b|\baneurysm(?:al)? rupture\b|\brupture of (?:the |an )?(?:\w+ ){0,3}aneurysm\b/gi,
  /\b(?:bowel|mesenteric) (?:isch(?:ae|e)mia|infarction)\b/gi,
  /\b(?:portal venous gas|pneumatosis intestinalis)\b/gi,
  /\b(?:bowel|gastric|duodenal|colonic|appendiceal|ulcer) perforation\b|\bperforated (?:appendicitis|diverticulitis|viscus|ulcer)\b/gi,
  /\b(?:volvulus|closed[- ]loop (?:small bowel |bowel )?obstruction)\b/gi,
  /\b(?:ovarian|testicular|adnexal) torsion\b/gi,
  /\b(?:ruptured )?ectopic pregnancy\b/gi,
  /\b(?:cardiac|pericardial) tamponade\b/gi,
  /\b(?:spinal cord|cord|cauda equina) compression\b/gi,
  /\bunstable (?:\w+ ){0,3}fracture\b/gi,
  /\bepidural abscess\b/gi,
  /\bnecroti[sz]ing fasciitis\b|\bfournier(?:'s)? gangrene\b/gi,
  /\b(?:splenic|hepatic|liver|renal|aortic) (?:rupture|laceration)\b/gi,
  /\bepiglottitis\b/gi,
];

/** Tells at once of most sentences that they name none. */
const ANY_CRITICAL_TERM = new RegExp(CRITICAL_TERMS.map(({ source }) => source).join('|'), 'i');

/** Something that was, that is asked about, or that is named only to be compared: up to the next comma, semicolon or full stop. */
const NOT_CURRENT =
  /\b(?:history of|h\/o|chronic|old|remote|prior|previous|previously (?:seen|noted)|resolved|healed|evaluat(?:e|ion) for|rule out|r\/o|concern for|assess for|follow[- ]?up of|risk of|protocol|suspected)\b/gi;

/** The critical findings that a sentence states, in its exact words; denied, old and asked-for ones are left out. */
export function criticalTermsIn(sentence: string): string[] {
  if (!ANY_CRITICAL_TERM.test(sentence)) return [];
  const found: { index: number; text: string }[] = [];
  const terms = CRITICAL_TERMS.flatMap((pattern) => Array.from(sentence.matchAll(pattern)));
  const isNegated = negationsIn(sentence);
  const isCurrent = currentIn(sentence);
  for (const match of terms) if (!isNegated(match.index) && isCurrent(match.index)) found.push({ index: match.index, text: match[0] });
  found.sort((a, b) => a.index - b.index || b.text.length - a.text.length);
  let reached = 0;
  return found.flatMap(({ index, text }) => {
    const isInside = index < reached;
    reached = Math.max(reached, index + text.length);
    return isInside ? [] : [text];
  });
}

/** Tells for any index of the sentence whether what stands there is said of now. */
function currentIn(sentence: string): (index: number) => boolean {
  const past = allOf(NOT_CURRENT, sentence);
  const marks = allOf(/[,;.]/g, sentence);
  return (index) => {
    const before = past[countWhile(past, ({ end }) => end <= index) - 1];
    const mark = marks[countWhile(marks, ({ start }) => start < index) - 1];
    return !before || (mark !== undefined && mark.start >= before.end);
  };
}
