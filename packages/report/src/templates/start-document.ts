import { type Paragraph, type ReportDocument, SECTION_IDS, type SectionId, type Span } from '@readroom/contract';
import type { PriorExam, StudyContext } from '../context.ts';
import { addendum } from './addendum.ts';
import { type OrganSystem, organSystemsFor, type ReportTemplate } from './template.ts';

function paragraphOf(text: string, accepted: boolean): Paragraph[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : [{ label: null, spans: [{ text: trimmed, origin: 'template', accepted }] }];
}

function formatDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return match ? `${match[2]}/${match[3]}/${match[1]}` : date;
}

function describePrior(prior: PriorExam): string {
  const name = prior.studyDescription?.trim() || prior.modality?.trim() || 'Prior exam';
  return prior.studyDate ? `${name} of ${formatDate(prior.studyDate)}` : name;
}

/** Newest first; a prior without a date comes last. */
function describePriors(priors: readonly PriorExam[]): string {
  const sorted = [...priors].sort((a, b) => (b.studyDate ?? '').localeCompare(a.studyDate ?? ''));
  return `${sorted.map(describePrior).join('; ')}.`;
}

function indication(context: StudyContext): Paragraph[] {
  return [...paragraphOf(context.clinicalIndication ?? '', true), ...paragraphOf(context.clinicalHistory ?? '', true)];
}

/** The normal statements of an organ system as pending spans; the space between two sentences belongs to the later one. */
export function normalParagraph(organ: OrganSystem): Paragraph {
  const spans = organ.normal.map(
    (statement, index): Span => ({ text: `${index > 0 ? ' ' : ''}${statement.text}`, origin: 'template', accepted: false }),
  );
  return { label: organ.label, spans };
}

/**
 * A report before its first word. Facts from the order (exam, indication, the technologist's technique) are accepted; what the
 * radiologist has to stand for (template technique, comparison, normal findings) is pending. Impression is empty.
 * An organ system without a normal statement gets its paragraph when something is dictated about it.
 */
export function startDocument(template: ReportTemplate, context: StudyContext): ReportDocument {
  const priors = context.priorReports ?? [];
  const technologist = context.technologistTechnique?.trim() ?? '';
  const sections: Record<SectionId, Paragraph[]> = {
    exam: paragraphOf(context.procedure?.trim() || context.studyDescription.trim() || template.exam, true),
    indication: indication(context),
    technique: technologist === '' ? paragraphOf(template.technique, false) : paragraphOf(technologist, true),
    comparison: paragraphOf(priors.length > 0 ? describePriors(priors) : template.comparison, false),
    findings: organSystemsFor(template, context)
      .filter((organ) => organ.normal.length > 0)
      .map(normalParagraph),
    impression: [],
  };
  return { templateId: template.id, sections: SECTION_IDS.map((id) => ({ id, paragraphs: sections[id] })) };
}

/** An addendum before its first word: one empty unlabelled paragraph in Findings, which is its body. */
export function startAddendum(): ReportDocument {
  return {
    templateId: addendum.id,
    sections: SECTION_IDS.map((id) => ({ id, paragraphs: id === 'findings' ? [{ label: null, spans: [] }] : [] })),
  };
}
