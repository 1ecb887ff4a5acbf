import { describe, expect, test } from 'vitest';
import type { LookupTable } from './image-header.ts';
import { applyLookupTable, fullRangeWindow, isUsableWindow, rangeOfWindow, windowed, windowOfRange, windowOfValues } from './voi.ts';

/** The worked examples of the notes to PS3.3 C.11.2.1.2.1, output 0 to 255. */
const LINEAR_EXAMPLES = [
  { center: 2048, width: 4096, at: [-1, 0], becomes: 0 },
  { center: 2048, width: 4096, at: [4096], becomes: 255 },
  { center: 2048, width: 4096, at: [2000], becomes: ((2000 - 2047.5) / 4095 + 0.5) * 255 },
  { center: 2048, width: 1, at: [2047, 2047.5], becomes: 0 },
  { center: 2048, width: 1, at: [2048], becomes: 255 },
  { center: 0, width: 100, at: [-51, -50], becomes: 0 },
  { center: 0, width: 100, at: [50], becomes: 255 },
  { center: 0, width: 100, at: [0], becomes: ((0 + 0.5) / 99 + 0.5) * 255 },
  { center: 0, width: 1, at: [-1, -0.5], becomes: 0 },
  { center: 0, width: 1, at: [0], becomes: 255 },
];

describe('windowed', () => {
  test.each(LINEAR_EXAMPLES)(
    'LINEAR as the standard works it out: center $center, width $width, values $at',
    ({ center, width, at, becomes }) => {
      for (const value of at) expect(windowed(value, { center, width }, 'LINEAR') * 255).toBeCloseTo(becomes, 10);
    },
  );

  test('LINEAR_EXACT starts and ends at half a width from the center (C.11.2.1.3.2)', () => {
    const window = { center: 100, width: 50 };
    const at = (value: number) => windowed(value, window, 'LINEAR_EXACT');
    expect([at(75), at(87.5), at(100), at(125), at(126)]).toEqual([0, 0.25, 0.5, 1, 1]);
  });

  test('SIGMOID follows 1 / (1 + exp(-4 (x - c) / w)) (C.11.2.1.3.1)', () => {
    const at = (value: number) => windowed(value, { center: 2047, width: 1024 }, 'SIGMOID');
    expect(at(2047)).toBe(0.5);
    expect(at(2047 + 256)).toBeCloseTo(Math.E / (1 + Math.E), 12);
    expect(at(2047 - 256)).toBeCloseTo(1 / (1 + Math.E), 12);
    expect(at(0)).toBeGreaterThan(0);
    expect(at(4095)).toBeLessThan(1);
  });
});

test('a range and its window say the same', () => {
  for (const voiFunction of ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const) {
    const window = { center: 40.5, width: 399 };
    expect(windowOfRange(rangeOfWindow(window, voiFunction), voiFunction)).toEqual(window);
  }
});

test('windows that the standard forbids are not used: zero width, no number', () => {
  expect(isUsableWindow({ center: 0, width: 0 }, 'LINEAR')).toBe(false);
  expect(isUsableWindow({ center: 0, width: 0.5 }, 'LINEAR')).toBe(false);
  expect(isUsableWindow({ center: 0, width: 0.5 }, 'LINEAR_EXACT')).toBe(true);
  expect(isUsableWindow({ center: Number.NaN, width: 10 }, 'SIGMOID')).toBe(false);
});

describe('look-up tables', () => {
  const table: LookupTable = { firstInput: -2, bitsPerEntry: 8, values: Uint16Array.from([10, 20, 30, 40]), explanation: null };

  test('values outside take the nearest end (C.11.2.1.1)', () => {
    expect([...applyLookupTable([-100, -2, -1, 0, 1, 2, 9999], table)]).toEqual([10, 10, 20, 30, 40, 40, 40]);
  });

  test('the whole output of the table goes from black to white', () => {
    expect(rangeOfWindow(fullRangeWindow(table), 'LINEAR')).toEqual({ lower: 0, upper: 255 });
  });
});

describe('a window from the values', () => {
  test('spans them and leaves the padding out', () => {
    expect(rangeOfWindow(windowOfValues([-2000, 5, 7, 90, -2000], -2000), 'LINEAR')).toEqual({ lower: 5, upper: 90 });
  });

  test('is usable where all values are the same, or all are padding', () => {
    expect(isUsableWindow(windowOfValues([3, 3], null), 'LINEAR')).toBe(true);
    expect(isUsableWindow(windowOfValues([0, 0], 0), 'LINEAR')).toBe(true);
  });
});
