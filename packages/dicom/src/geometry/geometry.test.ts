import { describe, expect, test } from 'vitest';
import {
  choosePixelSpacing,
  distanceMm,
  edgeLabels,
  edgeLabelsOfPatientOrientation,
  imageToPatient,
  orderSlices,
  planeName,
  type SpacingSource,
} from './index.ts';

const AXIAL = [1, 0, 0, 0, 1, 0];

describe('edge letters (PS3.3 C.7.6.2.1.1: +x left, +y posterior, +z head)', () => {
  test.each([
    ['axial', AXIAL, 'R', 'L', 'A', 'P', 'axial'],
    ['axial, seen from the head', [-1, 0, 0, 0, 1, 0], 'L', 'R', 'A', 'P', 'axial'],
    ['coronal', [1, 0, 0, 0, 0, -1], 'R', 'L', 'H', 'F', 'coronal'],
    ['sagittal', [0, 1, 0, 0, 0, -1], 'A', 'P', 'H', 'F', 'sagittal'],
    // A head CT with tilted gantry: columns run backwards and, 18.5 degrees, to the feet.
    ['gantry tilt', [1, 0, 0, 0, 0.9483237, -0.3173047], 'R', 'L', 'AH', 'PF', 'axial'],
    // Rows 45 degrees between left and back would be a tie; 30 degrees is more to the left.
    ['oblique', [0.8660254, 0.5, 0, 0, 0, -1], 'RA', 'LP', 'H', 'F', 'coronal'],
  ])('%s', (_name, cosines, left, right, top, bottom, plane) => {
    expect(edgeLabels(cosines)).toEqual({ left, right, top, bottom });
    expect(planeName(cosines)).toBe(plane);
  });

  test('of PatientOrientation L\\F: a frontal chest radiograph', () => {
    expect(edgeLabelsOfPatientOrientation(['L', 'F'])).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
  });

  test.each([[null], [[1, 0, 0]], [[0, 0, 0, 0, 0, 0]], [[1, 0, 0, 1, 0, 0]]])('none for %j', (cosines) => {
    expect(edgeLabels(cosines)).toBeNull();
  });
});

describe('slice order', () => {
  const slice = (instanceNumber: number, z: number, orientation: number[] | null = AXIAL) => ({
    sopInstanceUid: `1.2.${instanceNumber}`,
    instanceNumber,
    imagePositionPatient: [0, 0, z],
    imageOrientationPatient: orientation,
  });
  const numbers = (result: { slices: { instanceNumber: number }[] }) => result.slices.map((one) => one.instanceNumber);

  test('is along the normal, whatever the numbers say', () => {
    const result = orderSlices([slice(1, 10), slice(2, -5), slice(3, 0), slice(4, 5)]);
    expect(numbers(result)).toEqual([2, 3, 4, 1]);
    expect(result).toMatchObject({ basis: 'position', spacing: 5 });
  });

  test('of an oblique series measures along its own normal', () => {
    // Rows along x, columns 30 degrees down from +y: normal = (0, 0.5, 0.8660254). A step of (0, 1, 1.7320508) is 2 mm along it.
    const tilted = [1, 0, 0, 0, 0.8660254, -0.5];
    const at = (step: number) => ({
      sopInstanceUid: `1.${step + 1}`,
      instanceNumber: 9 - step,
      imagePositionPatient: [0, step, 1.7320508 * step],
      imageOrientationPatient: tilted,
    });
    const result = orderSlices([at(2), at(0), at(1)]);
    expect(numbers(result)).toEqual([9, 8, 7]);
    expect(result.spacing).toBeCloseTo(2, 5);
  });

  test('with a gap gives no spacing: it is no volume', () => {
    expect(orderSlices([slice(1, 0), slice(2, 5), slice(3, 15)]).spacing).toBeNull();
  });

  test('falls back to the instance number where one slice has no position or lies otherwise', () => {
    expect(orderSlices([slice(2, 0), slice(1, 5), { ...slice(3, 9), imagePositionPatient: null }])).toMatchObject({
      basis: 'instance-number',
    });
    const mixed = orderSlices([slice(2, 0), slice(1, 5), slice(3, 0, [1, 0, 0, 0, 0, -1])]);
    expect(numbers(mixed)).toEqual([1, 2, 3]);
    expect(mixed.basis).toBe('instance-number');
  });

  test('at one position is by instance number', () => {
    expect(numbers(orderSlices([slice(12, 5), slice(2, 5), slice(1, 0)]))).toEqual([1, 2, 12]);
  });
});

describe('pixel spacing (PS3.3 10.7.1.3)', () => {
  test.each<[string, SpacingSource, unknown]>([
    ['CT', { modality: 'CT', pixelSpacing: [0.5, 0.25] }, { rowSpacing: 0.5, columnSpacing: 0.25, basis: 'patient' }],
    [
      'a radiograph with detector spacing only',
      { modality: 'DX', pixelSpacing: null, imagerPixelSpacing: [0.2, 0.2] },
      { rowSpacing: 0.2, columnSpacing: 0.2, basis: 'detector' },
    ],
    [
      'both equal: not calibrated',
      { modality: 'DX', pixelSpacing: [0.2, 0.2], imagerPixelSpacing: [0.2, 0.2], pixelSpacingCalibrationType: 'GEOMETRY' },
      { rowSpacing: 0.2, columnSpacing: 0.2, basis: 'detector' },
    ],
    [
      'corrected for geometry',
      { modality: 'DX', pixelSpacing: [0.15, 0.15], imagerPixelSpacing: [0.2, 0.2], pixelSpacingCalibrationType: 'GEOMETRY' },
      { rowSpacing: 0.15, columnSpacing: 0.15, basis: 'calibrated-geometry' },
    ],
    [
      'by a fiducial',
      { modality: 'CR', pixelSpacing: [0.15, 0.15], imagerPixelSpacing: [0.2, 0.2], pixelSpacingCalibrationType: 'FIDUCIAL' },
      { rowSpacing: 0.15, columnSpacing: 0.15, basis: 'calibrated-fiducial' },
    ],
    [
      'a mammogram with magnification 2',
      { modality: 'MG', pixelSpacing: null, imagerPixelSpacing: [0.1, 0.1], estimatedRadiographicMagnificationFactor: 2 },
      { rowSpacing: 0.05, columnSpacing: 0.05, basis: 'magnification-corrected' },
    ],
    ['an old CR', { modality: 'CR', pixelSpacing: [0.2, 0.2] }, { rowSpacing: 0.2, columnSpacing: 0.2, basis: 'detector' }],
    [
      'a scanned film',
      { modality: 'OT', pixelSpacing: null, nominalScannedPixelSpacing: [0.1, 0.1] },
      { rowSpacing: 0.1, columnSpacing: 0.1, basis: 'scanned' },
    ],
    ['nothing', { modality: 'US', pixelSpacing: null }, null],
    ['zeros', { modality: 'CR', pixelSpacing: [0, 0] }, null],
  ])('of %s', (_name, source, expected) => {
    expect(choosePixelSpacing(source)).toEqual(expected);
  });

  test('the first value is the distance between rows: 3 rows down and 8 columns across at 0.5 \\ 0.25 mm are a 1.5-2-2.5 triangle', () => {
    expect(distanceMm({ column: 10, row: 10 }, { column: 18, row: 13 }, { rowSpacing: 0.5, columnSpacing: 0.25 })).toBe(2.5);
  });

  test('a pixel in the patient by equation C.7.6.2.1-1', () => {
    // Sagittal: rows run to the back (+y), columns to the feet (-z).
    const plane = {
      imagePositionPatient: [10, -100, 200],
      imageOrientationPatient: [0, 1, 0, 0, 0, -1],
      pixelSpacing: [0.5, 0.25],
    } as const;
    expect(imageToPatient({ column: 40, row: 20 }, plane)).toEqual([10, -90, 190]);
  });
});
