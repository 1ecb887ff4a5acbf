import { expect, test } from 'vitest';
import { newPair } from '../metadata.ts';
import { contestedNames } from './contested.ts';
import { NEW_STUDY, type StudyFields } from './study-fields.ts';

const before: StudyFields = { ...NEW_STUDY, clinicalHistory: 'Smoker.', metadata: [newPair('site', '17')] };
const with_ = (change: Partial<StudyFields>, header: Partial<StudyFields['header']> = {}): StudyFields => ({
  ...before,
  metadata: [newPair('site', '17')],
  ...change,
  header: { ...before.header, ...header },
});

test('only what both changed, each to something else, is contested', () => {
  const mine = with_({ clinicalHistory: 'Never.', severity: 'stat' }, { mrn: 'M-1', height: '170' });
  const theirs = with_({ clinicalHistory: 'For years.', severity: 'stat', modality: 'CT' }, { mrn: 'M-2', studyDate: '2026-01-02' });
  expect(contestedNames(before, mine, theirs, 'standard')).toEqual(['clinical history', 'MRN']);
  expect(contestedNames(before, with_({}), theirs, 'standard')).toEqual([]);
});

test('lists are contested as a whole', () => {
  const names = contestedNames(before, with_({ technologistNotes: ['Moved.'] }), with_({ technologistNotes: ['Coughed.'] }), 'standard');
  expect(names).toEqual(['notes of the technologist']);
});
