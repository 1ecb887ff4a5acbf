import { publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { findNameableUser, type StudyRow } from '../access/index.ts';
import { type Caller, noteStudyChange } from './audit.ts';
import { mustBeReader, mustBeStandard, mustNotBeCancelled } from './policy.ts';
import { type StudyChange, updateStudy } from './repository.ts';

/**
 * What an assignment changes: unassigned -> assigned and back on null. A study that is being dictated or is signed keeps its state and its draft.
 * `userId` is a raw UUID or null.
 */
export function assignmentChange(study: Pick<StudyRow, 'status'>, userId: string | null): StudyChange {
  if (study.status !== 'unassigned' && study.status !== 'assigned') return { assignedToUserId: userId };
  return { assignedToUserId: userId, status: userId === null ? 'unassigned' : 'assigned' };
}

/** Checks that the study may be given to the user (public id) who is named in the request's `field`. @returns the raw UUID. */
export async function checkAssignee(tx: Tx, { principal }: Caller, study: StudyRow, userId: string, field: string): Promise<string> {
  mustNotBeCancelled(study);
  mustBeStandard(study);
  return mustBeReader(await findNameableUser(tx, principal, userId), field).id;
}

/**
 * Assigns a locked study to a user (public id) or to nobody, with its audit row and notice. A study that is theirs already is left as it is.
 * Throws `study_cancelled`, `not_found` for an unknown user, `unprocessable` for one who cannot report.
 */
export async function assignStudy(tx: Tx, caller: Caller, study: StudyRow, userId: string | null, field: string): Promise<void> {
  mustNotBeCancelled(study);
  const assignee = userId === null ? null : await checkAssignee(tx, caller, study, userId, field);
  if (assignee === study.assignedToUserId) return;
  await updateStudy(tx, study.id, assignmentChange(study, assignee));
  await noteStudyChange(tx, caller, 'study.assigned', study.id, { assignedTo: assignee && publicId('usr', assignee) });
}
