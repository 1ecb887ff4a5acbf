import type { SectionId } from '@readroom/contract';
import type { OrganSystem } from '../templates/template.ts';
import { organHeadingOf, sectionHeadingOf } from './headings.ts';
import { organOf } from './organ.ts';
import { sectionOf } from './section-evidence.ts';
import { splitSentences } from './sentences.ts';

/** The paragraph for findings about which the template has no organ system. */
export const OTHER_LABEL = 'Other';

export interface RoutedSentence {
  text: string;
  sectionId: SectionId;
  /** The organ system in Findings; null in every other section and in a template without organ systems. */
  label: string | null;
  /** True when a line break or a heading stands before it. */
  startsLine: boolean;
}

interface Reading {
  text: string;
  startsLine: boolean;
  heading: SectionId | null;
}

function readHeadings(text: string): Reading[] {
  return splitSentences(text).map(({ text: sentence, lineBreaks }) => {
    const heading = sectionHeadingOf(sentence);
    return { text: heading ? heading.rest : sentence, startsLine: lineBreaks > 0 || heading !== null, heading: heading?.sectionId ?? null };
  });
}

function capitalized(text: string): string {
  return /^\p{Ll}[\p{Ll}'’-]*(?![\p{L}\p{N}])/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/**
 * Sends every sentence of written text to its section and organ system. Headings decide; without one, what the sentence says does. Under a
 * heading other than Impression and Findings the following sentences belong to it up to the next heading, or, when no further heading
 * comes, up to a line break or a sentence that names an organ. A sentence that names no organ stays with the one before. Nothing is dropped.
 */
export function routeText(text: string, organs: readonly OrganSystem[]): RoutedSentence[] {
  const unlabelled = organs.some((organ) => organ.label === null);
  const routed: RoutedSentence[] = [];
  const readings = readHeadings(text);
  const lastHeading = readings.findLastIndex((reading) => reading.heading !== null);
  let section: SectionId | null = null;
  let isFirstUnderHeading = false;
  let label: string | null | undefined;

  for (const [index, reading] of readings.entries()) {
    if (reading.heading) {
      section = reading.heading;
      isFirstUnderHeading = true;
      label = undefined;
    }
    if (reading.text === '') continue;
    const startsLine = reading.startsLine || isFirstUnderHeading;
    const place = (sectionId: SectionId, inOrgan: string | null, sentence = reading.text): void => {
      routed.push({ text: capitalized(sentence), sectionId, label: inOrgan, startsLine });
    };
    const organHeading = section === 'impression' ? null : organHeadingOf(reading.text, organs);
    const evidence = sectionOf(reading.text);

    if (section !== null && section !== 'findings' && section !== 'impression' && !isFirstUnderHeading && index > lastHeading) {
      const isOver = reading.startsLine || organHeading !== null || (evidence === null && organOf(reading.text, organs) !== null);
      if (isOver) section = null;
    }
    isFirstUnderHeading = false;
    if (section !== null && section !== 'findings') {
      place(section, null);
      continue;
    }
    if (organHeading) {
      label = organHeading.label;
      if (organHeading.rest !== '') place('findings', label, organHeading.rest);
      continue;
    }
    if (section === null && evidence !== null && !unlabelledAddendum(organs)) {
      place(evidence, null);
      continue;
    }
    if (unlabelled) {
      place('findings', null);
      continue;
    }
    label = organOf(reading.text, organs)?.label ?? label ?? OTHER_LABEL;
    place('findings', label);
  }
  return routed;
}

/** An addendum has no indication, technique or comparison of its own: only headings take a sentence out of its body. */
function unlabelledAddendum(organs: readonly OrganSystem[]): boolean {
  return organs.length === 1 && organs[0]!.label === null && organs[0]!.normal.length === 0;
}
