import { Buffer } from 'node:buffer';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Inflate } from './data-set.ts';
import { InvalidDicomError } from './errors.ts';
import { type InstanceFacts, parseInstance } from './instance.ts';
import { buildDicom, daikonFile, encapsulate, imageDataSet, type TestDataSet } from './testing/index.ts';

const inflate: Inflate = (deflated, isComplete) =>
  inflateRawSync(deflated, { finishFlush: isComplete ? constants.Z_FINISH : constants.Z_SYNC_FLUSH });

function factsOf(bytes: Uint8Array): InstanceFacts {
  const result = parseInstance(bytes, { totalSize: bytes.length, inflate });
  if (result.kind !== 'instance') throw new Error('expected an instance');
  return result.facts;
}

function refusal(bytes: Uint8Array, totalSize = bytes.length): InvalidDicomError {
  try {
    parseInstance(bytes, { totalSize, inflate });
  } catch (error) {
    if (error instanceof InvalidDicomError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('facts', () => {
  test.each([
    ['explicit little endian', '1.2.840.10008.1.2.1'],
    ['implicit little endian', '1.2.840.10008.1.2'],
    ['explicit big endian', '1.2.840.10008.1.2.2'],
  ])('of a CT slice in %s', (_name, transferSyntaxUid) => {
    expect(factsOf(buildDicom(imageDataSet(), { transferSyntaxUid }))).toMatchObject({
      patient: { name: 'Tester^Tess', id: 'MRN-1', birthDate: '1970-01-31', sex: 'F' },
      study: {
        studyInstanceUid: '1.2.826.0.1.3680043.10.1.1',
        date: '2024-03-15',
        time: '10:30:05',
        description: 'CT HEAD WITHOUT CONTRAST',
        accessionNumber: 'ACC-1',
        referringPhysicianName: 'Referrer^Rita',
      },
      series: {
        seriesInstanceUid: '1.2.826.0.1.3680043.10.1.2',
        number: 2,
        description: 'Axial 5 mm',
        modality: 'CT',
        bodyPartExamined: 'HEAD',
      },
      instance: {
        sopInstanceUid: '1.2.826.0.1.3680043.10.1.3.1',
        sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
        number: 7,
        transferSyntaxUid,
        isDisplayable: true,
        numberOfFrames: 1,
        rows: 4,
        columns: 6,
        imagePositionPatient: [-125, -120, 30.5],
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        pixelSpacing: [0.5, 0.25],
        sliceThickness: 5,
        windowCenter: [40, 600],
        windowWidth: [80, 2800],
        rescaleIntercept: -1024,
      },
      bulk: { tag: 'x7fe00010', length: 48 },
    });
  });

  // What dcmdump prints for these published files.
  test.each([
    ['implicit_little.dcm', '1.2.840.10008.1.2', 'MR', 256, 256, 1, 131072],
    ['explicit_big.dcm', '1.2.840.10008.1.2.2', 'MR', 256, 256, 1, 131072],
    ['explicit_little.dcm', '1.2.840.10008.1.2.1', 'MR', 256, 256, 16, 1048576],
    ['deflated.dcm', '1.2.840.10008.1.2.1.99', 'OT', 512, 512, 1, 262144],
    ['jpeg_baseline_8bit.dcm', '1.2.840.10008.1.2.4.50', 'XA', 512, 512, 96, null],
    ['jpeg_lossless_sel1.dcm', '1.2.840.10008.1.2.4.70', 'CT', 400, 512, 1, null],
    ['jpeg_ls.dcm', '1.2.840.10008.1.2.4.81', 'MR', 1024, 1024, 1, null],
    ['jpeg_2000.dcm', '1.2.840.10008.1.2.4.91', 'CT', 512, 512, 1, null],
    ['rle.dcm', '1.2.840.10008.1.2.5', 'CT', 512, 512, 1, null],
  ])('of %s', (file, transferSyntaxUid, modality, rows, columns, numberOfFrames, length) => {
    const facts = factsOf(daikonFile(file));
    expect(facts.instance).toMatchObject({ transferSyntaxUid, rows, columns, numberOfFrames });
    expect(facts.series.modality).toBe(modality);
    expect(facts.bulk?.length).toBe(length);
  });

  test('geometry of an enhanced multi-frame object comes from its functional groups', () => {
    const enhanced = imageDataSet({
      '52009229': ['SQ', [{ '00289110': ['SQ', [{ '00280030': ['DS', '0.7\\0.8'], '00180050': ['DS', '3'] }]] }]],
      '52009230': [
        'SQ',
        [{ '00209113': ['SQ', [{ '00200032': ['DS', '1\\2\\3'] }]] }, { '00209113': ['SQ', [{ '00200032': ['DS', '1\\2\\6'] }]] }],
      ],
    });
    expect(factsOf(buildDicom(enhanced)).instance).toMatchObject({
      pixelSpacing: [0.7, 0.8],
      sliceThickness: 3,
      imagePositionPatient: [1, 2, 3],
    });
  });

  test('a spacing of zero is no spacing', () => {
    expect(factsOf(buildDicom(imageDataSet({ '00280030': ['DS', '0\\0'] }))).instance.pixelSpacing).toBeNull();
  });

  test('an unknown transfer syntax is taken and flagged as not displayable', () => {
    const file = buildDicom(imageDataSet({ '7FE00010': ['OB', encapsulate([Buffer.alloc(10)])] }), { transferSyntaxUid: '1.2.3.4' });
    expect(factsOf(file).instance).toMatchObject({ transferSyntaxUid: '1.2.3.4', isDisplayable: false });
  });

  test('an object without pixels is read to its end', () => {
    const { '7FE00010': _pixels, ...document } = imageDataSet({
      '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.88.11'],
      '00280010': ['US', []],
    });
    expect(factsOf(buildDicom(document)).bulk).toBeNull();
  });
});

describe('the head of a file', () => {
  test('asks for more until the pixel data is reached, then gives the same facts as the whole file', () => {
    const file = buildDicom(imageDataSet());
    const whole = factsOf(file);
    const pixelData = whole.bulk!.offset;
    for (let size = 0; size < pixelData; size++) {
      const result = parseInstance(file.subarray(0, size), { totalSize: file.length });
      expect(result.kind).toBe('need-more-bytes');
      expect(result.kind === 'need-more-bytes' && result.atLeast).toBeGreaterThan(size);
    }
    for (const size of [pixelData, pixelData + 1, file.length]) {
      const result = parseInstance(file.subarray(0, size), { totalSize: file.length });
      expect(result.kind === 'instance' && result.facts).toEqual(whole);
    }
  });

  test('is enough for a deflated file', () => {
    const plain = buildDicom(
      imageDataSet({ '00280010': ['US', [400]], '00280011': ['US', [600]], '7FE00010': ['OW', Buffer.alloc(480_000, 7)] }),
      {
        transferSyntaxUid: '1.2.840.10008.1.2.1.99',
      },
    );
    const metaEnd = plain.indexOf(Buffer.from('08000500', 'hex'), 132);
    const file = Buffer.concat([plain.subarray(0, metaEnd), deflateRawSync(plain.subarray(metaEnd), { level: 1 })]);
    const result = parseInstance(file.subarray(0, file.length - 400), { totalSize: file.length, inflate });
    expect(result.kind === 'instance' && result.facts).toEqual(factsOf(file));
  });
});

describe('refuses, with the reason', () => {
  test('an empty file', () => {
    expect(refusal(Buffer.alloc(0))).toMatchObject({ code: 'empty-file', message: 'The file is empty (0 bytes).' });
  });

  test.each([
    ['JPEG image', 'ffd8ffe000104a464946'],
    ['PNG image', '89504e470d0a1a0a'],
    ['PDF document', '255044462d312e37'],
    ['ZIP archive', '504b030414000000'],
  ])('a %s', (kind, hex) => {
    expect(refusal(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(200)]))).toMatchObject({
      code: 'not-dicom',
      message: `This is a ${kind}, not a DICOM file.`,
    });
  });

  test('text', () => {
    expect(refusal(Buffer.from('hello'))).toMatchObject({ code: 'not-dicom' });
  });

  test.each([
    ['StudyInstanceUID (0020,000D)', '0020000D'],
    ['SeriesInstanceUID (0020,000E)', '0020000E'],
    ['SOPInstanceUID (0008,0018)', '00080018'],
    ['SOPClassUID (0008,0016)', '00080016'],
  ])('a missing %s', (name, tag) => {
    const missing = refusal(buildDicom(imageDataSet({ [tag]: ['UI', ''] }), { meta: { '00020003': ['UI', ''] } }));
    expect(missing).toMatchObject({ code: 'missing-uid', message: `${name} is missing.` });
  });

  test('a UID that is none, without repeating it', () => {
    const error = refusal(buildDicom(imageDataSet({ '0020000D': ['UI', 'Tester^Tess'] })));
    expect(error.code).toBe('invalid-uid');
    expect(error.message).not.toContain('Tester');
  });

  test('meta information of another instance', () => {
    expect(refusal(buildDicom(imageDataSet(), { meta: { '00020003': ['UI', '1.2.3.4'] } })).code).toBe('sop-instance-mismatch');
  });

  test('a missing transfer syntax', () => {
    expect(refusal(buildDicom(imageDataSet(), { transferSyntaxUid: '' })).code).toBe('missing-transfer-syntax');
  });

  test('a file cut off anywhere', () => {
    const file = buildDicom(imageDataSet());
    // Cut exactly between two elements before the UIDs, nothing says that more was meant to follow: then it is a UID that is missing.
    const uidsEnd = file.indexOf('200011004953', 0, 'hex');
    for (let size = 132; size < uidsEnd; size++) expect(['truncated', 'missing-uid']).toContain(refusal(file.subarray(0, size)).code);
    for (let size = uidsEnd; size < file.length; size++) expect(refusal(file.subarray(0, size)).code).toBe('truncated');
  });

  test('a deflated file cut off', () => {
    expect(refusal(daikonFile('deflated.dcm').subarray(0, 4000)).code).toBe('truncated');
  });

  test.each<[string, TestDataSet]>([
    ['more rows', { '00280010': ['US', [5]] }],
    ['more frames', { '00280008': ['IS', '2'] }],
    ['more samples', { '00280002': ['US', [3]], '00280004': ['CS', 'RGB'] }],
  ])('pixel data that is too short for %s, naming the instance', (_name, change) => {
    const instance = { sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '1.2.826.0.1.3680043.10.1.3.1' };
    expect(refusal(buildDicom(imageDataSet(change)))).toMatchObject({ code: 'truncated', instance });
  });

  test('bytes that are no elements', () => {
    const file = buildDicom(imageDataSet());
    const garbage = Buffer.concat([file.subarray(0, 400), Buffer.alloc(200, 0xa5)]);
    expect(['malformed', 'truncated']).toContain(refusal(garbage).code);
  });
});
