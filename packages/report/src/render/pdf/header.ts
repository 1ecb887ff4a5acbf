import type { Faces } from './faces.ts';
import type { Item, TextPart } from './flow.ts';
import { baselineOf, paragraphItems } from './flow.ts';
import { formatAgeAndSex, formatDate, formatHeightAndWeight, formatInstant, formatStudyTime } from './format.ts';
import type { PdfInput } from './input.ts';
import { breakLines, type Line } from './lines.ts';
import type { StructureTree } from './structure.ts';
import { MARGIN, STYLES, type TextStyle } from './theme.ts';

export const NOT_RECORDED = 'Not recorded';
const LABEL_WIDTH = 78;
const PANEL_PADDING = 12;
/** Of a row of the table; a page has room for more. */
const LINES_IN_ONE_PIECE = 30;
/** The triangle stands here. */
const BANNER_INDENT = 44;

interface Field {
  label: string;
  value: string;
  isStrong?: boolean;
  isWide?: boolean;
}

/** Clinic and title, the critical banner, the table of patient and exam. */
export function headerItems(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item[] {
  return [...titleItems(input, width, faces, tree), ...bannerItems(input, width, faces, tree), ...tableItems(input, width, faces, tree)];
}

export function titleOf(input: Pick<PdfInput, 'isAddendum'>): string {
  return input.isAddendum ? 'Addendum to radiology report' : 'Radiology report';
}

function titleItems(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item[] {
  const place = { x: MARGIN, width, faces };
  const items = paragraphItems({
    ...place,
    element: tree.append(tree.root, 'P'),
    inlines: [{ text: input.clinicName, style: STYLES.clinic }],
    gap: 0,
  });
  if (input.letterhead) {
    const inlines = [{ text: input.letterhead, style: STYLES.subtitle }];
    items.push(...paragraphItems({ ...place, element: tree.append(tree.root, 'P'), inlines, gap: 0 }));
  }
  items.push(
    ...paragraphItems({
      ...place,
      element: tree.append(tree.root, 'H1'),
      inlines: [{ text: titleOf(input), style: STYLES.title }],
      gap: 1,
    }),
  );
  if (input.isAddendum && input.parentSignedAt) {
    const text = `Adds to the report signed ${formatInstant(input.parentSignedAt, input.timeZone)}`;
    items.push(...paragraphItems({ ...place, element: tree.append(tree.root, 'P'), inlines: [{ text, style: STYLES.subtitle }], gap: 0 }));
  }
  return items;
}

function bannerItems(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item[] {
  if (!input.isCritical) return [];
  const inlines = [
    { text: 'CRITICAL', style: STYLES.critical },
    { text: ' This report contains a critical result.', style: STYLES.criticalNote },
  ];
  const [item] = paragraphItems({
    element: tree.append(tree.root, 'P'),
    inlines,
    x: MARGIN + BANNER_INDENT,
    width: width - BANNER_INDENT - PANEL_PADDING,
    gap: 16,
    panel: 'critical',
    faces,
  });
  return [item!];
}

function tableItems(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item[] {
  const table = tree.append(tree.root, 'Table');
  const cellWidth = width / 2;
  return pairUp(fieldsOf(input)).flatMap((fields, index): Item[] => {
    const row = tree.append(table, 'TR');
    const cells = fields.flatMap((field, column) => {
      const isAlone = fields.length === 1;
      const x = MARGIN + column * cellWidth + (column === 0 ? PANEL_PADDING : 0);
      const valueWidth = (isAlone ? width : cellWidth) - LABEL_WIDTH - PANEL_PADDING - (column === 0 ? PANEL_PADDING : 0);
      const label = { element: tree.appendCell(row, 'TH'), text: field.label, style: STYLES.cellLabel, x, width: LABEL_WIDTH };
      const value = {
        element: tree.appendCell(row, 'TD', isAlone ? 3 : 1),
        text: field.value,
        style: field.isStrong ? STYLES.cellStrong : STYLES.cellValue,
        x: x + LABEL_WIDTH,
        width: valueWidth,
      };
      return [label, value].map((cell) => ({ ...cell, lines: breakLines([{ text: cell.text, style: cell.style }], cell.width, faces) }));
    });
    return rowItems(cells, index === 0 ? (input.isCritical ? 25 : 20) : 2);
  });
}

interface Cell extends Pick<TextPart, 'element' | 'x'> {
  style: TextStyle;
  lines: Line[];
}

/** A row of the table: one item, or several where it is too long to stand on a page in one piece. */
function rowItems(cells: Cell[], gap: number): Item[] {
  const length = Math.max(...cells.map(({ lines }) => lines.length));
  return Array.from({ length: Math.ceil(length / LINES_IN_ONE_PIECE) }, (_, piece): Item => {
    const from = piece * LINES_IN_ONE_PIECE;
    const parts: TextPart[] = [];
    let height = 0;
    for (const { element, lines, style, x } of cells) {
      const some = lines.slice(from, from + LINES_IN_ONE_PIECE);
      // Label and value share a baseline though their sizes differ.
      const base = baselineOf(STYLES.cellValue);
      some.forEach((line, number) => {
        parts.push({ element, line, x, baseline: number * style.leading + base });
      });
      height = Math.max(height, some.length * style.leading);
    }
    return { height, gap: piece === 0 ? gap : 0, keepWithNext: false, parts, panel: 'header' };
  });
}

/** Who and what always; the rest where it is known. A missing identifier is said to be missing: its absence matters. */
function fieldsOf({ header, studyDescription, accessionNumber }: PdfInput): Field[] {
  const fields: Field[] = [
    { label: 'Patient', value: header.patientName || NOT_RECORDED, isStrong: true },
    { label: 'MRN', value: header.mrn || NOT_RECORDED, isStrong: true },
    { label: 'Date of birth', value: header.dateOfBirth ? formatDate(header.dateOfBirth) : NOT_RECORDED },
  ];
  const add = (label: string, value: string | undefined, rest: Partial<Field> = {}) => {
    if (value) fields.push({ label, value, ...rest });
  };
  add('Age / sex', formatAgeAndSex(header));
  add('Exam', studyDescription, { isWide: true });
  if (header.procedure?.trim().toLowerCase() !== studyDescription.trim().toLowerCase())
    add('Procedure', header.procedure, { isWide: true });
  add('Study date', formatStudyTime(header) ?? NOT_RECORDED);
  add('Accession', accessionNumber);
  add('Referred by', header.referringPhysicianName);
  add('Facility', header.facilityName);
  add('Height / weight', formatHeightAndWeight(header));
  return fields;
}

/** Rows of two fields; a wide one, or one that finds no partner, has its row to itself. */
function pairUp(fields: Field[]): Field[][] {
  const rows: Field[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (!field.isWide && last?.length === 1 && !last[0]!.isWide) last.push(field);
    else rows.push([field]);
  }
  return rows;
}
