import { expect, test } from 'vitest';
import { mergeContext } from './merge.ts';

const EMPTY = { clinicalIndication: null, technologistTechnique: null, technologistNotes: null, priorReports: null, clinicalHistory: null };

test('documents become the clinical history, quoted with their sources', () => {
  const documents = [
    { fileName: 'referral.txt', content: ['Cough for two weeks.\r\n\r\n Smoker. ', '  '] },
    { fileName: 'labs.txt', content: ['CRP 80'] },
  ];
  const { changes, warnings } = mergeContext(EMPTY, {}, documents);
  expect(changes.clinicalHistory).toBe('"Cough for two weeks." [referral.txt]\n"Smoker." [referral.txt]\n"CRP 80" [labs.txt]');
  expect(warnings).toEqual([]);
});

test('of long ones a summary, with a warning that says how much was left out', () => {
  const talk = Array.from({ length: 99 }, (_, n) => `We talked about the weather and the garden, part ${n}.`);
  const { changes, warnings } = mergeContext(EMPTY, {}, [{ fileName: 'long.txt', content: [...talk, 'Known COPD.'] }]);
  expect(changes.clinicalHistory).toBe('"Known COPD." [long.txt]');
  expect(warnings).toEqual(['The documents were summarised: 1 of 100 statements are in the clinical history.']);
});

test('only what is empty is filled; what is offered beside it is named', () => {
  const study = { ...EMPTY, clinicalIndication: 'Fall', technologistNotes: [], clinicalHistory: ' ' };
  const answer = { clinicalIndication: 'Cough', technologistTechnique: ' ', technologistNotes: ['Moved'], priorReports: [] };
  expect(mergeContext(study, answer, [{ fileName: 'a.txt', content: ['Smoker.'] }])).toEqual({
    changes: { technologistNotes: ['Moved'], clinicalHistory: '"Smoker." [a.txt]' },
    warnings: ['clinicalIndication was not used: the study has one.'],
  });
});
