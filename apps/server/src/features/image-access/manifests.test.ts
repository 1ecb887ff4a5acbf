import { describe, expect, test } from 'vitest';
import { checkManifests } from './manifests.ts';

/** CT Image Storage (PS3.6 A) and what PS3.3 C.7.6.3 says of a CT slice. */
const sop = (n: number, changes: Record<string, unknown> = {}) => ({
  sopInstanceUID: `1.2.840.1.${n}`,
  sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
  rows: 512,
  columns: 512,
  bitsAllocated: 16,
  photometricInterpretation: 'MONOCHROME2',
  samplesPerPixel: 1,
  ...changes,
});
const series = (sops: unknown, changes: Record<string, unknown> = {}) => ({
  seriesInstanceUID: '1.2.840.2',
  seriesNumber: 2,
  seriesDescription: 'Axial',
  modality: 'CT',
  sops,
  ...changes,
});
const manifest = (seriesList: unknown, changes: Record<string, unknown> = {}) => ({
  studyInstanceUID: '1.2.840.3',
  series: seriesList,
  ...changes,
});
const check = (value: unknown, studyInstanceUid: string | null = null) => checkManifests([{ path: 'manifest', value }], studyInstanceUid);

test('a good manifest is used as it is, with every optional field', () => {
  const full = manifest([
    series([
      sop(1, {
        bitsStored: 12,
        highBit: 11,
        pixelRepresentation: 1,
        instanceNumber: 7,
        numberOfFrames: 3,
        rescaleSlope: 1,
        rescaleIntercept: -1024,
      }),
      sop(2, { isFloatPixelData: true, isDoubleFloatPixelData: false, bitsAllocated: 32 }),
    ]),
  ]);
  expect(check(full)).toEqual({ manifests: [full], sopInstanceUids: ['1.2.840.1.1', '1.2.840.1.2'], warnings: [] });
});

test('what we do not know is passed over; null stands for absent', () => {
  const { manifests, warnings } = check(
    manifest([series([sop(1, { windowCenter: 40, instanceNumber: null })], { laterality: 'L' })], { note: 'x' }),
  );
  expect(manifests).toEqual([manifest([series([sop(1)])])]);
  expect(warnings).toEqual([]);
});

describe('a bad SOP is dropped alone', () => {
  test.each<[Record<string, unknown>, RegExp]>([
    [{ sopInstanceUID: '1.02.3' }, /sopInstanceUID: expected a DICOM UID/],
    [{ sopInstanceUID: undefined }, /sopInstanceUID/],
    [{ sopClassUID: 'CT' }, /sopClassUID/],
    [{ rows: 0 }, /rows/],
    [{ rows: '512' }, /rows/],
    [{ rows: 65_536 }, /rows/],
    [{ columns: 1.5 }, /columns/],
    [{ bitsAllocated: 12 }, /bitsAllocated/],
    [{ photometricInterpretation: 'monochrome' }, /photometricInterpretation/],
    [{ samplesPerPixel: 2 }, /samplesPerPixel/],
    [{ bitsStored: 0 }, /bitsStored/],
    [{ pixelRepresentation: 2 }, /pixelRepresentation/],
    [{ numberOfFrames: 0 }, /numberOfFrames/],
    [{ rescaleSlope: '1' }, /rescaleSlope/],
    [{ isFloatPixelData: 'no' }, /isFloatPixelData/],
  ])('%j', (changes, why) => {
    const { manifests, sopInstanceUids, warnings } = check(manifest([series([sop(1), sop(2, changes), sop(3)])]));
    expect(manifests).toEqual([manifest([series([sop(1), sop(3)])])]);
    expect(sopInstanceUids).toEqual(['1.2.840.1.1', null, '1.2.840.1.3']);
    expect(warnings).toEqual([expect.stringMatching(/^manifest\.series\[0\]\.sops\[1\] was not used: /)]);
    expect(warnings[0]).toMatch(why);
  });

  test.each([null, 'text', 7, []])('%j', (bad) => {
    expect(check(manifest([series([bad, sop(1)])])).manifests).toEqual([manifest([series([sop(1)])])]);
  });

  test('one that was listed before, in this manifest or in another', () => {
    const one = manifest([series([sop(1), sop(1)])]);
    const { manifests, warnings } = checkManifests(
      [one, manifest([series([sop(1), sop(2)])])].map((value, index) => ({ path: `manifests[${index}]`, value })),
      null,
    );
    expect(manifests).toEqual([manifest([series([sop(1)])]), manifest([series([sop(2)])])]);
    expect(warnings).toEqual([
      'manifests[0].series[0].sops[1] was not used: it is listed before.',
      'manifests[1].series[0].sops[0] was not used: it is listed before.',
    ]);
  });
});

describe('a series', () => {
  test('without a good SOP left is dropped', () => {
    const { manifests, warnings } = check(manifest([series([sop(1)]), series([sop(2, { rows: 0 })]), series([])]));
    expect(manifests).toEqual([manifest([series([sop(1)])])]);
    expect(warnings).toEqual([
      expect.stringContaining('manifest.series[1].sops[0] was not used: rows'),
      'manifest.series[1] was not used: no SOP of it is left.',
      'manifest.series[2] was not used: no SOP of it is left.',
    ]);
  });

  test.each([null, 'text', series('none'), series([sop(9)], { seriesInstanceUID: 'a' })])('that cannot be told is dropped: %j', (bad) => {
    const { manifests, warnings } = check(manifest([bad, series([sop(1)])]));
    expect(manifests).toEqual([manifest([series([sop(1)])])]);
    expect(warnings).toEqual([expect.stringMatching(/^manifest\.series\[0\] was not used: /)]);
  });

  test('keeps its images where a word of it is bad or missing', () => {
    const { manifests, warnings } = check(manifest([series([sop(1)], { seriesNumber: 'two', seriesDescription: undefined, modality: 5 })]));
    expect(manifests).toEqual([manifest([series([sop(1)], { seriesNumber: null, seriesDescription: null, modality: null })])]);
    expect(warnings).toEqual([
      'manifest.series[0].seriesNumber was not used: it is of another type.',
      'manifest.series[0].modality was not used: it is of another type.',
    ]);
  });
});

test.each([
  null,
  [],
  'text',
  manifest('none'),
  manifest([]),
  manifest([series([])]),
  manifest([series([sop(1)])], { studyInstanceUID: '' }),
])('a manifest without anything usable is dropped: %j', (bad) => {
  const { manifests, warnings } = check(bad);
  expect(manifests).toEqual([]);
  expect(warnings.at(-1)).toMatch(/^manifest was not used: /);
});

test('a manifest of another study is dropped where the study is known', () => {
  const other = manifest([series([sop(1)])]);
  expect(check(other, '1.2.840.3').manifests).toHaveLength(1);
  expect(check(other, '1.2.840.4')).toMatchObject({
    manifests: [],
    warnings: ['manifest was not used: studyInstanceUID is of another study.'],
  });
});
