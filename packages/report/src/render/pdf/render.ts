import PDFDocument from 'pdfkit';
import { bodyItems } from './body.ts';
import { PDF_UA_METADATA } from './conformance.ts';
import { drawPage } from './draw.ts';
import { Faces } from './faces.ts';
import { headerItems, titleOf } from './header.ts';
import { checkInput, type PdfInput } from './input.ts';
import { paginate } from './paginate.ts';
import { signatureItem } from './signature.ts';
import { StructureTree } from './structure.ts';
import { BOTTOM, MARGIN, PAGE_SIZES, TOP } from './theme.ts';

/**
 * Prints a signed report as a tagged PDF/A-2a file that also declares PDF/UA-1. Pure: the same input gives the same bytes.
 * The metadata names the report by its id only; the patient's name and number are on the pages and nowhere else.
 *
 * @throws RangeError naming the field that cannot be printed
 * @throws TypeError naming the font that cannot be read
 */
export async function renderPdf(input: PdfInput): Promise<Uint8Array> {
  checkInput(input);
  const [pageWidth, pageHeight] = PAGE_SIZES[input.pageSize ?? 'letter'];
  const document = new PDFDocument({
    size: [pageWidth, pageHeight],
    margin: 0,
    autoFirstPage: false,
    // No font yet: pdfkit would start with Helvetica, which cannot be embedded, and PDF/A wants every font embedded.
    font: '',
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: 'en-US',
    displayTitle: true,
    // The file ID is a digest of these, so they decide it.
    info: {
      Title: `${titleOf(input)} ${input.reportId}`,
      Creator: 'Readroom',
      Producer: 'Readroom',
      CreationDate: new Date(input.signedAt),
    },
  });
  document.appendXML(PDF_UA_METADATA);
  const bytes = collect(document);

  const faces = new Faces(document, input.fonts);
  const tree = new StructureTree(document);
  const width = pageWidth - 2 * MARGIN;
  const header = headerItems(input, width, faces, tree);
  const body = bodyItems(input, width, faces, tree);
  const lastOfBody = body.at(-1);
  if (lastOfBody) lastOfBody.keepWithNext = true;
  const items = [...header, ...body, signatureItem(input, width, faces, tree)];
  const pages = paginate(items, TOP, pageHeight - BOTTOM);

  pages.forEach((placed, index) => {
    document.addPage();
    drawPage(document, input, faces, placed, { number: index + 1, count: pages.length });
  });
  tree.end();
  document.end();
  return bytes;
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
