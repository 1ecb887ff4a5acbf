import { expect, test } from 'vitest';
import { paletteToRgb, toRgb } from './color.ts';
import { expandSegments } from './lookup-tables.ts';

const header = { rows: 1, columns: 2, bitsStored: 8, photometricInterpretation: 'RGB', palette: null };

test('planar RGB is interleaved, interleaved RGB stays', () => {
  expect([...toRgb(header, { samples: [1, 2, 3, 4, 5, 6], planar: true, isRgb: false })]).toEqual([1, 3, 5, 2, 4, 6]);
  expect([...toRgb(header, { samples: [1, 2, 3, 4, 5, 6], planar: false, isRgb: false })]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('what a decoder has turned into RGB is not turned again, whatever the file calls it', () => {
  const decoded = { samples: [200, 10, 20, 30, 40, 50], planar: false, isRgb: true };
  expect([...toRgb({ ...header, photometricInterpretation: 'YBR_FULL_422' }, decoded)]).toEqual(decoded.samples);
  expect([...toRgb({ ...header, photometricInterpretation: 'YBR_RCT' }, { ...decoded, isRgb: false })]).toEqual(decoded.samples);
});

test('16-bit colour keeps its high byte', () => {
  expect([...toRgb({ ...header, bitsStored: 16 }, { samples: [0xff00, 0x8000, 0x00ff, 0, 0, 0], planar: false, isRgb: false })]).toEqual([
    255, 128, 0, 0, 0, 0,
  ]);
});

test('palette indices outside the table take its nearest end (PS3.3 C.7.6.3.1.5)', () => {
  const palette = { firstInput: 10, red: Uint8Array.from([1, 2]), green: Uint8Array.from([3, 4]), blue: Uint8Array.from([5, 6]) };
  expect([...paletteToRgb([0, 10, 11, 99], palette)]).toEqual([1, 3, 5, 1, 3, 5, 2, 4, 6, 2, 4, 6]);
});

test('an unknown colour model and a lost palette are named', () => {
  const decoded = { samples: [0, 0], planar: false, isRgb: false };
  expect(() => toRgb({ ...header, photometricInterpretation: 'CMYK' }, decoded)).toThrow(/CMYK/);
  expect(() => toRgb({ ...header, photometricInterpretation: 'PALETTE COLOR' }, decoded)).toThrow(/palette/);
});

test('segmented palettes: discrete, linear and repeated segments (PS3.3 C.7.9.2)', () => {
  // Discrete 2 entries 0, 100; linear 4 steps to 200; the linear segment (word 4, byte 8) again from there.
  expect(expandSegments([0, 2, 0, 100, 1, 4, 200, 2, 1, 8, 0], false)).toEqual([0, 100, 125, 150, 175, 200, 200, 200, 200, 200]);
  expect(expandSegments([0, 2, 0, 100, 1, 4, 200, 2, 1, 4, 0, 0, 0], true)).toEqual([0, 100, 125, 150, 175, 200, 200, 200, 200, 200]);
  expect(() => expandSegments([0, 3, 1], false)).toThrow(/cut off/);
  expect(() => expandSegments([1, 3, 1], true)).toThrow(/line from nowhere/);
});
