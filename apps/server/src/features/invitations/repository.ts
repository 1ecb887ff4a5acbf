import { type InvitationListQuery, type InvitationSelector, type InvitationStatus, rawId } from '@readroom/contract';
import { and, desc, eq, getTableColumns, gt, gte, inArray, lt, lte, ne, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/db/connection.ts';
import { endOf, instant } from '../../platform/db/instant.ts';
import { clinics, invitations, users } from '../../platform/db/schema.ts';
import type { Principal } from '../principal/index.ts';
import { hasJoined } from '../users/index.ts';

export type InvitationRow = typeof invitations.$inferSelect;
/** An invitation and whom it is to. */
export interface InvitationDetails {
  invitation: InvitationRow;
  user: typeof users.$inferSelect;
}

/** The only way to an invitation here: an owner or admin reaches their clinic, a key of scope `self` the invitations that it made. */
function within(principal: Principal, ...conditions: (SQL | undefined)[]): SQL | undefined {
  const onlyOwn =
    principal.kind === 'key' && principal.scope === 'self' ? eq(invitations.invitedByApiKeyId, principal.apiKeyId) : undefined;
  return and(eq(invitations.clinicId, principal.clinicId), onlyOwn, ...conditions);
}

function joined(tx: Tx) {
  return tx
    .select({ invitation: getTableColumns(invitations), user: getTableColumns(users) })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId));
}

export async function insertInvitation(tx: Tx, invitation: typeof invitations.$inferInsert): Promise<void> {
  await tx.insert(invitations).values(invitation);
}

export async function findInvitation(tx: Tx, principal: Principal, invitationId: string): Promise<InvitationDetails | null> {
  const id = rawId('inv', invitationId);
  if (id === null) return null;
  const [details] = await joined(tx).where(within(principal, eq(invitations.id, id)));
  return details ?? null;
}

/** Whether this user never came in: no password, and no invitation that was accepted. */
export async function hasNeverJoined(tx: Tx, userId: string): Promise<boolean> {
  const [stranger] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), not(hasJoined)));
  return stranger !== undefined;
}

/**
 * The invitation that a selector names, with its user: by id, or else the user's newest. Locked by its user's row, as everything that ends an invitation is: one order
 * for all, so that none waits for another in a circle.
 */
export async function lockInvitation(tx: Tx, principal: Principal, selector: InvitationSelector): Promise<InvitationDetails | null> {
  const invitationId = selector.invitationId === undefined ? undefined : rawId('inv', selector.invitationId);
  const userId = selector.userId === undefined ? undefined : rawId('usr', selector.userId);
  if (invitationId === null || userId === null) return null;
  const named = within(
    principal,
    invitationId === undefined ? undefined : eq(invitations.id, invitationId),
    userId === undefined ? undefined : eq(invitations.userId, userId),
  );
  const [found] = await joined(tx).where(named).orderBy(desc(invitations.seq)).limit(1);
  if (!found) return null;
  await lockInvitee(tx, found.user.id);
  const [details] = await joined(tx).where(within(principal, eq(invitations.id, found.invitation.id)));
  return details ?? null;
}

/** `limit + 1` invitations, newest first. */
export async function selectInvitations(tx: Tx, principal: Principal, query: InvitationListQuery, now: Date): Promise<InvitationDetails[]> {
  return joined(tx)
    .where(within(principal, query.cursor === undefined ? undefined : lt(invitations.seq, query.cursor), ...filters(query, now)))
    .orderBy(desc(invitations.seq))
    .limit(query.limit + 1);
}

function filters(query: InvitationListQuery, now: Date): (SQL | undefined)[] {
  return [
    query.startDate === undefined ? undefined : gte(invitations.createdAt, instant(query.startDate)),
    query.endDate === undefined ? undefined : lte(invitations.createdAt, endOf(query.endDate)),
    query.expired === 'expired' ? and(eq(invitations.status, 'sent'), lte(invitations.expiresAt, now)) : undefined,
    query.expired === 'not-expired' ? or(ne(invitations.status, 'sent'), gt(invitations.expiresAt, now)) : undefined,
    query.status?.length ? inArray(invitations.status, query.status) : undefined,
    query.userId === undefined ? undefined : eq(invitations.userId, rawId('usr', query.userId) ?? ''),
  ];
}

/** An invitation that the user could still accept. */
export async function hasOpenInvitation(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const [open] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.userId, userId), eq(invitations.status, 'sent'), gt(invitations.expiresAt, now)));
  return open !== undefined;
}

export async function touchInvitation(tx: Tx, id: string): Promise<void> {
  await tx.update(invitations).set({ updatedAt: sql`now()` }).where(eq(invitations.id, id));
}

/** Ends an open invitation: of two that come at once one gets it, the other false. */
export async function settleInvitation(tx: Tx, id: string, status: Exclude<InvitationStatus, 'sent'>, now: Date): Promise<boolean> {
  const settled = await tx
    .update(invitations)
    .set({ status, updatedAt: now })
    .where(and(eq(invitations.id, id), eq(invitations.status, 'sent')))
    .returning({ id: invitations.id });
  return settled.length > 0;
}

/** The old token is worthless from here on. */
export async function renewInvitation(tx: Tx, id: string, renewed: { tokenHash: Uint8Array; expiresAt: Date }): Promise<void> {
  await tx
    .update(invitations)
    .set({ ...renewed, updatedAt: sql`now()` })
    .where(eq(invitations.id, id));
}

const inviter = alias(users, 'inviter');

/** The open invitation of a token with what its page shows, over all clinics: nobody is signed in yet. */
export async function findByToken(tx: Tx, tokenHash: Uint8Array, now: Date) {
  const [found] = await tx
    .select({
      invitation: getTableColumns(invitations),
      user: getTableColumns(users),
      clinicName: clinics.name,
      inviter: { firstName: inviter.firstName, lastName: inviter.lastName },
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .innerJoin(clinics, eq(clinics.id, invitations.clinicId))
    .leftJoin(inviter, eq(inviter.id, invitations.inviterId))
    .where(and(eq(invitations.tokenHash, tokenHash), eq(invitations.status, 'sent'), gt(invitations.expiresAt, now)));
  return found ?? null;
}

/** The row of the user whose invitation it is, locked: whoever revokes their access waits, or has done so. */
export async function lockInvitee(tx: Tx, userId: string) {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  return user ?? null;
}

export async function joinUser(tx: Tx, userId: string, joined: { passwordHash: string; lastLoginAt: Date }): Promise<void> {
  await tx.update(users).set(joined).where(eq(users.id, userId));
}

/** Whose name stands under an invitation. */
export async function findSender(tx: Tx, clinicId: string, inviterId: string | null) {
  const [clinic] = await tx.select({ name: clinics.name }).from(clinics).where(eq(clinics.id, clinicId));
  const [person] = inviterId === null ? [] : await tx.select().from(users).where(eq(users.id, inviterId));
  return { clinicName: clinic?.name ?? '', inviterName: person ? `${person.firstName} ${person.lastName}` : null };
}
