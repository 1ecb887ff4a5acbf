import { describe, expect, test } from 'vitest';
import { nearestFirst } from './cell/nearest-first.ts';
import { imageIdOf, instanceUrl, parseImageId } from './image-ids.ts';
import { fillCells } from './layouts.ts';
import { lengthText } from './measurement.ts';
import { ageText, dateText } from './overlay-text.ts';
import { CT_PRESETS, isPreset, presetsFor } from './presets.ts';
import { placeInGrown, stacksOf } from './stacks.ts';
import { instance, series } from './testing/series.ts';
import { thumbnailPixels } from './thumbnail-pixels.ts';

const STUDY = `stu_${'0'.repeat(32)}`;

describe('image ids', () => {
  test('name the instance and the frame, and nothing of the patient', () => {
    const imageId = imageIdOf(instanceUrl(STUDY, '1.2.3'), 7);
    expect(imageId).toBe(`instance:/api/studies/${STUDY}/instances/1.2.3?frame=7`);
    expect(parseImageId(imageId)).toEqual({ url: `/api/studies/${STUDY}/instances/1.2.3`, frame: 7 });
  });

  test('frames count from 1, and other schemes are not ours', () => {
    expect(() => parseImageId('instance:/a?frame=0')).toThrow(/expected an image id/);
    expect(() => parseImageId('wadouri:/a?frame=1')).toThrow(/expected an image id/);
  });
});

describe('stacks', () => {
  test('slices stand along their normal, whatever their numbers say', () => {
    const axial = { imageOrientationPatient: [1, 0, 0, 0, 1, 0] };
    const slices = [
      instance('1.1', { ...axial, instanceNumber: 1, imagePositionPatient: [0, 0, 30] }),
      instance('1.2', { ...axial, instanceNumber: 2, imagePositionPatient: [0, 0, 10] }),
      instance('1.3', { ...axial, instanceNumber: 3, imagePositionPatient: [0, 0, 20] }),
    ];
    expect(stacksOf([series('1', slices)])[0]?.sopInstanceUids).toEqual(['1.2', '1.3', '1.1']);
  });

  test('without geometry they stand by instance number', () => {
    const images = [instance('1.1', { instanceNumber: 10 }), instance('1.2', { instanceNumber: 2 })];
    expect(stacksOf([series('1', images)])[0]?.sopInstanceUids).toEqual(['1.2', '1.1']);
  });

  test('each recording is a stack of its own; what holds no image is none', () => {
    const mixed = [instance('1.1'), instance('1.2', { numberOfFrames: 3 }), instance('1.3', { rows: null, columns: null })];
    const stacks = stacksOf([series('1', mixed), series('2', [instance('2.1', { rows: null })])]);
    expect(stacks.map((stack) => [stack.imageIds.length, stack.isMultiFrame])).toEqual([
      [1, false],
      [3, true],
    ]);
    expect(stacks[1]?.imageIds[2]).toMatch(/1\.2\?frame=3$/);
  });

  test('the reader stays at the same image when others come before it; one that is gone has no place', () => {
    const [first, second, third] = [1, 2, 3].map((number) => instance(`1.${number}`, { instanceNumber: number }));
    const [before] = stacksOf([series('1', [second!, third!])]);
    const [after] = stacksOf([series('1', [first!, second!, third!])]);
    expect([0, 1].map((index) => placeInGrown(before!, after!, index))).toEqual([1, 2]);
    expect(placeInGrown(after!, before!, 0)).toBeNull();
  });

  test('series stand by their number, those without one last', () => {
    const list = [
      series('a', [instance('1')], { seriesNumber: null }),
      series('b', [instance('2')], { seriesNumber: 7 }),
      series('c', [instance('3')], { seriesNumber: 2 }),
    ];
    expect(stacksOf(list).map((stack) => stack.seriesInstanceUid)).toEqual(['c', 'b', 'a']);
  });
});

describe('measured lengths', () => {
  const from = [0, 0] as const;

  test('are millimetres where the image says what a pixel measures, rows and columns each by their own', () => {
    expect(lengthText(from, [3, 2], { spacing: { row: 2, column: 1 }, spacingBasis: 'patient', regions: [] })).toEqual(['5.0 mm']);
  });

  test('are pixels, and say so, where it does not', () => {
    expect(lengthText(from, [3, 4], { spacing: null, spacingBasis: null, regions: [] })).toEqual(['5.0 px', 'not calibrated']);
  });

  test('at the detector they warn that the patient is smaller', () => {
    expect(lengthText(from, [100, 0], { spacing: { row: 0.1, column: 0.1 }, spacingBasis: 'detector', regions: [] })).toEqual([
      '10.0 mm',
      'at the detector: smaller in the patient',
    ]);
  });
});

describe('measured lengths in ultrasound', () => {
  const sector = { left: 10, top: 10, right: 100, bottom: 100, spacing: { row: 0.5, column: 0.5 } };
  const trace = { left: 10, top: 110, right: 100, bottom: 150, spacing: null };
  const inRegions = (from: readonly [number, number], to: readonly [number, number], regions = [sector, trace]) =>
    lengthText(from, to, { spacing: null, spacingBasis: null, regions })[0];

  test('are millimetres inside one region that measures lengths', () => {
    expect(inRegions([20, 20], [60, 50])).toBe('25.0 mm');
  });

  test('are pixels in a trace, across regions and outside of them', () => {
    expect(inRegions([20, 120], [50, 120])).toBe('30.0 px');
    expect(inRegions([20, 90], [20, 120])).toBe('30.0 px');
    expect(inRegions([0, 0], [3, 4])).toBe('5.0 px');
  });

  test('are pixels where regions overlap and disagree', () => {
    const zoomed = { ...sector, spacing: { row: 0.1, column: 0.1 } };
    expect(inRegions([20, 20], [20, 50], [sector, zoomed])).toBe('30.0 px');
  });
});

describe('window presets', () => {
  test('are offered for CT alone: they are Hounsfield units', () => {
    expect(presetsFor('CT')).toBe(CT_PRESETS);
    expect([...presetsFor('MR'), ...presetsFor('CR'), ...presetsFor(null)]).toEqual([]);
  });

  test('have the keys 1 to 6', () => {
    expect(CT_PRESETS.map((preset) => preset.key).join('')).toBe('123456');
  });

  test('are recognised in what is shown', () => {
    expect(isPreset(CT_PRESETS[0]!, { center: -600.2, width: 1499.8 })).toBe(true);
    expect(isPreset(CT_PRESETS[0]!, { center: -600, width: 1400 })).toBe(false);
  });
});

test('a larger layout keeps what is shown and adds what is not', () => {
  expect(fillCells([], '1x1', ['a', 'b', 'c'])).toEqual(['a']);
  expect(fillCells(['b'], '2x2', ['a', 'b', 'c'])).toEqual(['b', 'a', 'c', null]);
  expect(fillCells(['gone'], '1x2', ['a', 'b'])).toEqual(['a', 'b']);
});

test('a stack is fetched from the image in view outwards', () => {
  expect(nearestFirst(5, 1)).toEqual([1, 2, 0, 3, 4]);
  expect(nearestFirst(3, 0)).toEqual([0, 1, 2]);
});

test('dates and ages of DICOM are readable, broken ones stay as they are', () => {
  expect([dateText('19870309'), dateText('unknown'), dateText(null)]).toEqual(['1987-03-09', 'unknown', '']);
  expect([ageText('045Y'), ageText('000D'), ageText(null)]).toEqual(['45Y', '0D', '']);
});

describe('thumbnails', () => {
  const source = {
    pixels: [0, 100, 0, 100],
    components: 1,
    rows: 2,
    columns: 2,
    pixelSize: { row: 1, column: 1 },
    window: { center: 50.5, width: 101 },
    voiFunction: 'LINEAR',
    isInverted: false,
  } as const;
  const greyAt = (rgba: Uint8ClampedArray, side: number, x: number, y: number) => rgba[(y * side + x) * 4];

  test('are windowed, inverted where the file is', () => {
    const plain = thumbnailPixels(source, 4);
    expect([greyAt(plain, 4, 0, 0), greyAt(plain, 4, 3, 3)]).toEqual([0, 255]);
    const inverted = thumbnailPixels({ ...source, isInverted: true }, 4);
    expect([greyAt(inverted, 4, 0, 0), greyAt(inverted, 4, 3, 3)]).toEqual([255, 0]);
  });

  test('keep the true proportions of pixels that are not square', () => {
    const flat = thumbnailPixels({ ...source, pixels: [100, 100, 100, 100], pixelSize: { row: 1, column: 2 } }, 8);
    expect([greyAt(flat, 8, 4, 0), greyAt(flat, 8, 4, 4), greyAt(flat, 8, 0, 4)]).toEqual([0, 255, 255]);
  });
});
