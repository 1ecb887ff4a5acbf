/** The structure tree (PDF 1.7, 14.7 and 14.8) that screen readers and text extraction follow. */

type Document = PDFKit.PDFDocument;
type Dictionary = { dictionary: { data: Record<string, unknown> } };

/** An element of the tree, and the standard structure type it has. */
export interface StructureElement {
  type: string;
  element: PDFKit.PDFStructureElement;
}

export class StructureTree {
  readonly root: StructureElement;
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
    const element = document.struct('Document');
    document.addStructure(element);
    this.root = { type: 'Document', element };
  }

  /** Appends a child: the tree is in reading order, so call it in reading order. */
  append(parent: StructureElement, type: string): StructureElement {
    const element = this.#document.struct(type);
    parent.element.add(element);
    return { type, element };
  }

  /** Appends a cell. A `TH` heads its row; `columns` is the number of columns that the cell spans. */
  appendCell(row: StructureElement, type: 'TH' | 'TD', columns = 1): StructureElement {
    const cell = this.append(row, type);
    const attributes: Record<string, unknown> = { O: 'Table' };
    if (type === 'TH') attributes.Scope = 'Row';
    if (columns > 1) attributes.ColSpan = columns;
    // The element writes its dictionary when it ends; there is no option for ColSpan.
    if (Object.keys(attributes).length > 1) (cell.element as unknown as Dictionary).dictionary.data.A = attributes;
    return cell;
  }

  /** Closes every element. Nothing can be appended afterwards. */
  end(): void {
    this.root.element.end();
  }
}
