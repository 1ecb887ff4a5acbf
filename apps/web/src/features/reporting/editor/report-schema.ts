import { isPending, SECTION_IDS, SECTION_TITLES, type SectionId, type SpanOrigin } from '@readroom/contract';
import { type Extensions, getSchema, Mark, Node } from '@tiptap/core';
import type { Mark as ProseMirrorMark } from '@tiptap/pm/model';

const ReportDoc = Node.create({
  name: 'doc',
  topNode: true,
  content: `section{${SECTION_IDS.length}}`,
  addAttributes: () => ({ templateId: { default: 'generic' }, pass: { default: 0 } }),
});

/** A section's heading is drawn around its content, so that it can be neither edited nor deleted. */
const Section = Node.create({
  name: 'section',
  content: 'paragraph+',
  isolating: true,
  defining: true,
  selectable: false,
  addAttributes: () => ({ id: { default: SECTION_IDS[0], parseHTML: (element: HTMLElement) => element.dataset.section } }),
  parseHTML: () => [{ tag: 'section[data-section]', contentElement: '.report-section-text' }],
  renderHTML: ({ node }) => {
    const id = node.attrs.id as SectionId;
    return [
      'section',
      { 'data-section': id, 'data-testid': `section-${id}`, class: 'report-section' },
      ['h3', { contenteditable: 'false', class: 'report-section-title' }, SECTION_TITLES[id]],
      ['div', { class: 'report-section-text' }, 0],
    ];
  },
});

/** The organ system is drawn by the style sheet from `data-label`: it is no text that could be edited away. */
const Paragraph = Node.create({
  name: 'paragraph',
  content: 'text*',
  marks: 'provenance',
  whitespace: 'pre',
  addAttributes: () => ({
    label: {
      default: null,
      parseHTML: (element: HTMLElement) => element.dataset.label ?? null,
      renderHTML: (attributes: Record<string, unknown>) => (attributes.label === null ? {} : { 'data-label': attributes.label }),
    },
  }),
  parseHTML: () => [{ tag: 'p', preserveWhitespace: 'full' }],
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
});

const Text = Node.create({ name: 'text' });

const ORIGIN_TITLES: Record<SpanOrigin, string> = {
  typed: '',
  dictated: '',
  template: 'Not dictated: normal text of the template',
  generated: 'Not dictated: proposed from the findings',
};

/** Where words come from. Typed words carry none, and it does not spread to what is written next to it. */
const Provenance = Mark.create({
  name: 'provenance',
  inclusive: false,
  addAttributes: () => ({ origin: { default: 'typed', rendered: false }, accepted: { default: true, rendered: false } }),
  parseHTML: () => [
    {
      tag: 'span[data-origin]',
      getAttrs: (element: HTMLElement) => ({ origin: element.dataset.origin, accepted: element.dataset.accepted === 'true' }),
    },
  ],
  renderHTML: ({ mark }) => {
    const { origin, accepted } = provenanceOf(mark);
    const pending = isPendingMark(mark) ? { 'data-pending': '', title: ORIGIN_TITLES[origin] } : {};
    return ['span', { 'data-origin': origin, 'data-accepted': String(accepted), ...pending }, 0];
  },
});

/** What a report may consist of in the editor: six sections in their order, paragraphs with an optional organ system, text with its origin. */
export const reportExtensions: Extensions = [ReportDoc, Section, Paragraph, Text, Provenance];
export const reportSchema = getSchema(reportExtensions);

export function provenanceOf(mark: ProseMirrorMark): { origin: SpanOrigin; accepted: boolean } {
  return { origin: mark.attrs.origin as SpanOrigin, accepted: mark.attrs.accepted as boolean };
}

/** True for a mark on text that nobody dictated and nobody accepted. */
export function isPendingMark(mark: ProseMirrorMark): boolean {
  return mark.type.name === 'provenance' && isPending({ text: '', ...provenanceOf(mark) });
}
