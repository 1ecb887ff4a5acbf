import { type AdminUserListQuery, rawId } from '@readroom/contract';
import { and, asc, desc, eq, getTableColumns, ilike, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, invitations, users } from '../../platform/db/schema.ts';
import { patternOf } from '../../platform/db/words.ts';
import { nameableUsers } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

export type UserRow = typeof users.$inferSelect;
/** A user, whether they ever came in (by an accepted invitation, or as the operator made them), and their newest invitation. */
export type UserDetails = UserRow & {
  hasJoined: boolean;
  invitationStatus: (typeof invitations.$inferSelect)['status'] | null;
  invitationExpiresAt: Date | null;
};
export type UserChange = Partial<
  Pick<
    UserRow,
    | 'firstName'
    | 'lastName'
    | 'middleName'
    | 'suffix1'
    | 'suffix2'
    | 'level'
    | 'clinicRole'
    | 'canManageStudies'
    | 'canCreateReports'
    | 'hasDashboardAccess'
    | 'npiNumber'
    | 'phoneNumber'
    | 'invitedSource'
    | 'invitedByApiKeyId'
    | 'revokedAt'
  >
>;

/** Whether such a user ever came in, for the condition or the columns of a select of users. */
// Columns by name: in a select of one table drizzle leaves their tables out, and `user_id = id` would compare an invitation with itself.
export const hasJoined = sql<boolean>`(${users}.password_hash IS NOT NULL OR EXISTS (SELECT FROM ${invitations} WHERE ${invitations}.user_id = ${users}.id AND ${invitations}.status = 'accepted'))`;
const newest = (column: typeof invitations.status | typeof invitations.expiresAt) =>
  sql`(SELECT ${column} FROM ${invitations} WHERE ${invitations}.user_id = ${users}.id ORDER BY ${invitations}.seq DESC LIMIT 1)`;
const columns = {
  ...getTableColumns(users),
  hasJoined: hasJoined.as('has_joined'),
  invitationStatus: newest(invitations.status).mapWith(invitations.status).as('invitation_status'),
  invitationExpiresAt: newest(invitations.expiresAt).mapWith(invitations.expiresAt).as('invitation_expires_at'),
};

/** Null where the email is in use in this clinic. */
export async function insertUser(tx: Tx, user: typeof users.$inferInsert): Promise<UserRow | null> {
  const [row] = await tx.insert(users).values(user).onConflictDoNothing().returning();
  return row ?? null;
}

export async function findUser(
  tx: Tx,
  principal: Principal,
  userId: string,
  options: { lock?: boolean } = {},
): Promise<UserDetails | null> {
  const id = rawId('usr', userId);
  if (id === null) return null;
  const query = tx
    .select(columns)
    .from(users)
    .where(and(nameableUsers(principal), eq(users.id, id)));
  const [user] = options.lock ? await query.for('update') : await query;
  return user ?? null;
}

/** Whoever has this email in the clinic, out of the caller's reach too; locked. */
export async function lockByEmail(tx: Tx, clinicId: string, email: string): Promise<UserDetails | null> {
  const [user] = await tx
    .select(columns)
    .from(users)
    .where(and(eq(users.clinicId, clinicId), isEmail(email)))
    .for('update');
  return user ?? null;
}

/** `limit + 1` users, newest first. */
export async function selectUsers(tx: Tx, principal: Principal, query: AdminUserListQuery): Promise<UserDetails[]> {
  return tx
    .select(columns)
    .from(users)
    .where(and(nameableUsers(principal), query.cursor === undefined ? undefined : lt(users.seq, query.cursor), ...filters(query)))
    .orderBy(desc(users.seq))
    .limit(query.limit + 1);
}

function filters(query: AdminUserListQuery): (SQL | undefined)[] {
  const words = query.words?.split(/\s+/).filter((word) => word !== '') ?? [];
  return [
    ...words.map((word) => or(...[users.firstName, users.lastName, users.email].map((text) => ilike(text, patternOf(word))))),
    query.email === undefined ? undefined : isEmail(query.email),
    query.firstName === undefined ? undefined : ilike(users.firstName, patternOf(query.firstName)),
    query.lastName === undefined ? undefined : ilike(users.lastName, patternOf(query.lastName)),
    query.invitedSource && eq(users.invitedSource, query.invitedSource),
    query.level && eq(users.level, query.level),
    query.canCreateReports === undefined ? undefined : eq(users.canCreateReports, query.canCreateReports),
  ];
}

function isEmail(email: string): SQL {
  return eq(sql`lower(${users.email})`, email.trim().toLowerCase());
}

/** The level of the user who made the key; null where the operator did. */
export async function findKeyMaker(tx: Tx, apiKeyId: string): Promise<UserRow['level'] | null> {
  const [maker] = await tx
    .select({ level: users.level })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.createdByUserId))
    .where(eq(apiKeys.id, apiKeyId));
  return maker?.level ?? null;
}

export async function updateUser(tx: Tx, userId: string, change: UserChange): Promise<void> {
  await tx
    .update(users)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(users.id, userId));
}

/** Nobody comes in by an invitation that was open. @returns how many there were. */
export async function closeInvitations(tx: Tx, userId: string, now: Date): Promise<number> {
  const closed = await tx
    .update(invitations)
    .set({ status: 'revoked', updatedAt: now })
    .where(and(eq(invitations.userId, userId), eq(invitations.status, 'sent')))
    .returning({ id: invitations.id });
  return closed.length;
}

/** Active users who may sign reports, by name. */
export async function selectReaders(tx: Tx, clinicId: string): Promise<UserRow[]> {
  return tx
    .select()
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(users.canCreateReports, true), isNull(users.revokedAt)))
    .orderBy(asc(users.lastName), asc(users.firstName));
}

/** `userId` is a raw UUID. */
export async function mayUseDashboard(tx: Tx, userId: string): Promise<boolean> {
  const [user] = await tx.select({ hasDashboardAccess: users.hasDashboardAccess }).from(users).where(eq(users.id, userId));
  return user?.hasDashboardAccess ?? false;
}
