import { ExternalStudyCreateSchema, type Study, StudyCreateSchema, StudyPatchSchema } from '@readroom/contract';
import { describe, expect, test } from 'vitest';
import { newPair } from '../metadata.ts';
import { createOf, fieldsOfStudy, NEW_PRIOR, NEW_STUDY, patchOf, rebased, type StudyFields } from './study-fields.ts';

const ordered: StudyFields = {
  ...NEW_STUDY,
  studyInstanceUid: ' 1.2.3 ',
  studyDescription: ' CT CHEST ',
  header: { ...NEW_STUDY.header, patientName: 'DOE^JANE', height: '172.5', weight: '140', weightUnit: 'lbs' },
  technologistNotes: ['moved', ' '],
  priorReports: [{ ...NEW_PRIOR, reportText: 'Clear lungs.', modality: 'CR' }],
  metadata: [newPair('site', '17')],
};

const stored: Study = {
  studyId: 'stu_00000000000000000000000000000001',
  studyInstanceUid: '1.2.3',
  studyDescription: 'CT CHEST',
  severity: 'high',
  studyReportStatus: 'unassigned',
  studyType: 'standard',
  reportMetadata: {
    patientName: 'DOE^JANE',
    height: { unit: 'in', value: 70 },
    procedure: 'CT',
    scanType: 'CT',
    studyDate: '2026-01-02',
    scanDate: '2026-01-02',
  },
  isCancelled: false,
  cancelledAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  clinicalHistory: 'Smoker.',
  technologistNotes: ['moved'],
  priorReports: [{ reportText: 'Clear lungs.', modality: 'CR' }],
  metadata: { site: '17' },
  org: null,
  priorReportTexts: [],
  priorStudyIds: [],
};

test('a new study leaves out what is empty', () => {
  const body = createOf(ordered, 'standard');
  expect(body).toEqual({
    studyInstanceUid: '1.2.3',
    studyDescription: 'CT CHEST',
    severity: 'normal',
    reportMetadata: { patientName: 'DOE^JANE', height: { unit: 'cm', value: 172.5 }, weight: { unit: 'lbs', value: 140 } },
    technologistNotes: ['moved'],
    priorReports: [{ reportText: 'Clear lungs.', modality: 'CR' }],
    metadata: { site: '17' },
  });
  expect(StudyCreateSchema.safeParse(body).success).toBe(true);
});

test('what is missing is found at its field', () => {
  const { error } = StudyCreateSchema.safeParse(createOf({ ...NEW_STUDY, priorReports: [NEW_PRIOR] }, 'standard'));
  expect(error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
    'priorReports.0.reportText',
    'studyDescription',
    'studyInstanceUid',
  ]);
});

test('an archive study has a report and no clinical context', () => {
  const report = { ...NEW_STUDY.report, readerName: 'Dr. Elsewhere', reportText: 'Normal.' };
  const body = createOf({ ...ordered, clinicalHistory: 'Smoker.', assignedTo: 'usr_1', report }, 'external');
  expect(body).toMatchObject({ readerName: 'Dr. Elsewhere', reportText: 'Normal.' });
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['clinicalHistory']));
  expect(ExternalStudyCreateSchema.safeParse(body).success).toBe(true);
});

test('what is opened and not touched changes nothing, the legacy names included', () => {
  expect(patchOf(fieldsOfStudy(stored), fieldsOfStudy(stored), 'standard')).toEqual({});
});

test('a change holds what differs, and null for what was emptied', () => {
  const before = fieldsOfStudy(stored);
  const body = patchOf(
    before,
    {
      ...before,
      severity: 'stat',
      clinicalHistory: ' ',
      technologistNotes: [],
      priorReports: [],
      metadata: [],
      header: { ...before.header, heightUnit: 'cm', height: '178', studyDate: '', mrn: 'M-1' },
    },
    'standard',
  );
  expect(body).toEqual({
    severity: 'stat',
    clinicalHistory: null,
    technologistNotes: null,
    priorReports: null,
    metadata: null,
    reportMetadata: { height: { unit: 'cm', value: 178 }, studyDate: null, mrn: 'M-1' },
  });
  expect(StudyPatchSchema.safeParse(body).success).toBe(true);
});

describe('priors of programs of the first revision', () => {
  const [one, other] = ['stu_00000000000000000000000000000007', 'stu_00000000000000000000000000000008'] as const;
  const sent = fieldsOfStudy({ ...stored, priorReportTexts: [' Clear in 2019.\n', 'Nodule.'], priorStudyIds: [one, other] });

  test('are left alone where nobody touched them, to the last space', () => {
    expect(patchOf(sent, sent, 'standard')).toEqual({});
    expect(patchOf(sent, { ...sent, priorReportTexts: [' Clear in 2019.\n', 'No nodule.'] }, 'standard')).toEqual({
      priorReportTexts: [' Clear in 2019.\n', 'No nodule.'],
    });
  });

  test('are removed one by one, and null where none is left', () => {
    const fewer = { ...sent, priorReportTexts: ['Nodule.'], priorStudyIds: [other] };
    expect(patchOf(sent, fewer, 'standard')).toEqual({ priorReportTexts: ['Nodule.'], priorStudyIds: [other] });
    const none = patchOf(sent, { ...sent, priorReportTexts: [], priorStudyIds: [] }, 'standard');
    expect(none).toEqual({ priorReportTexts: null, priorStudyIds: null });
    expect(StudyPatchSchema.safeParse(none).success).toBe(true);
  });

  test('are not emptied: an empty text is found at its field, and so is one of 50,001 characters', () => {
    const body = patchOf(sent, { ...sent, priorReportTexts: ['x'.repeat(50_001), ' \n'] }, 'standard');
    const issues = StudyPatchSchema.safeParse(body).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['priorReportTexts.0', 'priorReportTexts.1']);
    expect(issues[1]?.message).toBe('expected the text of the report');
  });

  test('a new study names prior studies; an archive study has none', () => {
    const naming = { ...ordered, priorStudyIds: [one] };
    expect(createOf(naming, 'standard')).toMatchObject({ priorStudyIds: [one] });
    expect(createOf(naming, 'standard')).not.toHaveProperty('priorReportTexts');
    expect(createOf(naming, 'external')).not.toHaveProperty('priorStudyIds');
    expect(createOf(ordered, 'standard')).not.toHaveProperty('priorStudyIds');
    expect(StudyCreateSchema.safeParse(createOf(naming, 'standard')).success).toBe(true);
  });

  test('what was chosen stays where a program changed the study meanwhile, and what it sent is taken', () => {
    const next = fieldsOfStudy({ ...stored, priorReportTexts: ['From the archive.'], priorStudyIds: [one, other] });
    const form = rebased(sent, { ...sent, priorStudyIds: [other] }, next);
    expect(form).toMatchObject({ priorReportTexts: ['From the archive.'], priorStudyIds: [other] });
    expect(patchOf(next, form, 'standard')).toEqual({ priorStudyIds: [other] });
  });
});

test('a description cannot be emptied', () => {
  const before = fieldsOfStudy(stored);
  const body = patchOf(before, { ...before, studyDescription: ' ' }, 'standard');
  expect(StudyPatchSchema.safeParse(body).error?.issues[0]?.path).toEqual(['studyDescription']);
});

test('a form whose study changed meanwhile keeps what was written in it', () => {
  const before = fieldsOfStudy(stored);
  const written = { ...before, severity: 'stat' as const, header: { ...before.header, mrn: 'M-1' } };
  const changed = fieldsOfStudy({ ...stored, studyDescription: 'CT THORAX', reportMetadata: { patientName: 'ROE^JANE' } });
  const form = rebased(before, written, changed);
  expect(form).toMatchObject({ severity: 'stat', studyDescription: 'CT THORAX', header: { mrn: 'M-1', patientName: 'ROE^JANE' } });
  expect(patchOf(changed, form, 'standard')).toEqual({ severity: 'stat', reportMetadata: { mrn: 'M-1' } });
});
