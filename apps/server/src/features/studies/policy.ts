import { ApiError, rawId, type StudyPatch } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { CustomerRow } from '../express/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import type { UserRow } from './repository.ts';

/** The rules of studies, each as a sentence; each throws the error that tells the caller which one it met. */

/** A study is assigned only to an active user who can create reports. Unknown: `not_found`; otherwise `unprocessable`. */
export function mustBeReader(user: UserRow | null, field: string): UserRow {
  const active = mustBeActive(user, field);
  if (!active.canCreateReports) throw refused('This user cannot create reports.', field, 'expected a user who can create reports');
  return active;
}

/** A link is made only for an active user of the clinic. Unknown: `not_found`; revoked: `unprocessable`. */
export function mustBeActive(user: UserRow | null, field: string): UserRow {
  if (!user)
    throw new ApiError('not_found', { message: 'There is no user with that id.', issues: [{ path: field, message: 'no such user' }] });
  if (user.revokedAt) throw refused('This user no longer has access.', field, 'expected an active user');
  return user;
}

/** Whoever opens a reader's link signs in that reader's name: a member makes one only for themselves. Otherwise `forbidden`. */
export function mustHandOnOwnName({ level, userId }: UserPrincipal, assignedToUserId: string): void {
  if (level === 'member' && rawId('usr', assignedToUserId) !== userId)
    throw new ApiError('forbidden', {
      message: 'Only owners and admins make a link in the name of another reader. Assign the study to them instead.',
    });
}

/** A study is placed only with an active customer. Unknown: `not_found`; deactivated: `unprocessable`. */
export function mustTakeStudies(customer: CustomerRow | null): CustomerRow {
  const path = 'expressCustomerId';
  if (!customer) {
    throw new ApiError('not_found', {
      message: 'There is no Express customer with that id.',
      issues: [{ path, message: 'no such customer' }],
    });
  }
  if (!customer.isActive) throw refused('This Express customer is deactivated.', path, 'expected an active customer');
  return customer;
}

/** A cancelled study takes no dictation, no assignment and no reroute. */
export function mustNotBeCancelled(study: StudyRow): void {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
}

/** Only a standard study is dictated; an archive study already has its report. */
export function mustBeStandard(study: StudyRow): void {
  if (study.studyType !== 'standard')
    throw new ApiError('unprocessable', { message: 'An external study is an archive: it is not dictated.' });
}

/** An archive study takes no clinical context: nothing of it is dictated. */
export function mustTakeContext(study: StudyRow, patch: StudyPatch): void {
  const field = study.studyType === 'external' && CONTEXT.find((name) => patch[name] != null);
  if (field) throw refused('An external study takes no clinical context.', field, 'not of an external study');
}

const CONTEXT = [
  'clinicalHistory',
  'clinicalIndication',
  'priorReports',
  'priorReportTexts',
  'priorStudyIds',
  'technologistNotes',
  'technologistTechnique',
] as const satisfies (keyof StudyPatch)[];

/** Only a cancelled standard study is brought back. */
export function mustBeUncancellable(study: StudyRow): void {
  if (study.studyType !== 'standard') throw new ApiError('unprocessable', { message: 'Only a standard study can be uncancelled.' });
  if (!study.cancelledAt) throw new ApiError('unprocessable', { message: 'The study is not cancelled.' });
}

/** Where a caller names a study twice, both names are of one study. */
export function mustBeNamed(study: StudyRow, studyInstanceUid: string | undefined): void {
  if (studyInstanceUid !== undefined && studyInstanceUid !== study.studyInstanceUid) {
    throw refused('studyId and studyInstanceUid name different studies.', 'studyInstanceUid', 'not the UID of the study with this studyId');
  }
}

function refused(message: string, path: string, issue: string): ApiError {
  return new ApiError('unprocessable', { message, issues: [{ path, message: issue }] });
}
