import { SingleSignOnChangeSchema, StudyCreateSchema, UserInviteSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ApiFailure, ConnectionLost } from '../../api/index.ts';
import { checkForm, fieldErrors, withoutRow } from './form-errors.ts';

test('a form is checked by the schema of its operation, field by field', () => {
  const errors = checkForm(UserInviteSchema, { email: 'nobody', firstName: ' ', npiNumber: '1234567890' });
  expect(errors).toMatchObject({
    email: 'Expected an email address.',
    firstName: 'Expected a name.',
    npiNumber: 'Expected a 10-digit NPI with a valid check digit.',
  });
});

test('fields inside fields are named by their path', () => {
  const study = { studyInstanceUid: '1.2.3', studyDescription: 'CT', severity: 'normal', reportMetadata: { studyTime: '25:00' } };
  expect(checkForm(StudyCreateSchema, study)).toEqual({ 'reportMetadata.studyTime': 'Expected HH:MM.' });
});

test('a height below zero is told in words', () => {
  const study = {
    studyInstanceUid: '1.2.3',
    studyDescription: 'CT',
    severity: 'normal',
    reportMetadata: { height: { unit: 'cm', value: -1 }, weight: { unit: 'kg', value: Number.NaN } },
  };
  expect(checkForm(StudyCreateSchema, study)).toEqual({
    'reportMetadata.height.value': 'Expected zero or more.',
    'reportMetadata.weight.value': 'Expected a number.',
  });
});

test('the findings of a list go with its rows', () => {
  const errors = { 'priorReports.0.reportText': 'a', 'priorReports.2.studyDate': 'c', 'priorReportTexts.2': 'x', studyDescription: 'y' };
  expect(withoutRow(errors, 'priorReports', 0)).toEqual({
    'priorReports.1.studyDate': 'c',
    'priorReportTexts.2': 'x',
    studyDescription: 'y',
  });
  expect(withoutRow(errors, 'priorReportTexts', 1)).toEqual({
    ...errors,
    'priorReportTexts.2': undefined,
    'priorReportTexts.1': 'x',
  });
});

test('what the server finds in a list stands at the same place of the form', () => {
  const found = {
    code: 'malformed_request',
    issues: [{ path: 'priorReports[3].reportText', message: 'expected the text of the report' }],
  } as const;
  expect(fieldErrors(new ApiFailure(400, { ...found, issues: [...found.issues] }, null, null))).toEqual({
    'priorReports.3.reportText': 'Expected the text of the report.',
  });
});

test('the server has the last word; a lost connection is of no field', () => {
  const taken = { code: 'study_uid_taken', issues: [{ path: 'studyInstanceUid', message: 'already used by a study of this clinic' }] };
  expect(fieldErrors(new ApiFailure(409, taken, null, null))).toEqual({ studyInstanceUid: 'Already used by a study of this clinic.' });
  expect(fieldErrors(new ConnectionLost(null))).toEqual({});
});

test('what a schema says without words of its own is said in words', () => {
  expect(checkForm(SingleSignOnChangeSchema, { issuer: 'https://id.example', clientId: ' ', emailDomains: ['a.example'] })).toEqual({
    clientId: 'Expected the client id.',
  });
  const schema = z.object({ name: z.string().min(1), code: z.string().min(4), city: z.string().max(3) });
  expect(checkForm(schema, { name: '', code: '123', city: 'Springfield' })).toEqual({
    name: 'Enter something here.',
    code: 'At least 4 characters are needed.',
    city: 'At most 3 characters are taken.',
  });
});
