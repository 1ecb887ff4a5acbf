import { randomUUID } from 'node:crypto';
import { and, count, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accessTokens, clinics, sessions, signInFailures, users } from '../../platform/db/schema.ts';

export type LinkPurpose = 'sign_in' | 'first_owner' | 'reroute' | 'viewer';
export type SessionKind = 'full' | 'reroute' | 'viewer';
export type UserRow = typeof users.$inferSelect;
export type LinkRow = typeof accessTokens.$inferSelect;

export interface NewSession {
  clinicId: string;
  tokenHash: Uint8Array;
  kind: SessionKind;
  userId: string | null;
  studyId: string | null;
  createdByApiKeyId: string | null;
  userAgent: string | null;
  expiresAt: Date;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const id = randomUUID();
  await tx.insert(sessions).values({ id, ...session });
  return id;
}

export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

export async function endSessionsOfUser(tx: Tx, userId: string, now: Date): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .returning({ id: sessions.id });
  return ended.length;
}

export async function insertLink(tx: Tx, link: Omit<LinkRow, 'id' | 'createdAt' | 'usedAt'>): Promise<void> {
  await tx.insert(accessTokens).values({ id: randomUUID(), ...link });
}

export async function findLink(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<LinkRow | null> {
  const [link] = await tx
    .select()
    .from(accessTokens)
    .where(and(eq(accessTokens.tokenHash, tokenHash), isNull(accessTokens.usedAt), gt(accessTokens.expiresAt, now)));
  return link ?? null;
}

/** Takes the link: of two that come at once one gets it, the other null. */
export async function useLink(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<LinkRow | null> {
  const [link] = await tx
    .update(accessTokens)
    .set({ usedAt: now })
    .where(and(eq(accessTokens.tokenHash, tokenHash), isNull(accessTokens.usedAt), gt(accessTokens.expiresAt, now)))
    .returning();
  return link ?? null;
}

/** Active users with this email, over all clinics: nobody is signed in yet. */
export async function usersByEmail(tx: Tx, email: string): Promise<UserRow[]> {
  return tx
    .select()
    .from(users)
    .where(and(eq(sql`lower(${users.email})`, email.toLowerCase()), isNull(users.revokedAt)));
}

export async function findUser(tx: Tx, userId: string): Promise<UserRow | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  return user ?? null;
}

export async function ownersExist(tx: Tx, clinicId: string): Promise<boolean> {
  const [row] = await tx
    .select({ owners: count() })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(users.level, 'owner')));
  return (row?.owners ?? 0) > 0;
}

export async function clinicName(tx: Tx, clinicId: string): Promise<string> {
  const [clinic] = await tx.select({ name: clinics.name }).from(clinics).where(eq(clinics.id, clinicId));
  return clinic?.name ?? '';
}

export async function renameClinic(tx: Tx, clinicId: string, name: string): Promise<void> {
  await tx.update(clinics).set({ name }).where(eq(clinics.id, clinicId));
}

export async function insertOwner(
  tx: Tx,
  owner: { clinicId: string; email: string; firstName: string; lastName: string; passwordHash: string },
): Promise<UserRow> {
  const [user] = await tx
    .insert(users)
    .values({
      id: randomUUID(),
      ...owner,
      level: 'owner',
      clinicRole: 'IT Administrator',
      canManageStudies: true,
      canCreateReports: false,
      hasDashboardAccess: true,
    })
    .returning();
  return user!;
}

export async function markLogin(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.update(users).set({ lastLoginAt: now }).where(eq(users.id, userId));
}

export async function countFailures(tx: Tx, subject: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ failures: count() })
    .from(signInFailures)
    .where(and(eq(signInFailures.subject, subject), gt(signInFailures.createdAt, since)));
  return row?.failures ?? 0;
}

export async function insertFailures(tx: Tx, subjects: string[], at: Date, forgetBefore: Date): Promise<void> {
  await tx.insert(signInFailures).values(subjects.map((subject) => ({ subject, createdAt: at })));
  await tx.delete(signInFailures).where(lt(signInFailures.createdAt, forgetBefore));
}

export async function forgetFailures(tx: Tx, subject: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.subject, subject));
}
