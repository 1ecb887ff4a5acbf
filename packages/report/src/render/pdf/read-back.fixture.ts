import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Loaded = Awaited<ReturnType<typeof getDocument>['promise']>;
type PageProxy = Awaited<ReturnType<Loaded['getPage']>>;
type StructNode = Awaited<ReturnType<PageProxy['getStructTree']>>;

export interface PageText {
  /** What a reader reads, in the order of the content. */
  content: string;
  /** Running header and footer. */
  furniture: string;
  tree: StructNode;
}

export interface ReadBack {
  pages: PageText[];
  info: Record<string, unknown>;
  /** The XMP packet. */
  xmp: string;
  isMarked: boolean;
}

/** Reads a PDF with Mozilla's pdf.js, which shares no code with the writer. */
export async function readBack(bytes: Uint8Array): Promise<ReadBack> {
  const task = getDocument({ data: bytes.slice() });
  const pdf = await task.promise;
  const pages: PageText[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    pages.push({ ...(await textOf(page)), tree: await page.getStructTree() });
  }
  const { info, metadata } = await pdf.getMetadata();
  // A Map in fact, though its types say an object.
  const markInfo = (await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null;
  const read = {
    pages,
    info: info as Record<string, unknown>,
    xmp: String(metadata?.getRaw() ?? ''),
    isMarked: markInfo?.get('Marked') === true,
  };
  await task.destroy();
  return read;
}

async function textOf(page: PageProxy): Promise<{ content: string; furniture: string }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const text = { content: '', furniture: '' };
  const open: string[] = [];
  for (const item of items) {
    const kind = open.includes('Artifact') ? 'furniture' : 'content';
    if ('str' in item) text[kind] += item.str + (item.hasEOL ? '\n' : '');
    else if (item.type === 'endMarkedContent') {
      open.pop();
      text[kind] += '\n';
    } else open.push((item as { tag?: string }).tag ?? '');
  }
  return text;
}

export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The roles of a structure tree, parents before children. */
export function roles(node: StructNode): string[] {
  const children = (node.children ?? []).flatMap((child) => ('role' in child ? roles(child as StructNode) : []));
  return node.role === 'Root' ? children : [node.role, ...children];
}
