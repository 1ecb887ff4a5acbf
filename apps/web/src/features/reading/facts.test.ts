import { expect, test } from 'vitest';
import { assigneeName, formatDay, patientFacts, patientName, studyFacts } from './facts.ts';

test('a day is written so that month and day cannot be confused, in every time zone', () => {
  expect(formatDay('1960-06-03')).toBe('3 Jun 1960');
  expect(formatDay('2024-02-29')).toBe('29 Feb 2024');
});

test('the banner says what is known of the patient and nothing else', () => {
  expect(patientFacts({ reportMetadata: { dateOfBirth: '1960-06-03', age: '65 y', sex: 'female' } })).toBe('born 3 Jun 1960, 65 y, Female');
  expect(patientFacts({ reportMetadata: { sex: 'other' } })).toBe('Other');
  expect(patientFacts({ reportMetadata: {} })).toBe('');
});

test('a study has a modality and a time, where they are known', () => {
  expect(studyFacts({ modality: 'MR', reportMetadata: { studyDate: '2026-01-12', studyTime: '14:05' } })).toBe('MR, 12 Jan 2026 14:05');
  expect(studyFacts({ modality: null, reportMetadata: { studyDate: '2026-01-12' } })).toBe('12 Jan 2026');
});

test('a reader without a name is known by the email address', () => {
  expect(assigneeName({ assignedTo: { email: 'a@example.org', userId: 'usr_1' } })).toBe('a@example.org');
  expect(assigneeName({ assignedTo: { email: 'a@example.org', userId: 'usr_1', firstName: 'Ada', lastName: 'Kern' } })).toBe('Ada Kern');
  expect(assigneeName({ assignedTo: null })).toBeNull();
});

test('a name that a system wrote with carets is read as a name', () => {
  expect(patientName({ reportMetadata: { patientName: 'Doe^Jane^Q' } })).toBe('Doe, Jane Q');
  expect(patientName({ reportMetadata: { patientName: 'Jane Q Doe' } })).toBe('Jane Q Doe');
  expect(patientName({ reportMetadata: {} })).toBe('No patient name');
});
