import { ApiError } from '@readroom/contract';
import { PNG } from 'pngjs';

/** An 8K screen; more is no picture of a viewport. */
const MAX_PIXELS = 34_000_000;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export interface Picture {
  rows: number;
  columns: number;
  /** Red, green and blue, row by row. */
  rgb: Uint8Array;
}

/** A PNG on black, as a screen shows it. Throws `unprocessable` for anything else. */
export function readPng(bytes: Buffer): Picture {
  // IHDR comes first (PNG 11.2.1): its size is looked at before anything is unpacked.
  const isPng = bytes.length > 33 && bytes.subarray(0, 8).equals(SIGNATURE) && bytes.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) throw refused('This is not a PNG file.');
  const [columns, rows] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  // Rows and Columns are US: 16 bits.
  if (columns * rows > MAX_PIXELS || columns > 65_535 || rows > 65_535) throw refused('The picture is larger than 34 megapixels.');
  const { data } = decode(bytes);
  const rgb = new Uint8Array(rows * columns * 3);
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    const alpha = data[pixel * 4 + 3]! / 255;
    for (let part = 0; part < 3; part += 1) rgb[pixel * 3 + part] = Math.round(data[pixel * 4 + part]! * alpha);
  }
  return { rows, columns, rgb };
}

function decode(bytes: Buffer): PNG {
  try {
    return PNG.sync.read(bytes);
  } catch (cause) {
    throw refused('The PNG file is damaged.', cause);
  }
}

function refused(message: string, cause?: unknown): ApiError {
  return new ApiError('unprocessable', { message, cause });
}
