import { describe, expect, test } from 'vitest';
import { ybrFull422ToRgb, ybrFullToRgb } from './ybr.ts';

/** The forward equations of PS3.3 C.7.6.3.1.2, held inside a byte. */
function toYbr([r, g, b]: readonly number[]): [number, number, number] {
  const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  return [
    byte(0.299 * r! + 0.587 * g! + 0.114 * b!),
    byte(-0.1687 * r! - 0.3313 * g! + 0.5 * b! + 128),
    byte(0.5 * r! - 0.4187 * g! - 0.0813 * b! + 128),
  ];
}

const COLORS = [
  [0, 0, 0],
  [255, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [128, 64, 32],
  [17, 200, 133],
];

function expectColors(rgb: Uint8Array, colors: readonly (readonly number[])[]): void {
  expect(rgb.length).toBe(colors.length * 3);
  // Rounding to bytes on the way there costs up to two steps on the way back.
  colors.flat().forEach((value, index) => {
    expect(Math.abs(rgb[index]! - value)).toBeLessThanOrEqual(2);
  });
}

describe('YBR_FULL', () => {
  test('interleaved and planar frames give back the colours that the standard encodes', () => {
    const encoded = COLORS.map(toYbr);
    expectColors(ybrFullToRgb(encoded.flat(), 2, 4, false), COLORS);
    const planes = [0, 1, 2].flatMap((plane) => encoded.map((sample) => sample[plane]!));
    expectColors(ybrFullToRgb(planes, 2, 4, true), COLORS);
  });

  test('neutral chroma is grey exactly', () => {
    expect([...ybrFullToRgb([0, 128, 128, 77, 128, 128, 255, 128, 128], 1, 3, false)]).toEqual([0, 0, 0, 77, 77, 77, 255, 255, 255]);
  });

  test('a frame that is too short is refused', () => {
    expect(() => ybrFullToRgb([1, 2, 3], 1, 2, false)).toThrow(/needs 6 bytes for 1 x 2 pixels, the frame has 3/);
  });
});

describe('YBR_FULL_422', () => {
  test('two pixels share Y1 Y2 Cb Cr', () => {
    const [y1, cb, cr] = toYbr([128, 64, 32]);
    expectColors(ybrFull422ToRgb([y1, y1, cb, cr], 1, 2), [
      [128, 64, 32],
      [128, 64, 32],
    ]);
    expect([...ybrFull422ToRgb([10, 250, 128, 128], 1, 2)]).toEqual([10, 10, 10, 250, 250, 250]);
  });

  test('pairs run along the rows', () => {
    const rgb = ybrFull422ToRgb([1, 2, 128, 128, 3, 4, 128, 128, 5, 6, 128, 128, 7, 8, 128, 128], 2, 4);
    expect([...rgb].filter((_, index) => index % 3 === 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('three full samples a pixel, as some writers store them, are taken as such', () => {
    expectColors(ybrFull422ToRgb(COLORS.flatMap(toYbr), 2, 4), COLORS);
  });

  test('an odd number of columns is refused, as the standard forbids it', () => {
    expect(() => ybrFull422ToRgb([1, 2, 3, 4, 5, 6], 1, 3)).toThrow(/even number of columns, the image has 3/);
  });
});
