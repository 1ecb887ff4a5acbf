import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What these tests read of a file, with daikon: another DICOM library than the one in the viewer. */
export interface Slice {
  sopInstanceUid: string;
  rows: number;
  columns: number;
  /** mm between rows, mm between columns. */
  spacing: [number, number];
  /** After the modality transformation, row by row. */
  values: ArrayLike<number>;
}

interface DaikonImage {
  tags: Record<string, { value: unknown[] }>;
  getRows(): number;
  getCols(): number;
  getPixelSpacing(): [number, number];
  getInterpretedData(asArray: boolean): ArrayLike<number>;
}

const daikon = createRequire(import.meta.url)('daikon') as { Series: { parseImage(view: DataView): DaikonImage } };

export function readSlice(file: string): Slice {
  const bytes = new Uint8Array(readFileSync(file));
  const image = daikon.Series.parseImage(new DataView(bytes.buffer));
  return {
    sopInstanceUid: String(image.tags['00080018']?.value[0]),
    rows: image.getRows(),
    columns: image.getCols(),
    spacing: image.getPixelSpacing(),
    values: image.getInterpretedData(true),
  };
}

/** A copy of a DICOM file with other UIDs: each text is replaced by one of the same length, so that every length in the file stays right. */
export function withOtherUids(file: string, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error(`${from} and ${to} differ in length`);
  return Buffer.from(readFileSync(file).toString('latin1').replaceAll(from, to), 'latin1');
}
