import { type Paragraph, SECTION_TITLES, type Section } from '@readroom/contract';
import type { Faces } from './faces.ts';
import type { Item, Panel } from './flow.ts';
import { paragraphItems } from './flow.ts';
import type { PdfInput } from './input.ts';
import { breakLines } from './lines.ts';
import type { StructureElement, StructureTree } from './structure.ts';
import { MARGIN, STYLES } from './theme.ts';

const LIST_ITEM = /^\s*(\d{1,2}[.)]|[-–•*])\s+(?=\S)/;
const LIST_GAP = 6;
const EMPTY_LINE = 7;
const SPACE_BELOW_HEADER = 22;

interface Place {
  x: number;
  width: number;
  panel?: Panel;
  faces: Faces;
}

/** The sections in their order, each with its heading. A section without words has nothing to head and is left out. */
export function bodyItems(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item[] {
  const items = input.document.sections.filter(hasWords).flatMap((section) => sectionItems(section, width, faces, tree));
  if (items[0]) items[0].gap = SPACE_BELOW_HEADER;
  return items;
}

function sectionItems(section: Section, width: number, faces: Faces, tree: StructureTree): Item[] {
  const isImpression = section.id === 'impression';
  const place: Place = isImpression ? { x: MARGIN + 12, width: width - 12, panel: 'impression', faces } : { x: MARGIN, width, faces };
  const container = tree.append(tree.root, 'Sect');
  const heading = paragraphItems({
    ...place,
    element: tree.append(container, 'H2'),
    inlines: [{ text: SECTION_TITLES[section.id], style: STYLES.heading }],
    gap: 11,
  });
  for (const item of heading) item.keepWithNext = true;
  return [...heading, ...sectionParagraphs(section, container, place, tree)];
}

function sectionParagraphs(section: Section, container: StructureElement, place: Place, tree: StructureTree): Item[] {
  const items: Item[] = [];
  let list: StructureElement | undefined;
  let extraGap = 0;
  for (const paragraph of section.paragraphs) {
    const text = textOf(paragraph);
    if (text.trim() === '' && paragraph.label === null) {
      extraGap = EMPTY_LINE;
      continue;
    }
    const gap = (items.length === 0 ? 1.5 : 3) + (items.length === 0 ? 0 : extraGap);
    extraGap = 0;
    const marker = paragraph.label === null ? LIST_ITEM.exec(text) : null;
    if (marker) {
      list ??= tree.append(container, 'L');
      append(items, listItems(marker, text, list, gap, place, tree));
    } else {
      list = undefined;
      const label = paragraph.label === null ? [] : [{ text: `${paragraph.label}: `, style: STYLES.bodyStrong }];
      const inlines = [...label, { text, style: STYLES.body }];
      append(items, paragraphItems({ ...place, element: tree.append(container, 'P'), inlines, gap }));
    }
  }
  return items;
}

/** One by one: a paragraph may have more lines than a call takes arguments. */
function append(items: Item[], added: readonly Item[]): void {
  for (const item of added) items.push(item);
}

/** "1. Text" with the text hanging behind its number, and tagged as a list item. */
function listItems(marker: RegExpExecArray, text: string, list: StructureElement, gap: number, place: Place, tree: StructureTree): Item[] {
  const style = STYLES.body;
  const entry = tree.append(list, 'LI');
  const label = tree.append(entry, 'Lbl');
  const [labelLine] = breakLines([{ text: marker[1]!, style }], place.width, place.faces);
  const indent = Math.max(16, labelLine!.width + LIST_GAP);
  const items = paragraphItems({
    ...place,
    element: tree.append(entry, 'LBody'),
    inlines: [{ text: text.slice(marker[0].length), style }],
    x: place.x + indent,
    width: place.width - indent,
    gap,
  });
  const first = items[0]!;
  first.parts.unshift({ element: label, line: labelLine!, x: place.x, baseline: first.parts[0]!.baseline });
  return items;
}

function textOf(paragraph: Paragraph): string {
  return paragraph.spans.map((span) => span.text).join('');
}

function hasWords(section: Section): boolean {
  return section.paragraphs.some((paragraph) => paragraph.label !== null || textOf(paragraph).trim() !== '');
}
