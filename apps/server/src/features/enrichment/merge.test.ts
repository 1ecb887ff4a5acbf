import { expect, test } from 'vitest';
import { mergeContext, quote } from './merge.ts';

const EMPTY = { clinicalIndication: null, technologistTechnique: null, technologistNotes: null, priorReports: null, clinicalHistory: null };

test('every line of a document is quoted with its source, empty ones are left out', () => {
  const documents = [
    { fileName: 'referral.txt', content: ['Cough for two weeks.\r\n\r\n Smoker. ', '  '] },
    { fileName: 'labs.txt', content: ['CRP 80'] },
  ];
  expect(quote(documents)).toEqual({
    text: '"Cough for two weeks." [referral.txt]\n"Smoker." [referral.txt]\n"CRP 80" [labs.txt]',
    isCut: false,
  });
});

test('a study holds 50,000 characters of it: cut after a whole line, with a warning', () => {
  const { changes, warnings } = mergeContext(EMPTY, {}, [{ fileName: 'long.txt', content: Array(700).fill('x'.repeat(100)) }]);
  const history = changes.clinicalHistory ?? '';
  expect(history.length).toBeLessThanOrEqual(50_000);
  expect(history.split('\n').every((line) => line === `"${'x'.repeat(100)}" [long.txt]`)).toBe(true);
  expect(warnings).toEqual(['The documents were cut at 50000 characters.']);
});

test('only what is empty is filled; what is offered beside it is named', () => {
  const study = { ...EMPTY, clinicalIndication: 'Fall', technologistNotes: [], clinicalHistory: ' ' };
  const answer = { clinicalIndication: 'Cough', technologistTechnique: ' ', technologistNotes: ['Moved'], priorReports: [] };
  expect(mergeContext(study, answer, [{ fileName: 'a.txt', content: ['Smoker.'] }])).toEqual({
    changes: { technologistNotes: ['Moved'], clinicalHistory: '"Smoker." [a.txt]' },
    warnings: ['clinicalIndication was not used: the study has one.'],
  });
});
