import { describe, expect, test } from 'vitest';
import { checkItems } from './check.ts';

const ASKED = { dateStart: '2026-06-03', dateEnd: '2026-06-04', modality: null };
const STEP = {
  Modality: 'CT',
  ScheduledProcedureStepID: 'SPS-1',
  ScheduledProcedureStepDescription: 'CT chest',
  ScheduledProcedureStepStartDate: '20260603',
  ScheduledProcedureStepStartTime: '101500',
};
const ITEM = {
  AccessionNumber: 'ACC-0000000001',
  PatientName: 'DOE^JANE^Q^DR^MD',
  PatientID: 'MRN-1',
  PatientBirthDate: '19680412',
  PatientSex: 'F',
  PatientSize: '1.72',
  PatientWeight: '',
  Modality: 'CT',
  ProtocolName: 'Chest routine',
  RequestedProcedureDescription: 'CT chest with contrast',
  StudyDescription: 'CT CHEST',
  StudyInstanceUID: '1.2.840.1',
  ScheduledProcedureStepSequence: [STEP],
};
const check = (change: Record<string, unknown>, asked: Partial<typeof ASKED> | { modality: string } = {}) =>
  checkItems([{ ...ITEM, ...change }], { ...ASKED, ...asked });
const step = (change: Record<string, unknown>) => ({ ScheduledProcedureStepSequence: [{ ...STEP, ...change }] });

test('a good item is taken as it is', () => {
  expect(check({})).toEqual({ items: [ITEM], warnings: [] });
});

// The value representations of PS3.5 table 6.2-1.
test.each<[string, Record<string, unknown>]>([
  ['SH is at most 16 characters', { AccessionNumber: 'A'.repeat(17) }],
  ['SH holds no backslash', { AccessionNumber: 'A\\B' }],
  ['SH holds no control character', { AccessionNumber: 'A\nB' }],
  ['a name needs a family name', { PatientName: '^JANE' }],
  ['a name has at most five components', { PatientName: 'A^B^C^D^E^F' }],
  ['a name is needed', { PatientName: null }],
  ['a patient id is needed', { PatientID: ' ' }],
  ['LO is at most 64 characters', { PatientID: '1'.repeat(65) }],
  ['DA has no dashes', { PatientBirthDate: '1968-04-12' }],
  ['DA is a day of the calendar', { PatientBirthDate: '19680231' }],
  ['sex is M, F or O', { PatientSex: 'female' }],
  ['size is in metres', { PatientSize: '172' }],
  ['size has no unit', { PatientSize: '1.72 m' }],
  ['weight is in kilograms', { PatientWeight: '-3' }],
  ['CS is upper case', { Modality: 'ct' }],
  ['UI has no leading zeros', { StudyInstanceUID: '1.02.3' }],
  ['a step is needed', { ScheduledProcedureStepSequence: [] }],
  ['a list of steps is needed', { ScheduledProcedureStepSequence: 'CT' }],
  ['text is text', { ProtocolName: 7 }],
])('%s', (_rule, change) => {
  const { items, warnings } = check(change);
  const [field = ''] = Object.keys(change);
  expect(items).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`^items\\[0\\] was left out: ${field}: `))]);
});

describe('steps', () => {
  test.each<[string, Record<string, unknown>]>([
    ['SH is at most 16 characters', { ScheduledProcedureStepID: 'S'.repeat(17) }],
    ['an id is needed', { ScheduledProcedureStepID: '' }],
    ['DA', { ScheduledProcedureStepStartDate: '20261301' }],
    ['TM', { ScheduledProcedureStepStartTime: '24:00' }],
    ['TM has no colon', { ScheduledProcedureStepStartTime: '10:15' }],
  ])('%s: a bad one is left out alone', (_rule, change) => {
    const { items, warnings } = check({ ScheduledProcedureStepSequence: [{ ...STEP, ...change }, STEP] });
    expect(items).toEqual([ITEM]);
    expect(warnings).toEqual([expect.stringMatching(/^items\[0\]\.ScheduledProcedureStepSequence\[0\] was left out: Scheduled/)]);
  });

  test('an item without a good step is left out', () => {
    expect(check(step({ Modality: null })).warnings.at(-1)).toBe('items[0] was left out: it has no usable step.');
  });

  test('what was not asked for is left out', () => {
    expect(check(step({ ScheduledProcedureStepStartDate: '20260605' })).warnings[0]).toMatch(/another day/);
    expect(check({}, { modality: 'MR' }).warnings[0]).toMatch(/another modality/);
    expect(check({}, { modality: 'CT' }).items).toHaveLength(1);
  });
});

test('what may be empty may be absent, and a number is taken for its text', () => {
  const { AccessionNumber, PatientBirthDate, PatientSex, ProtocolName, ...rest } = ITEM;
  const { items, warnings } = checkItems(
    [{ ...rest, PatientSize: 1.72, PatientWeight: null, StudyDescription: undefined, extra: 1 }],
    ASKED,
  );
  expect(warnings).toEqual([]);
  expect(items).toMatchObject([
    { AccessionNumber: '', PatientBirthDate: '', PatientSex: '', ProtocolName: '', PatientSize: '1.72', PatientWeight: '' },
  ]);
});

test('a bad item costs no other, and no warning quotes it', () => {
  const { items, warnings } = checkItems([{ ...ITEM, PatientName: 'SECRET\\NAME' }, null, ITEM], ASKED);
  expect(items).toEqual([ITEM]);
  expect(warnings).toHaveLength(2);
  expect(warnings.join()).not.toContain('SECRET');
});
