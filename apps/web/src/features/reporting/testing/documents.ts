import { type Paragraph, type ReportDocument, SECTION_IDS, type SectionId, type Span, type SpanOrigin } from '@readroom/contract';
import fc from 'fast-check';

/** A span as the radiologist types it, or of another origin. */
export function span(text: string, origin: SpanOrigin = 'typed', accepted = origin === 'typed' || origin === 'dictated'): Span {
  return { text, origin, accepted };
}

/** A report that has these paragraphs and one empty line in every other section. */
export function report(sections: Partial<Record<SectionId, Paragraph[]>>, templateId = 'generic'): ReportDocument {
  return { templateId, sections: SECTION_IDS.map((id) => ({ id, paragraphs: sections[id] ?? [{ label: null, spans: [] }] })) };
}

const anySpan: fc.Arbitrary<Span> = fc.record({
  text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('', ' ', 'a\nb', '[size]', '\t', '\u200f', 'ÅÄÖ 肺')),
  origin: fc.constantFrom('typed', 'dictated', 'template', 'generated'),
  accepted: fc.boolean(),
});
const anyParagraph: fc.Arbitrary<Paragraph> = fc.record({
  label: fc.option(fc.constantFrom('Lungs and pleura', 'Heart', '')),
  spans: fc.array(anySpan, { maxLength: 6 }),
});

/** Any report of the contract, also one that no one would write. */
export const anyDocument: fc.Arbitrary<ReportDocument> = fc
  .tuple(fc.constantFrom('generic', 'ct-head'), fc.tuple(...SECTION_IDS.map(() => fc.array(anyParagraph, { maxLength: 5 }))))
  .map(([templateId, sections]) => ({
    templateId,
    sections: SECTION_IDS.map((id, index) => ({ id, paragraphs: sections[index] ?? [] })),
  }));
