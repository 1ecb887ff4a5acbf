import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { readDataSet } from './data-set.ts';
import { type DicomJson, toDicomJson } from './dicom-json.ts';
import { buildDicom, type TestDataSet } from './testing/index.ts';

function jsonOf(dataSet: TestDataSet, transferSyntaxUid?: string): DicomJson {
  const bytes = buildDicom(dataSet, { transferSyntaxUid });
  const result = readDataSet(bytes, { totalSize: bytes.length });
  if (result.kind !== 'data-set') throw new Error('expected a data set');
  return toDicomJson(result.parsed);
}

test('the attributes of the example in PS3.18 F.2.1.1.2', () => {
  const dataSet: TestDataSet = {
    '00080005': ['CS', 'ISO_IR192'],
    '00080020': ['DA', '20130409'],
    '00080030': ['TM', '131600.0000'],
    '00080050': ['SH', '11235813'],
    '00080056': ['CS', 'ONLINE'],
    '00080061': ['CS', 'CT\\PET'],
    '00080090': ['PN', '^Bob^^Dr.'],
    '00100010': ['PN', 'Wang^XiaoDong=王^小東'],
    '00100020': ['LO', '12345'],
    '00100030': ['DA', ''],
    '00101002': ['SQ', [{ '00100020': ['LO', '54321'], '00100021': ['LO', 'Hospital B'] }, { '00100020': ['LO', '24680'] }]],
    '00201206': ['IS', '4'],
  };
  const expected = {
    '00080005': { vr: 'CS', Value: ['ISO_IR192'] },
    '00080020': { vr: 'DA', Value: ['20130409'] },
    '00080030': { vr: 'TM', Value: ['131600.0000'] },
    '00080050': { vr: 'SH', Value: ['11235813'] },
    '00080056': { vr: 'CS', Value: ['ONLINE'] },
    '00080061': { vr: 'CS', Value: ['CT', 'PET'] },
    '00080090': { vr: 'PN', Value: [{ Alphabetic: '^Bob^^Dr.' }] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東' }] },
    '00100020': { vr: 'LO', Value: ['12345'] },
    '00100030': { vr: 'DA' },
    '00101002': {
      vr: 'SQ',
      Value: [
        { '00100020': { vr: 'LO', Value: ['54321'] }, '00100021': { vr: 'LO', Value: ['Hospital B'] } },
        { '00100020': { vr: 'LO', Value: ['24680'] } },
      ],
    },
    '00201206': { vr: 'IS', Value: [4] },
  };
  expect(jsonOf(dataSet)).toEqual(expected);
  expect(jsonOf(dataSet, '1.2.840.10008.1.2')).toEqual(expected);
});

test('numbers, tags and empty values among several; no bulk data, no meta information', () => {
  expect(
    jsonOf({
      '00080008': ['CS', 'ORIGINAL\\\\AXIAL'],
      '00080018': ['UI', '1.2.3'],
      '00280009': ['AT', Buffer.from('1800631000280810', 'hex').subarray(0, 4)],
      '00280010': ['US', [512]],
      '00280103': ['US', [1]],
      '00280106': ['US', [65_000]],
      '00280030': ['DS', '0.5\\1.25'],
      '00189073': ['FD', Buffer.from(new Float64Array([2.5]).buffer)],
      '00091001': ['OB', Buffer.alloc(6)],
      '7FE00010': ['OW', Buffer.alloc(8)],
    }),
  ).toEqual({
    '00080008': { vr: 'CS', Value: ['ORIGINAL', null, 'AXIAL'] },
    '00080018': { vr: 'UI', Value: ['1.2.3'] },
    '00189073': { vr: 'FD', Value: [2.5] },
    '00280009': { vr: 'AT', Value: ['00181063'] },
    '00280010': { vr: 'US', Value: [512] },
    '00280030': { vr: 'DS', Value: [0.5, 1.25] },
    '00280103': { vr: 'US', Value: [1] },
    // Ambiguous between US and SS, and the pixels are signed: 65000 - 65536.
    '00280106': { vr: 'SS', Value: [-536] },
  });
});
