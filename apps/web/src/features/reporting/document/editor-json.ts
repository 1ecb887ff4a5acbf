import type { Paragraph, ReportDocument, Section, SectionId, Span, SpanOrigin } from '@readroom/contract';

/** The report as the editor (ProseMirror) holds it in JSON. `pass` counts the dictations put into the report since it was opened, so that undo can give one back. */
export interface EditorText {
  type: 'text';
  text: string;
  marks?: { type: 'provenance'; attrs: { origin: SpanOrigin; accepted: boolean } }[];
}
export interface EditorParagraph {
  type: 'paragraph';
  attrs: { label: string | null };
  content?: EditorText[];
}
export interface EditorSection {
  type: 'section';
  attrs: { id: SectionId };
  content: EditorParagraph[];
}
export interface EditorJson {
  type: 'doc';
  attrs: { templateId: string; pass: number };
  content: EditorSection[];
}

const OWN_WORDS = { origin: 'typed', accepted: true } as const;

/**
 * The same words in the one form that the editor can give back: neighbouring spans of one origin are one span, empty spans are gone, and a section has at
 * least one paragraph to write into.
 */
export function normaliseDocument(document: ReportDocument): ReportDocument {
  return { templateId: document.templateId, sections: document.sections.map(normaliseSection) };
}

/** Lossless: `fromEditor(toEditor(d))` is `normaliseDocument(d)`. The radiologist's own typed words carry no mark, so new text needs none either. */
export function toEditor(document: ReportDocument): EditorJson {
  return {
    type: 'doc',
    attrs: { templateId: document.templateId, pass: 0 },
    content: normaliseDocument(document).sections.map((section) => ({
      type: 'section',
      attrs: { id: section.id },
      content: section.paragraphs.map(paragraphToEditor),
    })),
  };
}

/** Reads the editor's JSON back. Its shape is what the editor's schema enforces; limits of the contract are the server's to refuse, never a reason to drop words here. */
export function fromEditor(doc: EditorJson): ReportDocument {
  return normaliseDocument({
    templateId: doc.attrs.templateId,
    sections: doc.content.map((section) => ({
      id: section.attrs.id,
      paragraphs: section.content.map((paragraph) => ({
        label: paragraph.attrs.label,
        spans: (paragraph.content ?? []).map((text) => ({ text: text.text, ...(text.marks?.[0]?.attrs ?? OWN_WORDS) })),
      })),
    })),
  });
}

function normaliseSection(section: Section): Section {
  const paragraphs = section.paragraphs.length ? section.paragraphs : [{ label: null, spans: [] }];
  return { id: section.id, paragraphs: paragraphs.map(normaliseParagraph) };
}

function normaliseParagraph(paragraph: Paragraph): Paragraph {
  const spans: Span[] = [];
  for (const span of paragraph.spans) {
    const last = spans.at(-1);
    if (span.text === '') continue;
    if (last && last.origin === span.origin && last.accepted === span.accepted) last.text += span.text;
    else spans.push({ text: span.text, origin: span.origin, accepted: span.accepted });
  }
  return { label: paragraph.label, spans };
}

function paragraphToEditor(paragraph: Paragraph): EditorParagraph {
  const attrs = { label: paragraph.label };
  if (paragraph.spans.length === 0) return { type: 'paragraph', attrs };
  return { type: 'paragraph', attrs, content: paragraph.spans.map(spanToEditor) };
}

function spanToEditor({ text, origin, accepted }: Span): EditorText {
  if (origin === OWN_WORDS.origin && accepted === OWN_WORDS.accepted) return { type: 'text', text };
  return { type: 'text', text, marks: [{ type: 'provenance', attrs: { origin, accepted } }] };
}
