import { getWebWorkerManager } from '@cornerstonejs/core';
import type { DecodedColor } from './color.ts';
import type { ImageHeader } from './image-header.ts';
import { nativeSamples } from './native-samples.ts';

/** Transfer syntaxes whose frames are the samples themselves (PS3.5 A.1, A.2, A.4.11 and A.5). */
const NATIVE = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.1.98'];
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const RLE = '1.2.840.10008.1.2.5';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const JPEG_XL = ['1.2.840.10008.1.2.4.110', '1.2.840.10008.1.2.4.111', '1.2.840.10008.1.2.4.112'];

export interface DecodedFrame extends DecodedColor {
  samples: ArrayLike<number>;
  /** The samples still stand in all allocated bits, with sign and overlay bits untouched. */
  isAllocated: boolean;
}

/** What the library's decoding worker answers, as far as it is used. */
interface WorkerFrame {
  pixelData: ArrayLike<number>;
  /** JPEG-LS: 0 when the components stand one after the other. */
  interleaveMode?: number;
  rows: number;
  columns: number;
}

/**
 * The samples of one frame. Native ones are read here; compressed ones go to the library's codecs in a worker, as stored values: what they mean is decided by this
 * viewer alone, in one place for all syntaxes.
 *
 * @throws Error when the transfer syntax is unknown, the stream is damaged, or the frame is not of the size that the header says
 */
export async function decodeFrame(header: ImageHeader, bytes: Uint8Array): Promise<DecodedFrame> {
  const { transferSyntaxUid: syntax } = header;
  if (NATIVE.includes(syntax)) {
    const samples = nativeSamples(bytes, header.bitsAllocated, syntax === BIG_ENDIAN);
    return { samples, isAllocated: true, planar: header.planarConfiguration === 1, isRgb: false };
  }
  const isRle = syntax === RLE;
  const imageFrame = {
    rows: header.rows,
    columns: header.columns,
    samplesPerPixel: header.samplesPerPixel,
    photometricInterpretation: header.photometricInterpretation,
    planarConfiguration: header.planarConfiguration,
    bitsAllocated: header.bitsAllocated,
    bitsStored: isRle ? header.bitsAllocated : header.bitsStored,
    pixelRepresentation: header.signed ? 1 : 0,
  };
  const frame = await getWebWorkerManager().executeTask<WorkerFrame>('dicomImageLoader', 'decodeTask', {
    imageFrame,
    transferSyntax: syntax,
    pixelData: bytes,
    options: { preScale: { enabled: false } },
    decodeConfig: {},
  });
  const expected = header.rows * header.columns * header.samplesPerPixel;
  if (frame.pixelData.length < expected)
    throw new Error(`the decoded frame has ${frame.pixelData.length} samples, ${expected} were announced`);
  return {
    samples: frame.pixelData,
    isAllocated: isRle,
    planar: isRle ? header.planarConfiguration === 1 : header.samplesPerPixel > 1 && frame.interleaveMode === 0,
    isRgb: syntax === JPEG_BASELINE || JPEG_XL.includes(syntax),
  };
}
