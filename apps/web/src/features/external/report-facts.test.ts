import { expect, test } from 'vitest';
import { fileAddress, origin } from './report-facts.ts';

test.each([
  [{ readerName: 'Dr. Old', signedAt: 'in 2019' }, 'Read by Dr. Old, signed in 2019'],
  [{ readerName: 'Dr. Old', signedAt: null }, 'Read by Dr. Old'],
  [{ readerName: null, signedAt: '03/04/2019' }, 'Signed 03/04/2019'],
  [{ readerName: '', signedAt: null }, 'Who read it is not known'],
])('%j reads "%s"', (report, text) => {
  expect(origin(report)).toBe(text);
});

test('a day and an instant are written as such, whatever the zone of the reader', () => {
  expect(origin({ readerName: null, signedAt: '2019-03-04' })).toMatch(/^Signed .*4.*2019/);
  expect(origin({ readerName: null, signedAt: '2019-03-04T10:00:00Z' })).not.toContain('T10');
  expect(origin({ readerName: null, signedAt: '2019-99-99' })).toBe('Signed 2019-99-99');
});

test('a file is asked for with the study that it is shown with', () => {
  expect(fileAddress('stu_1', { externalReportId: 'ext_2' })).toBe('/api/studies/stu_1/external-reports/ext_2/file');
});
