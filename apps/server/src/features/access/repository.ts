import { ApiError, rawId } from '@readroom/contract';
import { and, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { studies, users } from '../../platform/db/schema.ts';
import type { Principal, UserPrincipal } from '../principal/index.ts';
import { mayOpenStudy, type StudyRow, seesEveryAssignment } from './policy.ts';

/** The rows that `mayOpenStudy` lets a principal open, as a condition for lists. Always names the clinic. */
export function openableStudies(principal: Principal): SQL | undefined {
  return and(eq(studies.clinicId, principal.clinicId), isNull(studies.deletedAt), withinReach(principal));
}

function withinReach(principal: Principal): SQL | undefined {
  if (principal.kind === 'key') return principal.scope === 'all' ? undefined : eq(studies.createdByApiKeyId, principal.apiKeyId);
  const opened = inArray(studies.id, Object.keys(principal.openedStudies));
  if (principal.session !== 'full' || principal.userId === null) return opened;
  const signedIn = and(ofSeenCustomers(principal), ofSeenAssignments(principal, principal.userId));
  return signedIn && or(signedIn, opened);
}

/** The users whom a principal may name: a key of scope `self` those whom it invited, everybody else all of the clinic. For the condition of every look-up of a user by an id that a caller sent. */
export function nameableUsers(principal: Principal): SQL | undefined {
  const onlyOwn = principal.kind === 'key' && principal.scope === 'self' ? eq(users.invitedByApiKeyId, principal.apiKeyId) : undefined;
  return and(eq(users.clinicId, principal.clinicId), onlyOwn);
}

/** The user with this public id, if the principal may name them. */
export async function findNameableUser(tx: Tx, principal: Principal, userId: string): Promise<typeof users.$inferSelect | null> {
  const id = rawId('usr', userId);
  if (id === null) return null;
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, id), nameableUsers(principal)));
  return user ?? null;
}

/** `seesCustomerOf` as a condition. */
function ofSeenCustomers({ level, customerIds }: UserPrincipal): SQL | undefined {
  if (level !== 'member') return undefined;
  return customerIds.length === 0 ? isNull(studies.expressCustomerId) : inArray(studies.expressCustomerId, customerIds);
}

function ofSeenAssignments(user: UserPrincipal, userId: string): SQL | undefined {
  return seesEveryAssignment(user) ? undefined : or(isNull(studies.assignedToUserId), eq(studies.assignedToUserId, userId));
}

/**
 * The study with this public id, locked for the transaction where `lock` is set. Throws `not_found` alike for an id that is malformed, unknown, of another clinic or out of reach.
 */
export async function openStudy(tx: Tx, principal: Principal, studyId: string, options: { lock?: boolean } = {}): Promise<StudyRow> {
  const id = rawId('stu', studyId);
  if (!id) throw new ApiError('not_found');
  const query = tx
    .select()
    .from(studies)
    .where(and(eq(studies.id, id), eq(studies.clinicId, principal.clinicId)));
  const [study] = options.lock ? await query.for('update') : await query;
  if (!study || !mayOpenStudy(principal, study)) throw new ApiError('not_found');
  return study;
}
