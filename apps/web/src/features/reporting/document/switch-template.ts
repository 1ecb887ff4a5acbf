import { isPending, type Paragraph, type ReportDocument, type Section, type Span, type StudyContext } from '@readroom/contract';
import { type ReportTemplate, startDocument } from '@readroom/report';

/**
 * The report on another template: its pending normal text takes the place of the old one's. What the radiologist said, typed or accepted stays word for word; an organ
 * system that holds such words gets no normal text beside them, which could contradict them, and stays even where the new template does not have it.
 */
export function switchTemplate(document: ReportDocument, template: ReportTemplate, context: StudyContext): ReportDocument {
  const fresh = startDocument(template, context);
  return {
    templateId: template.id,
    sections: document.sections.map((section, index) => merge(section, fresh.sections[index]!)),
  };
}

function merge(section: Section, fresh: Section): Section {
  const own = organs(section.paragraphs)
    .map(ownWords)
    .filter((organ) => organ.some(hasWords));
  if (section.id !== 'findings') return own.length > 0 ? { id: section.id, paragraphs: own.flat() } : fresh;
  const placed = new Set<Paragraph[]>();
  const paragraphs = fresh.paragraphs.flatMap((paragraph) => {
    const kept = own.find((organ) => !placed.has(organ) && isSameOrgan(organ[0]!, paragraph));
    if (kept) placed.add(kept);
    return kept ?? [paragraph];
  });
  return { id: section.id, paragraphs: [...paragraphs, ...own.filter((organ) => !placed.has(organ)).flat()] };
}

/** A paragraph without a label goes on with the organ system above it. */
function organs(paragraphs: Paragraph[]): Paragraph[][] {
  const found: Paragraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = found.at(-1);
    if (last && paragraph.label === null) last.push(paragraph);
    else found.push([paragraph]);
  }
  return found;
}

function ownWords(organ: Paragraph[]): Paragraph[] {
  return organ.map(withoutTemplateText).filter((paragraph) => paragraph.label !== null || hasWords(paragraph));
}

function isSameOrgan(a: Paragraph, b: Paragraph): boolean {
  return a.label !== null && a.label.toLowerCase() === b.label?.toLowerCase();
}

function withoutTemplateText(paragraph: Paragraph): Paragraph {
  const spans = paragraph.spans.filter((span) => !(isPending(span) && span.origin === 'template'));
  const [first, ...rest] = spans;
  // The space that parted the words from the text that is gone.
  return { label: paragraph.label, spans: first ? [withoutLeadingSpace(first), ...rest] : [] };
}

function withoutLeadingSpace(span: Span): Span {
  return { ...span, text: span.text.trimStart() };
}

function hasWords({ spans }: Paragraph): boolean {
  return spans.some((span) => span.text.trim() !== '');
}
