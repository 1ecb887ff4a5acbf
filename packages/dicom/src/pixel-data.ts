import type { BulkData } from './data-set.ts';
import { InvalidDicomError } from './errors.ts';
import { isVideo } from './transfer-syntax.ts';

/** What the length of native pixel data follows from (PS3.3 C.7.6.3). */
export interface PixelLayout {
  rows: number | null;
  columns: number | null;
  samplesPerPixel: number | null;
  bitsAllocated: number | null;
  numberOfFrames: number;
  photometricInterpretation: string | null;
}

/** Length in bytes of native pixel data by rows, columns, samples, frames and bits; null where one of them is missing (PS3.5 8.1.1). */
export function nativePixelDataLength(layout: PixelLayout, tag = 'x7fe00010'): number | null {
  const bits = tag === 'x7fe00008' ? 32 : tag === 'x7fe00009' ? 64 : layout.bitsAllocated;
  if (!layout.rows || !layout.columns || !bits) return null;
  const pixels = layout.rows * layout.columns * layout.numberOfFrames;
  return Math.ceil((pixels * samplesStoredPerPixel(layout) * bits) / 8);
}

/** Chroma is shared by two pixels in 4:2:2 and by four in 4:2:0 (PS3.3 C.7.6.3.1.2), so fewer than three samples are stored a pixel. */
function samplesStoredPerPixel({ samplesPerPixel, photometricInterpretation }: PixelLayout): number {
  if (samplesPerPixel !== 3) return samplesPerPixel ?? 1;
  if (photometricInterpretation === 'YBR_FULL_422' || photometricInterpretation === 'YBR_PARTIAL_422') return 2;
  return photometricInterpretation === 'YBR_PARTIAL_420' ? 1.5 : 3;
}

/**
 * Why bulk data of a declared length cannot be all there, or null where it can: the file ends before the declared end, or the length is too short for the image.
 * @param dataSize size in bytes of what `bulk.offset` counts in, or null where it is not known yet
 */
export function incompleteNativeData(bulk: BulkData, layout: PixelLayout, dataSize: number | null): string | null {
  if (bulk.length === null) return null;
  if (dataSize !== null && bulk.offset + bulk.length > dataSize) {
    const there = Math.max(0, dataSize - bulk.offset);
    return `The file is cut off: it declares ${bulk.length} bytes of pixel data and holds ${there}.`;
  }
  const needed = bulk.tag === 'x00420011' ? null : nativePixelDataLength(layout, bulk.tag);
  if (needed === null || bulk.length >= needed) return null;
  return `The image needs ${needed} bytes of pixel data and the file declares ${bulk.length}.`;
}

/**
 * Checks encapsulated pixel data as it streams by: items, then a sequence delimiter, at least one fragment for each frame (PS3.5 A.4).
 * Feed it the file from `bulk.offset` on in chunks of any size, then call `finish()`. Holds 8 bytes of state, never a fragment.
 */
export class EncapsulatedDataCheck {
  readonly #header = new Uint8Array(8);
  readonly #isBigEndian: boolean;
  readonly #framesNeeded: number;
  #headerFill = 0;
  #toSkip = 0;
  #items = 0;
  #ended = false;

  constructor(options: { numberOfFrames: number; transferSyntaxUid: string; isBigEndian?: boolean }) {
    this.#framesNeeded = isVideo(options.transferSyntaxUid) ? 1 : options.numberOfFrames;
    this.#isBigEndian = options.isBigEndian ?? false;
  }

  /** @throws InvalidDicomError `malformed` where something else than an item follows */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#ended) {
      if (this.#toSkip > 0) {
        const skipped = Math.min(this.#toSkip, chunk.length - at);
        this.#toSkip -= skipped;
        at += skipped;
      } else {
        this.#header[this.#headerFill++] = chunk[at++]!;
        if (this.#headerFill === 8) this.#takeHeader();
      }
    }
  }

  /** @throws InvalidDicomError `truncated` where the sequence delimiter or a frame is missing */
  finish(): void {
    if (!this.#ended)
      throw new InvalidDicomError('truncated', 'The file is cut off: its compressed pixel data does not end with a sequence delimiter.');
    // The first item is the Basic Offset Table, which may be empty but not absent.
    const fragments = this.#items - 1;
    if (fragments < this.#framesNeeded) {
      throw new InvalidDicomError(
        'truncated',
        `The image has ${this.#framesNeeded} frames and only ${Math.max(0, fragments)} compressed fragments.`,
      );
    }
  }

  #takeHeader(): void {
    const view = new DataView(this.#header.buffer);
    const group = view.getUint16(0, !this.#isBigEndian);
    const element = view.getUint16(2, !this.#isBigEndian);
    const length = view.getUint32(4, !this.#isBigEndian);
    this.#headerFill = 0;
    if (group === 0xfffe && element === 0xe0dd) this.#ended = true;
    else if (group === 0xfffe && element === 0xe000 && length !== 0xffffffff) {
      this.#items += 1;
      this.#toSkip = length;
    } else
      throw new InvalidDicomError('malformed', 'The compressed pixel data is damaged: an item was expected and something else follows.');
  }
}
