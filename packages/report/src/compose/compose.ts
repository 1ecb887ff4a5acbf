import { isPending, type Paragraph, type ReportDocument, type Section, type SectionId } from '@readroom/contract';
import type { StudyContext } from '../context.ts';
import { type RoutedSentence, routeText } from '../routing/index.ts';
import { organSystemsFor, type ReportTemplate } from '../templates/template.ts';
import { toWrittenForm } from '../written-form/index.ts';
import { placeSentence } from './place.ts';
import { proposeImpression } from './propose-impression.ts';

export interface ComposeInput {
  document: ReportDocument;
  /** What was said or pasted, spoken punctuation and all. */
  dictation: string;
  /** The template the document was started from. */
  template: ReportTemplate;
  context: StudyContext;
}

/** Where a dictated sentence went, in the order of the dictation. */
export interface Placement {
  sentence: string;
  sectionId: SectionId;
  /** The organ system in Findings; null elsewhere. */
  label: string | null;
}

export interface Composition {
  document: ReportDocument;
  placements: Placement[];
}

/** A sentence dictated without its full stop gets one (the name of an exam has none); an item of a list is a line of its own. */
function closed(sentence: RoutedSentence): RoutedSentence {
  const needsStop = sentence.sectionId !== 'exam' && /[\p{L}\p{N})%]$/u.test(sentence.text);
  const isListItem = sentence.sectionId === 'impression' && /^\d+\.\s/.test(sentence.text);
  return { ...sentence, text: needsStop ? `${sentence.text}.` : sentence.text, startsLine: sentence.startsLine || isListItem };
}

function isProposal(paragraph: Paragraph): boolean {
  return paragraph.spans.length > 0 && paragraph.spans.every((span) => span.origin === 'generated' && isPending(span));
}

function hasOwnText(section: Section): boolean {
  return section.paragraphs.some((paragraph) => paragraph.spans.some((span) => !isPending(span) && span.text.trim() !== ''));
}

function withProposal(document: ReportDocument, template: ReportTemplate): ReportDocument {
  const sections = document.sections.map((section): Section => {
    if (section.id !== 'impression' || hasOwnText(section)) return section;
    const kept = section.paragraphs.filter((paragraph) => !isProposal(paragraph) && paragraph.spans.some(({ text }) => text.trim() !== ''));
    const proposed = proposeImpression(document, template).map(
      (text): Paragraph => ({ label: null, spans: [{ text, origin: 'generated', accepted: false }] }),
    );
    return { ...section, paragraphs: [...kept, ...proposed] };
  });
  return { ...document, sections };
}

/**
 * Adds dictation to a report: written form, each sentence to its section and organ system, normal statements replaced where the dictation
 * speaks of them, and an impression proposed when the radiologist has none. Text that is typed, dictated or accepted is never removed or
 * changed, and every dictated sentence is in the result. The same input always gives the same output; the input is not modified.
 */
export function compose({ document, dictation, template, context }: ComposeInput): Composition {
  const organs = organSystemsFor(template, context);
  const sentences = routeText(toWrittenForm(dictation), organs).map(closed);
  let sections: Section[] = document.sections;
  for (const sentence of sentences) {
    sections = sections.map((section) => (section.id === sentence.sectionId ? placeSentence(section, sentence, organs) : section));
  }
  const placements = sentences.map(({ text, sectionId, label }): Placement => ({ sentence: text, sectionId, label }));
  const composed = { ...document, sections };
  return { document: sentences.length > 0 ? withProposal(composed, template) : composed, placements };
}
