import { isPending, type Paragraph, type ReportDocument, SECTION_TITLES, type SectionId } from '@readroom/contract';

/** The words of a paragraph with its organ system in front: `Lungs: Clear.` */
export function paragraphText(paragraph: Paragraph): string {
  const words = paragraph.spans.map((span) => span.text).join('');
  return paragraph.label === null ? words : `${paragraph.label}: ${words}`;
}

/** The whole report as plain lines, as a person would compare or copy it. */
export function reportText(document: ReportDocument): string {
  return document.sections
    .map((section) => `${SECTION_TITLES[section.id].toUpperCase()}\n${section.paragraphs.map(paragraphText).join('\n')}`)
    .join('\n\n');
}

/** A whole draft as plain text: the report and, where there are any, the words that are not in it yet. */
export function draftText({ document, dictation }: { document: ReportDocument; dictation: string }): string {
  return dictation.trim() ? `${reportText(document)}\n\nDICTATION BOX\n${dictation}` : reportText(document);
}

export interface PendingText {
  section: SectionId;
  label: string | null;
  text: string;
  /** Written by the engine rather than by the template. */
  isProposed: boolean;
}

/** Text that nobody dictated and nobody accepted, one entry for each run of it. */
export function pendingTexts(document: ReportDocument): PendingText[] {
  const found: PendingText[] = [];
  for (const section of document.sections) {
    for (const paragraph of section.paragraphs) {
      let run = '';
      let isProposed = false;
      const close = () => {
        if (run.trim()) found.push({ section: section.id, label: paragraph.label, text: run.trim(), isProposed });
        run = '';
        isProposed = false;
      };
      for (const span of paragraph.spans) {
        if (!isPending(span)) {
          if (span.text !== '') close();
          continue;
        }
        run += span.text;
        isProposed ||= span.origin === 'generated';
      }
      close();
    }
  }
  return found;
}
