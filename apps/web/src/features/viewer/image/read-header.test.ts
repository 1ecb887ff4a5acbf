import { buildDicom, daikonFile, imageDataSet, type TestDataSet } from '@readroom/dicom/testing';
import { parseDicom } from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { displayedPixels } from './displayed-pixels.ts';
import { frameBytes } from './frame-bytes.ts';
import type { ImageHeader } from './image-header.ts';
import { nativeSamples } from './native-samples.ts';
import { readHeader } from './read-header.ts';

const open = (replace: TestDataSet = {}) => parseDicom(new Uint8Array(buildDicom(imageDataSet(replace))));
const header = (replace: TestDataSet = {}, frame = 1) => readHeader(open(replace), frame);

/** What goes to the screen for a native image, from the bytes of the file. */
function shown(replace: TestDataSet, frame = 1) {
  const dataSet = open(replace);
  const about = readHeader(dataSet, frame);
  const samples = nativeSamples(frameBytes(dataSet, about), about.bitsAllocated, false);
  return displayedPixels(about, { samples, isAllocated: true, planar: about.planarConfiguration === 1, isRgb: false });
}

describe('the header of a CT slice', () => {
  test('says who, what, where and how large', () => {
    expect(header({ '00100010': ['PN', 'Müller^Jörg'] })).toMatchObject({
      patientName: 'Müller^Jörg',
      patientId: 'MRN-1',
      seriesNumber: 2,
      rows: 4,
      columns: 6,
      position: [-125, -120, 30.5],
      spacing: { row: 0.5, column: 0.25 },
      spacingBasis: 'patient',
      sliceThickness: 5,
      windows: [
        { center: 40, width: 80 },
        { center: 600, width: 2800 },
      ],
    } satisfies Partial<ImageHeader>);
  });

  test('an object without an image is refused', () => {
    expect(() => header({ '00280010': ['US', []] })).toThrow('the instance holds no image');
  });
});

describe('what some devices write and does not hold', () => {
  test('a spacing or an orientation of zeros is none', () => {
    expect(header({ '00280030': ['DS', '0.000\\0.000'] })).toMatchObject({ spacing: null, spacingBasis: null });
    expect(header({ '00200037': ['DS', '0\\0\\0\\0\\0\\0'] }).orientation).toBeNull();
  });

  test('a window of zero width is none: the values make one', () => {
    const { window } = shown({ '00281050': ['DS', '0'], '00281051': ['DS', '0'] });
    expect(window).toEqual({ center: (-1024 - 1001 + 1) / 2, width: 24 });
  });
});

test('ultrasound regions keep their places and scales; a trace has none', () => {
  const region = (unitsDown: number): TestDataSet => ({
    '00186018': ['UL', uint32(1)],
    '0018601A': ['UL', uint32(2)],
    '0018601C': ['UL', uint32(30)],
    '0018601E': ['UL', uint32(40)],
    '00186024': ['US', [3]],
    '00186026': ['US', [unitsDown]],
    '0018602C': ['FD', double(0.04)],
    '0018602E': ['FD', double(0.05)],
  });
  const { regions, spacing } = header({ '00280030': ['DS', ''], '00080060': ['CS', 'US'], '00186011': ['SQ', [region(3), region(4)]] });
  expect(spacing).toBeNull();
  const place = { left: 1, top: 2, right: 30, bottom: 40 };
  expect(regions).toEqual([
    { ...place, spacing: { row: 0.5, column: 0.4 } },
    { ...place, spacing: null },
  ]);
});

test('enhanced objects: each frame has its own place, the rest is shared (PS3.3 C.7.6.16)', () => {
  const enhanced: TestDataSet = {
    '00280008': ['IS', '2'],
    '00281052': ['DS', ''],
    '00281053': ['DS', ''],
    '00280030': ['DS', ''],
    '52009229': [
      'SQ',
      [
        {
          '00289110': ['SQ', [{ '00280030': ['DS', '2\\3'] }]],
          '00289145': ['SQ', [{ '00281052': ['DS', '-10'], '00281053': ['DS', '2'] }]],
        },
      ],
    ],
    '52009230': [
      'SQ',
      [10, 20].map((z) => ({
        '00209113': ['SQ', [{ '00200032': ['DS', `0\\0\\${z}`] }]],
        '00289132': ['SQ', [{ '00281050': ['DS', `${z}`], '00281051': ['DS', '100'] }]],
      })) satisfies TestDataSet[],
    ],
    '7FE00010': ['OW', Array.from({ length: 48 }, (_, pixel) => pixel)],
  };
  expect(header(enhanced, 2)).toMatchObject({
    position: [0, 0, 20],
    spacing: { row: 2, column: 3 },
    rescaleSlope: 2,
    rescaleIntercept: -10,
    windows: [{ center: 20, width: 100 }],
  });
  expect([...shown(enhanced, 2).pixels].slice(0, 2)).toEqual([24 * 2 - 10, 25 * 2 - 10]);
});

describe('the two that a viewer easily gets wrong', () => {
  test('uncompressed YBR_FULL_422 becomes RGB', () => {
    const pairs = Array.from({ length: 12 }, (_, pair) => [pair, pair + 100, 128, 128]).flat();
    const { pixels, components } = shown({
      '00280002': ['US', [3]],
      '00280004': ['CS', 'YBR_FULL_422'],
      '00280006': ['US', [0]],
      '00280100': ['US', [8]],
      '00280101': ['US', [8]],
      '00280102': ['US', [7]],
      '7FE00010': ['OB', Uint8Array.from(pairs)],
    });
    expect(components).toBe(3);
    expect([...pixels].slice(0, 12)).toEqual([0, 0, 0, 100, 100, 100, 1, 1, 1, 101, 101, 101]);
  });

  test('a SIGMOID window is kept as such', () => {
    expect(shown({ '00281056': ['CS', 'SIGMOID'] })).toMatchObject({ voiFunction: 'SIGMOID', window: { center: 40, width: 80 } });
  });

  test('a VOI look-up table replaces the window: its output goes from black to white (C.11.2.1.1)', () => {
    const table: TestDataSet = {
      '00283002': ['US', [4, 65536 - 1024, 10]],
      '00283003': ['LO', 'NORMAL'],
      '00283006': ['OW', [0, 100, 400, 1023]],
    };
    const { pixels, window, lookupTable, voiFunction } = shown({ '00283010': ['SQ', [table]], '00281056': ['CS', 'SIGMOID'] });
    expect([...pixels].slice(0, 6)).toEqual([0, 100, 400, 1023, 1023, 1023]);
    expect({ window, lookupTable, voiFunction }).toEqual({
      window: { center: 512, width: 1024 },
      lookupTable: 'NORMAL',
      voiFunction: 'LINEAR',
    });
  });
});

describe('frames', () => {
  test('of a compressed recording are JPEG streams, each its own', () => {
    const dataSet = parseDicom(new Uint8Array(daikonFile('jpeg_baseline_8bit.dcm')));
    const frames = [1, 50, 96].map((frame) => frameBytes(dataSet, readHeader(dataSet, frame)));
    for (const bytes of frames) expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(new Set(frames.map((bytes) => bytes.join())).size).toBe(3);
    expect(readHeader(dataSet, 1)).toMatchObject({ numberOfFrames: 96, framesPerSecond: 1000 / 33 });
  });

  test('that the file is too short for are refused, naming the frame', () => {
    const dataSet = open({ '00280008': ['IS', '3'] });
    expect(() => frameBytes(dataSet, readHeader(dataSet, 2))).toThrow('the pixel data ends before frame 2 does');
  });

  test('of one bit a pixel are spread to bytes, the lowest bit first', () => {
    const dataSet = open({
      '00280100': ['US', [1]],
      '00280101': ['US', [1]],
      '00280102': ['US', [0]],
      '7FE00010': ['OB', Uint8Array.from([0b00000101, 0x80, 0, 0])],
    });
    expect([...frameBytes(dataSet, readHeader(dataSet, 1))].slice(0, 16)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

function double(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
