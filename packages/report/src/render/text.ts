import { type Paragraph, type ReportDocument, SECTION_TITLES } from '@readroom/contract';

export interface RenderTextOptions {
  /** An addendum's body stands under the heading ADDENDUM instead of FINDINGS. */
  isAddendum?: boolean;
}

function line(paragraph: Paragraph): string {
  const text = paragraph.spans
    .map((span) => span.text)
    .join('')
    .trim();
  return paragraph.label !== null && text !== '' ? `${paragraph.label}: ${text}` : text;
}

/**
 * A report as plain text: the section titles in upper case, one line a paragraph with the organ system before it, a blank line between
 * sections. A section without text is left out; an empty line between two paragraphs stays. No line break at the end.
 */
export function renderText(document: ReportDocument, options: RenderTextOptions = {}): string {
  return document.sections
    .flatMap((section) => {
      const body = section.paragraphs
        .map(line)
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
      if (body === '') return [];
      const title = options.isAddendum && section.id === 'findings' ? 'Addendum' : SECTION_TITLES[section.id];
      return [`${title.toUpperCase()}:\n${body}`];
    })
    .join('\n\n');
}
