import type { SessionUser, WorklistRow } from '@readroom/contract';
import { describe, expect, test } from 'vitest';
import { refusal, rowPermissions } from './row-actions.ts';

const me = `usr_${'1'.repeat(32)}`;
const other = { userId: `usr_${'2'.repeat(32)}`, name: 'Grace Chen' };
const radiologist: SessionUser = {
  userId: me,
  email: 'a@example.org',
  firstName: 'Ada',
  lastName: 'Kern',
  level: 'member',
  clinicRole: 'Radiologist',
  canManageStudies: false,
  canCreateReports: true,
  hasDashboardAccess: false,
};
const technologist: SessionUser = { ...radiologist, canCreateReports: false };
const admin: SessionUser = { ...radiologist, level: 'admin', canCreateReports: false };

function study(more: Partial<WorklistRow> = {}): WorklistRow {
  return {
    studyId: `stu_${'3'.repeat(32)}`,
    studyInstanceUid: '1.2.3',
    severity: 'normal',
    status: 'unassigned',
    isCancelled: false,
    isCritical: null,
    patientName: null,
    mrn: null,
    age: null,
    dateOfBirth: null,
    sex: null,
    studyDescription: 'CT HEAD',
    modality: 'CT',
    assignedTo: null,
    imageCount: 0,
    priorCount: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
    completedAt: null,
    ...more,
  };
}
const mine = study({ status: 'assigned', assignedTo: { userId: me, name: 'Ada Kern' } });
const theirs = study({ status: 'assigned', assignedTo: other });

describe('what the list offers', () => {
  test.each([
    ['a radiologist takes a free study', radiologist, study(), { take: true, assign: false, release: false }],
    ['and gives back one of theirs', radiologist, mine, { take: false, assign: false, release: true }],
    ['not one of a colleague', radiologist, theirs, { take: false, assign: false, release: false }],
    ['a technologist takes none', technologist, study(), { take: false, assign: false, release: false }],
    ['an administrator assigns any', admin, theirs, { take: false, assign: true, release: true }],
    ['a signed study stays', admin, study({ status: 'completed' }), { take: false, assign: false, release: false }],
    ['a cancelled one too', admin, study({ isCancelled: true }), { take: false, assign: false, release: false }],
    ['without a user there is nobody to assign to', null, study(), { take: false, assign: false, release: false }],
  ])('%s', (_name, user, row, expected) => {
    expect(rowPermissions(user, row)).toEqual(expected);
  });
});

test('a key that does nothing says why', () => {
  expect(refusal(radiologist, mine, 'take')).toBe('It is yours already.');
  expect(refusal(radiologist, theirs, 'take')).toContain("Grace Chen's");
  expect(refusal(radiologist, study(), 'release')).toBe("It is nobody's.");
  expect(refusal(radiologist, study({ status: 'completed' }), 'take')).toContain('signed');
});
