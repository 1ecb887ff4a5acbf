import type { SectionId } from '@readroom/contract';
import { hasInOrder } from '../found.ts';

const REPORTS_A_FINDING =
  /\b(shows?|showed|demonstrates?|demonstrated|reveals?|revealed|there (?:is|are|has|have)|no evidence|normal|unremarkable)\b/i;

const COMPARISON_STATEMENT =
  /^(?:compared? (?:to|with)|in comparison (?:to|with)|comparison(?: is)?(?: made)? (?:to|with)|comparison studies?)\b[^,;]*$/i;
const REPORTS_A_CHANGE =
  /\b(increased?|decreased?|unchanged|stable|new|larger|smaller|resolved|improv\w+|worse\w*|progress\w*|interval|there|are|has|have|had|measures?|appears?|again|now|previously)\b/i;
const NONE = /^(?:no|none)\b/i;
const PRIOR = /\b(?:prior|previous|comparison)s?\b/i;
const PRIOR_EXAM = /\b(?:available|comparison|studies|exams?|examinations?|imaging)\b/i;
const NONE_AVAILABLE = /^none(?: available)?\.?$/i;

const IMAGES =
  /\b(?:images?|imaging|sequences?|views?|radiographs?|scans?|sections|projections?|reformat\w*|reconstructions?|acquisitions?)\b/i;
const WERE_MADE = /\b(?:was|were) (?:\w+ )?(?:obtained|acquired|performed|reconstructed|created|generated|taken)\b/i;
const CONTRAST = /\b(?:contrast|gadolinium|iohexol|iopamidol|iodixanol|gadobutrol|gadoterate)\b/i;
const WAS_GIVEN = /\b(?:was|were) (?:administered|given|injected|used|utilized)\b/i;
const EXAM_WITH_CONTRAST =
  /^(?:(?:non[- ]?contrast|contrast[- ]enhanced|unenhanced|multiphas\w+|multiplanar|multisequence|axial|helical|portable|single view|two[- ]view),? )*(?:CT|CTA|MR|MRI|MRA|computed tomography|magnetic resonance|x-?ray|radiographs?)\b.*\b(?:(?:with|without)(?: and without)?(?: (?:IV|intravenous|oral|the administration of|use of))* contrast|(?:was|were) (?:performed|obtained)|(?:performed|obtained) (?:with|without|using|on|at))/i;

const INDICATION =
  /^(?:(?:known |remote |past |prior |personal |family )?(?:medical |surgical )?history of|clinical (?:history|indication|information)|indication|reason for (?:the )?(?:exam|examination|study)|(?:this is an? )?\d+[- ](?:year|month|week|day)s?[- ]old\b|(?:the )?patient (?:presents|presented|presenting)|present(?:s|ing) with|rule out|r\/o|evaluat(?:e|ion) for)\b/i;

/** A complaint and nothing else: "Headache for 3 weeks.", "Right lower quadrant pain and fever." */
const COMPLAINT =
  /^(?:(?:new|acute|chronic|severe|worsening|persistent|sudden|onset|left|right|upper|lower|quadrant|flank|chest|abdominal|back|neck|pelvic|epigastric|knee|shoulder|hip|shortness|of|altered) )*(?:headaches?|pain|cough|fever|dizziness|vertigo|seizures?|syncope|dyspnea|breath|nausea|vomiting|weakness|confusion|mental status|trauma|fall|weight loss|hematuria|hemoptysis|numbness|aphasia|palpitations?|jaundice)\b(?!.*\b(?:is|are|was|were|seen|noted|measur\w+)\b)/i;

/** The section that a sentence without a heading belongs to by what it says; null when it is (or may be) a finding. */
export function sectionOf(sentence: string): SectionId | null {
  const isPureComparison = COMPARISON_STATEMENT.test(sentence) && !REPORTS_A_CHANGE.test(sentence);
  if (isPureComparison || (NONE.test(sentence) && hasInOrder(sentence, PRIOR, PRIOR_EXAM)) || NONE_AVAILABLE.test(sentence))
    return 'comparison';
  if (REPORTS_A_FINDING.test(sentence)) return null;
  if (INDICATION.test(sentence) || COMPLAINT.test(sentence)) return 'indication';
  if (hasInOrder(sentence, IMAGES, WERE_MADE) || hasInOrder(sentence, CONTRAST, WAS_GIVEN) || EXAM_WITH_CONTRAST.test(sentence))
    return 'technique';
  return null;
}
