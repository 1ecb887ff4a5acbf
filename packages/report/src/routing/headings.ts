import type { SectionId } from '@readroom/contract';
import type { OrganSystem } from '../templates/template.ts';

const SECTION_HEADINGS: Record<string, SectionId> = {
  exam: 'exam',
  examination: 'exam',
  procedure: 'exam',
  indication: 'indication',
  indications: 'indication',
  'clinical indication': 'indication',
  'clinical history': 'indication',
  'clinical information': 'indication',
  history: 'indication',
  'reason for exam': 'indication',
  'reason for examination': 'indication',
  'reason for study': 'indication',
  technique: 'technique',
  comparison: 'comparison',
  comparisons: 'comparison',
  findings: 'findings',
  impression: 'impression',
  impressions: 'impression',
  conclusion: 'impression',
  conclusions: 'impression',
};

/** Words that make "impression" a thing in the images ("impression on the thecal sac"), not a heading without its colon. */
const CONTINUES_IMPRESSION =
  /^(on|of|upon|from|by|is|are|was|were|at|in|along|to|and|or|fracture|fractures|defect|defects|deformity|consistent|compatible|suggest\w*|likely|due|with|which|that|measur\w*)\b/i;

/** What shows that the word before it was said as a heading: "comparison none", "technique axial images ...". */
const AFTER_BARE_HEADING: Record<string, RegExp> = {
  comparison: /^(?:none|no prior|ct|cta|mri?|mra|pet|x-?ray|xr|radiographs?|ultrasound|us|chest|prior|\d)/i,
  technique: /^(?:ct|mri?|axial|helical|multiplanar|multisequence|multidetector|non-?contrast|images|standard|single|two|pa|portable)\b/i,
};

export interface SectionHeading {
  sectionId: SectionId;
  /** What the sentence says after its heading; may be empty. */
  rest: string;
}

/** The section heading that begins a sentence: "Impression: ...", "IMPRESSION" on its own, or spoken without its colon "Impression no acute ...". */
export function sectionHeadingOf(sentence: string): SectionHeading | null {
  const withColon = /^([A-Za-z ]{3,30}?)\s*:\s*/.exec(sentence);
  if (withColon) {
    const sectionId = SECTION_HEADINGS[withColon[1]!.trim().toLowerCase()];
    return sectionId ? { sectionId, rest: sentence.slice(withColon[0].length) } : null;
  }
  const alone = SECTION_HEADINGS[sentence.replace(/\.$/, '').toLowerCase()];
  if (alone) return { sectionId: alone, rest: '' };
  const bare = /^([a-z]+)[,.]?\s+(?=\S)/i.exec(sentence);
  const word = bare?.[1]?.toLowerCase() ?? '';
  const rest = sentence.slice(bare?.[0].length ?? 0);
  if (word === 'impression' && !CONTINUES_IMPRESSION.test(rest)) return { sectionId: 'impression', rest };
  const follows = AFTER_BARE_HEADING[word];
  if (follows?.test(rest)) return { sectionId: SECTION_HEADINGS[word]!, rest };
  return null;
}

export interface OrganHeading {
  label: string;
  rest: string;
}

function normalized(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

/**
 * The organ heading that begins a sentence. A heading that is the template's label is taken off ("Lungs: clear." in the paragraph Lungs);
 * a part of a label ("Bladder: distended." in "Kidneys and bladder") decides the paragraph and stays in the text.
 */
export function organHeadingOf(sentence: string, organs: readonly OrganSystem[]): OrganHeading | null {
  const match = /^([A-Za-z][A-Za-z, /-]{2,50}?)\s*:\s*/.exec(sentence);
  if (!match) return null;
  const heading = normalized(match[1]!);
  for (const organ of organs) {
    if (organ.label !== null && normalized(organ.label) === heading) return { label: organ.label, rest: sentence.slice(match[0].length) };
  }
  for (const organ of organs) {
    const words = organ.label === null ? [] : normalized(organ.label).split(' ');
    if (organ.label !== null && heading.split(' ').every((word) => words.includes(word))) return { label: organ.label, rest: sentence };
  }
  return null;
}
