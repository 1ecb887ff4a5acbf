import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { InvalidDicomError } from './errors.ts';
import { parseInstance } from './instance.ts';
import { EncapsulatedDataCheck, nativePixelDataLength, type PixelLayout } from './pixel-data.ts';
import { daikonFile, encapsulate } from './testing/index.ts';

const LAYOUT: PixelLayout = {
  rows: 512,
  columns: 512,
  samplesPerPixel: 1,
  bitsAllocated: 16,
  numberOfFrames: 1,
  photometricInterpretation: 'MONOCHROME2',
};

test.each<[string, Partial<PixelLayout>, number]>([
  ['a CT slice', {}, 524_288],
  ['16 frames of 8 bits', { rows: 256, columns: 256, bitsAllocated: 8, numberOfFrames: 16 }, 1_048_576],
  ['RGB', { rows: 480, columns: 640, samplesPerPixel: 3, bitsAllocated: 8, photometricInterpretation: 'RGB' }, 921_600],
  ['4:2:2 chroma', { rows: 480, columns: 640, samplesPerPixel: 3, bitsAllocated: 8, photometricInterpretation: 'YBR_FULL_422' }, 614_400],
  ['a 1-bit segmentation, packed', { rows: 3, columns: 3, bitsAllocated: 1 }, 2],
])('length of native pixel data of %s', (_name, change, expected) => {
  expect(nativePixelDataLength({ ...LAYOUT, ...change })).toBe(expected);
});

describe('encapsulated pixel data', () => {
  const frames = [Buffer.alloc(10, 1), Buffer.alloc(0), Buffer.alloc(300, 2)];
  const check = (bytes: Uint8Array, chunkSize: number, numberOfFrames: number, transferSyntaxUid = '1.2.840.10008.1.2.4.90') => {
    const encapsulated = new EncapsulatedDataCheck({ numberOfFrames, transferSyntaxUid });
    for (let at = 0; at < bytes.length; at += chunkSize) encapsulated.push(bytes.subarray(at, at + chunkSize));
    encapsulated.finish();
  };

  test.each([1, 7, 8, 64, 10_000])('passes in chunks of %i bytes, trailing padding included', (chunkSize) => {
    expect(() => check(Buffer.concat([encapsulate(frames), Buffer.alloc(20)]), chunkSize, 3)).not.toThrow();
  });

  test('cut off anywhere is refused', () => {
    const bytes = encapsulate(frames);
    for (let size = 0; size < bytes.length - 4; size++) expect(() => check(bytes.subarray(0, size), 64, 3)).toThrow(InvalidDicomError);
  });

  test('with fewer fragments than frames is refused, but a video is one fragment', () => {
    expect(() => check(encapsulate(frames), 64, 4)).toThrow('4 frames and only 3 compressed fragments');
    expect(() => check(encapsulate([Buffer.alloc(50)]), 64, 400, '1.2.840.10008.1.2.4.102')).not.toThrow();
  });

  test('with something else than an item is refused', () => {
    expect(() => check(Buffer.alloc(64, 0x20), 64, 1)).toThrow('an item was expected');
  });

  test.each(['jpeg_baseline_8bit.dcm', 'jpeg_2000.dcm', 'jpeg_ls.dcm', 'jpeg_lossless_sel1.dcm', 'rle.dcm'])(
    '%s passes whole and not cut',
    (file) => {
      const bytes = daikonFile(file);
      const result = parseInstance(bytes.subarray(0, 16_384), { totalSize: bytes.length });
      if (result.kind !== 'instance') throw new Error('expected an instance');
      const { facts } = result;
      const value = bytes.subarray(facts.bulk!.offset);
      expect(() => check(value, 4096, facts.instance.numberOfFrames)).not.toThrow();
      expect(() => check(value.subarray(0, value.length / 2), 4096, facts.instance.numberOfFrames)).toThrow(InvalidDicomError);
    },
  );
});
