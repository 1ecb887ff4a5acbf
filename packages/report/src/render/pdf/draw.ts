import { type Faces, shapingOptions } from './faces.ts';
import type { Panel, PlacedItem } from './flow.ts';
import { formatDate } from './format.ts';
import { NOT_RECORDED, titleOf } from './header.ts';
import type { PdfInput } from './input.ts';
import type { Inline, Line, Piece } from './lines.ts';
import { breakLines, fitLine, toShapingOrder } from './lines.ts';
import type { StructureElement } from './structure.ts';
import { ACCENT, CRITICAL, CRITICAL_PANEL, FOOTER_BASELINE, HEADER_BASELINE, MARGIN, PANEL, RULE, STYLES } from './theme.ts';

type Document = PDFKit.PDFDocument;

export interface PageNumber {
  number: number;
  count: number;
}

/** Draws one page: first what is no content (panels, running header and footer), then the text, tagged, in reading order. */
export function drawPage(document: Document, input: PdfInput, faces: Faces, placed: PlacedItem[], page: PageNumber): void {
  drawArtifact(document, 'Layout', () => drawPanels(document, placed));
  drawArtifact(document, 'Pagination', () => drawRunning(document, input, faces, page));
  let open: StructureElement | undefined;
  const close = () => {
    if (open) document.endMarkedContent();
    open = undefined;
  };
  for (const { item, y } of placed) {
    for (const part of item.parts) {
      if (open !== part.element) {
        close();
        part.element.element.add(document.markStructureContent(part.element.type));
        open = part.element;
      }
      drawLine(document, part.line, part.x, y + part.baseline, faces);
    }
  }
  close();
}

function drawArtifact(document: Document, type: 'Layout' | 'Pagination', draw: () => void): void {
  document.markContent('Artifact', { type });
  draw();
  document.endMarkedContent();
}

function drawRunning(document: Document, input: PdfInput, faces: Faces, page: PageNumber): void {
  const { width, height } = document.page;
  const right = width - MARGIN;
  const { header } = input;
  const mark: Inline[] = input.isCritical ? [{ text: 'CRITICAL · ', style: STYLES.runningCritical }] : [];
  const title = onlyLine([...mark, { text: titleOf(input), style: STYLES.running }], faces);
  drawLine(document, title, right - title.width, HEADER_BASELINE, faces);

  const studyDate = header.studyDate ? formatDate(header.studyDate) : NOT_RECORDED.toLowerCase();
  const rest: Inline[] = [{ text: `MRN ${header.mrn || NOT_RECORDED.toLowerCase()} · Study ${studyDate}`, style: STYLES.running }];
  const room = right - title.width - MARGIN - 24;
  // Name and the rest are cut apart, so that a long name never pushes the MRN off the page.
  const identity = fitLine(rest, room * 0.6, faces);
  const name = fitLine(
    [{ text: header.patientName || 'Name not recorded', style: STYLES.runningStrong }],
    room - identity.width - 12,
    faces,
  );
  drawLine(document, name, MARGIN, HEADER_BASELINE, faces);
  drawLine(document, identity, MARGIN + name.width + 12, HEADER_BASELINE, faces);
  drawRule(document, HEADER_BASELINE + 7);

  const footer = height - FOOTER_BASELINE;
  const number = onlyLine([{ text: `Page ${page.number} of ${page.count}`, style: STYLES.running }], faces);
  const note = `Report ${input.reportId} · Content hash ${input.contentHash.slice(0, 16).toLowerCase()}…`;
  drawRule(document, footer - 14);
  drawLine(document, fitLine([{ text: note, style: STYLES.fine }], right - MARGIN - number.width - 24, faces), MARGIN, footer, faces);
  drawLine(document, number, right - number.width, footer, faces);
}

function onlyLine(inlines: Inline[], faces: Faces): Line {
  return breakLines(inlines, Number.POSITIVE_INFINITY, faces)[0]!;
}

function drawRule(document: Document, y: number): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(document.page.width - MARGIN, y)
    .lineWidth(0.5)
    .stroke(RULE);
}

function drawPanels(document: Document, placed: PlacedItem[]): void {
  const width = document.page.width - 2 * MARGIN;
  let current: { panel: Panel; top: number; bottom: number } | undefined;
  const flush = () => {
    if (current) drawPanel(document, current.panel, width, current.top, current.bottom);
    current = undefined;
  };
  for (const { item, y } of placed) {
    const bottom = y + item.height;
    if (current && current.panel === item.panel) current.bottom = bottom;
    else {
      flush();
      if (item.panel) current = { panel: item.panel, top: y, bottom };
    }
  }
  flush();
}

function drawPanel(document: Document, panel: Panel, width: number, top: number, bottom: number): void {
  if (panel === 'header') document.roundedRect(MARGIN, top - 8, width, bottom - top + 16, 3).fill(PANEL);
  else if (panel === 'impression') document.rect(MARGIN, top + 1, 2.5, bottom - top - 1).fill(ACCENT);
  else if (panel === 'signature') drawRule(document, top);
  else {
    document
      .roundedRect(MARGIN, top - 7, width, bottom - top + 14, 3)
      .lineWidth(1.75)
      .fillAndStroke(CRITICAL_PANEL, CRITICAL);
    drawWarningTriangle(document, MARGIN + 23, (top + bottom) / 2);
  }
}

/** An exclamation mark in a triangle: the banner is known by its shape where colours are lost (fax, photocopy, colour blindness). */
function drawWarningTriangle(document: Document, x: number, y: number): void {
  document
    .moveTo(x, y - 9.5)
    .lineTo(x + 11, y + 9)
    .lineTo(x - 11, y + 9)
    .closePath()
    .lineJoin('round')
    .lineWidth(1.5)
    .fillAndStroke(CRITICAL, CRITICAL);
  document.roundedRect(x - 1.1, y - 3.5, 2.2, 7, 1).fill('#ffffff');
  document.circle(x, y + 6.2, 1.25).fill('#ffffff');
}

/**
 * Draws in reading order, each piece at its visual place: readers of the content get the sentence, readers of the geometry the line. The glyphs
 * of a right-to-left word stay in visual order, which extraction tools expect (PDF 1.7, 14.8.2.3.3).
 */
function drawLine(document: Document, line: Line, x: number, baseline: number, faces: Faces): void {
  let left = x;
  const places = new Map<Piece, number>();
  for (const piece of line.visual) {
    places.set(piece, left);
    left += piece.width;
  }
  for (const run of joinRuns(line.pieces)) {
    const text = run.map(toShapingOrder).join('');
    const start = Math.min(...run.map((piece) => places.get(piece)!));
    drawRun(document, text, run[0]!, start, baseline, faces);
  }
}

function drawRun(document: Document, text: string, { face, style }: Piece, x: number, baseline: number, faces: Faces): void {
  const needsActualText = !faces.isReadableFromGlyphs(text, face);
  if (needsActualText) document.markContent('Span', { actual: text });
  document
    .font(face)
    .fontSize(style.size)
    .fillColor(style.color)
    .text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic', ...shapingOptions(text) });
  if (needsActualText) document.endMarkedContent();
}

/**
 * Joins neighbours of one face and style: from left to right whole sentences, from right to left a word and the space behind it (the shaper
 * puts words side by side from left to right). Fewer operators, and spaces that extraction does not lose.
 */
function joinRuns(pieces: Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1)?.at(-1);
    const isSame = last && last.face === piece.face && last.style === piece.style && last.level === piece.level;
    if (isSame && (piece.level % 2 === 0 || (piece.text === ' ' && last.text !== ' '))) runs.at(-1)!.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
