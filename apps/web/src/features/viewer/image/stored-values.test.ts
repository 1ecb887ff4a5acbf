import { describe, expect, test } from 'vitest';
import { nativeSamples } from './native-samples.ts';
import { modalityValues, storedValues } from './stored-values.ts';

describe('stored values', () => {
  test('12 signed bits of 16 leave the overlay bits out and keep the sign (PS3.5 8.1.1)', () => {
    const bits = { bitsStored: 12, highBit: 11, signed: true };
    expect([...storedValues([0x0000, 0x07ff, 0x0800, 0x0fff, 0xf001, 0xf800], bits)]).toEqual([0, 2047, -2048, -1, 1, -2048]);
  });

  test('unsigned bits below a high bit that is not the lowest possible', () => {
    expect([...storedValues([0xfff0, 0x0010, 0x000f], { bitsStored: 12, highBit: 15, signed: false })]).toEqual([4095, 1, 0]);
  });

  test('16 bits, signed and unsigned', () => {
    expect([...storedValues([0xffff, 0x8000], { bitsStored: 16, highBit: 15, signed: true })]).toEqual([-1, -32768]);
    expect([...storedValues([0xffff, 0x8000], { bitsStored: 16, highBit: 15, signed: false })]).toEqual([65535, 32768]);
  });
});

describe('modality values', () => {
  const ct = { bitsStored: 12, signed: false, rescaleSlope: 1, rescaleIntercept: -1024, modalityLut: null };

  test('Hounsfield units of an unsigned CT', () => {
    const values = modalityValues([0, 1024, 4095], ct);
    expect([...values]).toEqual([-1024, 0, 3071]);
    expect(values).toBeInstanceOf(Int16Array);
  });

  test('a fractional slope keeps its fractions', () => {
    expect([...modalityValues([0, 3], { ...ct, rescaleSlope: 0.5, rescaleIntercept: 0.25 })]).toEqual([0.25, 1.75]);
  });

  test('the array type follows from the header: all slices of a series get one texture', () => {
    expect(modalityValues([1], { ...ct, rescaleIntercept: 0 })).toBeInstanceOf(Int16Array);
    expect(modalityValues([1], { ...ct, bitsStored: 8, rescaleIntercept: 0 })).toBeInstanceOf(Uint8Array);
    expect(modalityValues([1], { ...ct, bitsStored: 16, rescaleIntercept: 0 })).toBeInstanceOf(Uint16Array);
    expect(modalityValues([1], { ...ct, bitsStored: 16, rescaleIntercept: -40000 })).toBeInstanceOf(Float32Array);
  });

  test('a modality look-up table comes before slope and intercept', () => {
    const modalityLut = { firstInput: -1, bitsPerEntry: 16, values: Uint16Array.from([100, 200, 300]), explanation: null };
    expect([...modalityValues([-5, 0, 9], { ...ct, signed: true, modalityLut })]).toEqual([100, 200, 300]);
  });
});

test('native samples are read in the byte order of the file', () => {
  const bytes = Uint8Array.from([0x01, 0x02, 0xff, 0x00]);
  expect([...Array.from(nativeSamples(bytes, 16, false))]).toEqual([0x0201, 0x00ff]);
  expect([...Array.from(nativeSamples(bytes, 16, true))]).toEqual([0x0102, 0xff00]);
  expect([...Array.from(nativeSamples(bytes, 8, false))]).toEqual([1, 2, 255, 0]);
  expect(() => nativeSamples(bytes, 24, false)).toThrow(/24 bits a sample/);
});
