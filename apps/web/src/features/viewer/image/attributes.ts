import { textDecoder } from '@readroom/dicom/character-set';
import type { DataSet } from 'dicom-parser';

/** A multi-valued decimal or integer string; null when absent, empty or not all numbers. */
export function numbers(dataSet: DataSet, tag: string): number[] | null {
  const text = dataSet.string(tag);
  if (!text) return null;
  const values = text.split('\\').map(Number);
  return values.every(Number.isFinite) ? values : null;
}

export function number(dataSet: DataSet, tag: string): number | null {
  return numbers(dataSet, tag)?.[0] ?? null;
}

/** A string of the default repertoire (CS, UI, DA, AS); null when absent or empty. */
export function code(dataSet: DataSet, tag: string): string | null {
  return dataSet.string(tag)?.trim() || null;
}

/** Reads free text in the character set that the data set declares. */
export function textReader(dataSet: DataSet): (tag: string, isPersonName?: boolean) => string | null {
  const decode = textDecoder((dataSet.string('x00080005') ?? '').split('\\'));
  return (tag, isPersonName = false) => {
    const element = dataSet.elements[tag];
    if (!element || element.length === 0) return null;
    const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
    return (
      decode(bytes, isPersonName)
        .replace(/[\0 ]+$/, '')
        .trim() || null
    );
  };
}

/**
 * The macro of one frame of a multi-frame object: its own functional group, else the shared one (PS3.3 C.7.6.16).
 *
 * @param frame counted from 1
 */
export function functionalGroup(dataSet: DataSet, frame: number, macroTag: string): DataSet | null {
  const own = dataSet.elements.x52009230?.items?.[frame - 1]?.dataSet;
  const shared = dataSet.elements.x52009229?.items?.[0]?.dataSet;
  return own?.elements[macroTag]?.items?.[0]?.dataSet ?? shared?.elements[macroTag]?.items?.[0]?.dataSet ?? null;
}
