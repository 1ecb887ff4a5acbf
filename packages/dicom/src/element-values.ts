import type { DataSet, Element } from 'dicom-parser';
import { type TextDecode, textDecoder } from './character-set.ts';

/** Reads the values of one data set (or sequence item) with its character set; every getter gives null where the element is absent, empty or unreadable. */
export class ElementValues {
  readonly #dataSet: DataSet;
  readonly #decode: TextDecode;

  constructor(dataSet: DataSet, inherited?: TextDecode) {
    this.#dataSet = dataSet;
    const declared = dataSet.elements.x00080005;
    // An item may declare its own character set; else that of the enclosing data set holds (PS3.3 C.12.1.1.2).
    this.#decode = declared || !inherited ? textDecoder(asciiValues(dataSet, declared)) : inherited;
  }

  get decode(): TextDecode {
    return this.#decode;
  }

  /** The first value, decoded and without padding. */
  text(tag: string): string | null {
    return this.texts(tag)[0] || null;
  }

  /** Every value of a multi-valued text element, decoded and without padding. */
  texts(tag: string): string[] {
    const bytes = this.bytes(tag);
    return bytes ? splitValues(this.#decode(bytes)) : [];
  }

  /** A person name in its DICOM form (`family^given=ideographic=phonetic`). */
  personName(tag: string): string | null {
    const bytes = this.bytes(tag);
    const value = bytes ? splitValues(this.#decode(bytes, true))[0] : undefined;
    // Empty components are written out by some devices (`^^^^`): that names nobody.
    return value && /[^^= ]/.test(value) ? value : null;
  }

  /** The values of a DS or IS element; null if there is none or one is no number. */
  numbers(tag: string): number[] | null {
    const values = this.texts(tag);
    const numbers = values.map((value) => (value === '' ? Number.NaN : Number(value)));
    return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
  }

  number(tag: string): number | null {
    return this.numbers(tag)?.[0] ?? null;
  }

  /** The first value of a US element. */
  uint16(tag: string): number | null {
    const element = this.#dataSet.elements[tag];
    return element && element.length >= 2 ? (this.#dataSet.uint16(tag) ?? null) : null;
  }

  /** The items of a sequence. */
  items(tag: string): ElementValues[] {
    const items = this.#dataSet.elements[tag]?.items ?? [];
    return items.flatMap((item) => (item.dataSet ? [new ElementValues(item.dataSet, this.#decode)] : []));
  }

  bytes(tag: string): Uint8Array | null {
    const element = this.#dataSet.elements[tag];
    return element && element.length > 0 ? valueBytes(this.#dataSet, element) : null;
  }
}

/** The value field of an element; a view, not a copy. */
export function valueBytes(dataSet: DataSet, element: Element): Uint8Array {
  return dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
}

/** Splits decoded text at `\` and takes off the padding on both sides (PS3.5 6.2). */
export function splitValues(text: string): string[] {
  return text.split('\\').map((value) => value.replace(/^ +| +$/g, ''));
}

function asciiValues(dataSet: DataSet, element: Element | undefined): string[] {
  if (!element || element.length === 0) return [];
  return splitValues(String.fromCharCode(...valueBytes(dataSet, element)).replaceAll('\0', ''));
}
