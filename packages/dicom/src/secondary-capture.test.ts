import dicomParser from 'dicom-parser';
import { expect, test } from 'vitest';
import { parseInstance, SECONDARY_CAPTURE_STORAGE, secondaryCapture, toDicomJson } from './index.ts';

const HEADER = {
  '00080020': { vr: 'DA', Value: ['20240315'] },
  '00080060': { vr: 'CS', Value: ['CT'] },
  '00080090': { vr: 'PN' },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Jörg', Ideographic: '山田^太郎' }] },
  '00100020': { vr: 'LO', Value: ['MRN-1'] },
  '00101020': { vr: 'DS', Value: [1.72] },
  '00180050': { vr: 'DS', Value: [5] },
  '00282110': { vr: 'CS', Value: ['01'] },
};
const CAPTURE = {
  rgb: Uint8Array.from({ length: 3 * 5 * 3 }, (_, index) => index),
  rows: 3,
  columns: 5,
  studyInstanceUid: '1.2.3',
  seriesInstanceUid: '1.2.3.4',
  seriesNumber: 9000,
  seriesDescription: 'Captures',
  sopInstanceUid: '1.2.3.4.5',
  instanceNumber: 2,
  capturedAt: { date: '20260101', time: '101112' },
  header: HEADER,
  source: { sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '1.2.9' },
};

/** Read by dicom-parser, which is not what wrote it. */
function written(changes: Partial<typeof CAPTURE> = {}) {
  const bytes = secondaryCapture({ ...CAPTURE, ...changes });
  const result = parseInstance(bytes, { totalSize: bytes.length });
  if (result.kind !== 'instance') throw new Error('the file is not whole');
  return { bytes, ...result, json: toDicomJson(result.parsed) };
}

test('is a Secondary Capture of the study, derived on a workstation, that names its source', () => {
  const { facts, json } = written();
  expect(facts.instance).toMatchObject({
    sopClassUid: SECONDARY_CAPTURE_STORAGE,
    sopInstanceUid: '1.2.3.4.5',
    photometricInterpretation: 'RGB',
  });
  expect(facts.study).toMatchObject({ studyInstanceUid: '1.2.3', date: '2024-03-15' });
  expect(facts.patient).toMatchObject({ name: 'Müller^Jörg=山田^太郎', id: 'MRN-1' });
  const value = (tag: string) => json[tag]?.Value;
  expect(value('00080008')).toEqual(['DERIVED', 'SECONDARY']);
  expect(value('00080064')).toEqual(['WSD']);
  expect(value('00080060')).toEqual(['CT']);
  expect(value('00101020')).toEqual([1.72]);
  expect(value('00282110')).toEqual(['01']);
  expect(value('00280301')).toEqual(['YES']);
  expect(value('00082112')).toEqual([
    { '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] }, '00081155': { vr: 'UI', Value: ['1.2.9'] } },
  ]);
});

// PS3.3 A.8.1-1: the modules Patient, General Study, General Series, SC Equipment, General Image, Image Pixel, SC Image and SOP Common.
test('has every attribute of types 1 and 2 of its modules, and nothing of the source that is not patient or study', () => {
  const { json } = written({ header: {} as typeof HEADER });
  const typeOne = ['00080016', '00080018', '0020000D', '0020000E', '00080060', '00080064'];
  const pixels = ['00280002', '00280004', '00280006', '00280010', '00280011', '00280100', '00280101', '00280102', '00280103'];
  const typeTwo = ['00100010', '00100020', '00100030', '00100040', '00080020', '00080030', '00080050', '00080090', '00200010'];
  expect(Object.keys(json)).toEqual(expect.arrayContaining([...typeOne, ...pixels, ...typeTwo, '00200011', '00200013', '00200020']));
  expect(json['00080060']?.Value).toEqual(['OT']);
  expect(json).not.toHaveProperty('00282110');
  expect(written().json).not.toHaveProperty('00180050');
});

test('the pixels are those that were given, padded to an even length', () => {
  const { bytes } = written();
  const { elements, byteArray } = dicomParser.parseDicom(bytes);
  const { dataOffset, length } = elements.x7fe00010!;
  expect(length).toBe(46);
  expect([...byteArray.subarray(dataOffset, dataOffset + length)]).toEqual([...CAPTURE.rgb, 0]);
});

test('other than rows by columns by three bytes is refused', () => {
  expect(() => written({ rows: 4 })).toThrow(RangeError);
});
