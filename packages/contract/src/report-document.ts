import { z } from 'zod';
import { MAX_TEXT } from './limits.ts';

/** The sections of a report, in the order in which they are printed. */
export const SECTION_IDS = ['exam', 'indication', 'technique', 'comparison', 'findings', 'impression'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export const SECTION_TITLES: Record<SectionId, string> = {
  exam: 'Exam',
  indication: 'Clinical indication',
  technique: 'Technique',
  comparison: 'Comparison',
  findings: 'Findings',
  impression: 'Impression',
};

/**
 * Where the words of a span come from. `typed` and `dictated` are the radiologist's own; `template` is normal text that
 * nobody dictated; `generated` was written by the engine (a proposed impression). The last two are shown as marked until
 * `accepted`: by a click, by signing after the question, or by an edit, which makes the span `typed`.
 */
export const SpanOriginSchema = z.enum(['typed', 'dictated', 'template', 'generated']);
export type SpanOrigin = z.infer<typeof SpanOriginSchema>;

export const SpanSchema = z.strictObject({
  /** Facts of the order stand in it as they were sent, and what was dictated in one go. */
  text: z.string().max(2 * MAX_TEXT),
  origin: SpanOriginSchema,
  accepted: z.boolean(),
});
export type Span = z.infer<typeof SpanSchema>;

/** One paragraph; in Findings `label` names the organ system ("Lungs and pleura"), elsewhere it is null. A paragraph whose spans are all empty is an empty line. */
export const ParagraphSchema = z.strictObject({
  label: z.string().max(200).nullable(),
  spans: z.array(SpanSchema).max(500),
});
export type Paragraph = z.infer<typeof ParagraphSchema>;

export const SectionSchema = z.strictObject({
  id: z.enum(SECTION_IDS),
  paragraphs: z.array(ParagraphSchema).max(500),
});
export type Section = z.infer<typeof SectionSchema>;

/** A report while it is written and after it is signed: every section once, in the order of SECTION_IDS. An unfilled field is a bracket in the text: `[size]`. */
export const ReportDocumentSchema = z
  .strictObject({
    templateId: z.string().min(1).max(100),
    sections: z.array(SectionSchema).length(SECTION_IDS.length),
  })
  .refine((document) => document.sections.every((section, index) => section.id === SECTION_IDS[index]), {
    message: `expected the sections ${SECTION_IDS.join(', ')}, each once, in this order`,
    path: ['sections'],
  });
export type ReportDocument = z.infer<typeof ReportDocumentSchema>;

/** True while a span must be shown as not yet the radiologist's own. */
export function isPending(span: Span): boolean {
  return !span.accepted && (span.origin === 'template' || span.origin === 'generated');
}
