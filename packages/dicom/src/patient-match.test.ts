import { expect, test } from 'vitest';
import { findMismatches } from './patient-match.ts';

const fields = (order: Parameters<typeof findMismatches>[0], images: Parameters<typeof findMismatches>[1]) =>
  findMismatches(order, images).map((mismatch) => mismatch.field);

test.each([
  ['the same name in DICOM order', { patientName: 'Jane Doe' }, { patientName: 'DOE^JANE' }, []],
  ['family name first with a comma', { patientName: 'Doe, Jane' }, { patientName: 'Doe^Jane' }, []],
  ['accents', { patientName: 'José Muñoz' }, { patientName: 'MUNOZ^JOSE' }, []],
  [
    'the alphabetic group of a Japanese name',
    { patientName: 'Taro Yamada' },
    { patientName: 'Yamada^Tarou=山田^太郎=やまだ^たろう' },
    ['Patient name'],
  ],
  ['another person', { patientName: 'Jane Doe' }, { patientName: 'ROE^RICHARD' }, ['Patient name']],
  ['another MRN', { mrn: 'A1' }, { patientId: 'A2' }, ['Patient ID']],
  ['an MRN in other case', { mrn: 'a1' }, { patientId: 'A1 ' }, []],
  ['another birth date', { dateOfBirth: '1960-02-03' }, { patientBirthDate: '19600204' }, ['Date of birth']],
  ['the same birth date', { dateOfBirth: '1960-02-03' }, { patientBirthDate: '19600203' }, []],
  ['another sex', { sex: 'female' as const }, { patientSex: 'M' }, ['Sex']],
  ['images that say nothing', { patientName: 'Jane Doe', mrn: '1' }, { patientName: '', patientSex: '' }, []],
  ['an order that says nothing', {}, { patientName: 'DOE^JANE', patientId: '1', patientSex: 'F' }, []],
])('%s', (_name, order, images, expected) => {
  expect(fields(order, images)).toEqual(expected);
});

test('an order that writes the name with carets is shown as people write it', () => {
  expect(findMismatches({ patientName: 'DOE^JANE' }, { patientName: 'ROE^JANE' })).toEqual([
    { field: 'Patient name', order: 'JANE DOE', images: 'JANE ROE' },
  ]);
});
