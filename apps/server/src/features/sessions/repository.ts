import { randomUUID } from 'node:crypto';
import { and, count, desc, eq, gt, inArray, isNull, lt, max, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accessTokens, apiKeys, clinics, sessions, signInFailures, users } from '../../platform/db/schema.ts';

export type LinkPurpose = 'sign_in' | 'first_owner' | 'reroute' | 'viewer' | 'ephemeral';
export type SessionKind = 'full' | 'reroute' | 'viewer' | 'ephemeral';
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
  createdAt: Date;
  lastSeenAt: Date;
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

/** @returns the ids of those that still lived. */
export async function endSessionsOfUser(tx: Tx, userId: string, now: Date, except?: string): Promise<string[]> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}

export async function isKeyRevoked(tx: Tx, apiKeyId: string): Promise<boolean> {
  const [key] = await tx.select({ revokedAt: apiKeys.revokedAt }).from(apiKeys).where(eq(apiKeys.id, apiKeyId));
  return !key || key.revokedAt !== null;
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

/** No link that was made for the user opens anything any more. */
export async function useUpLinks(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(accessTokens)
    .set({ usedAt: now })
    .where(and(eq(accessTokens.userId, userId), isNull(accessTokens.usedAt)));
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

/** What the clinic's settings say of signing in. */
export type ClinicRules = Pick<typeof clinics.$inferSelect, 'name' | 'requiresSecondFactor' | 'idleSignOutMinutes'>;

export async function clinicRules(tx: Tx, clinicId: string): Promise<ClinicRules> {
  const { name, requiresSecondFactor, idleSignOutMinutes } = clinics;
  const [clinic] = await tx.select({ name, requiresSecondFactor, idleSignOutMinutes }).from(clinics).where(eq(clinics.id, clinicId));
  if (!clinic) throw new Error('the clinic of a session is not there');
  return clinic;
}

export async function renameClinic(tx: Tx, clinicId: string, name: string): Promise<void> {
  await tx.update(clinics).set({ name }).where(eq(clinics.id, clinicId));
}

/** Null where the email is in use in this clinic. */
export async function insertOwner(
  tx: Tx,
  owner: { clinicId: string; email: string; firstName: string; lastName: string; passwordHash: string },
): Promise<UserRow | null> {
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
    .onConflictDoNothing()
    .returning();
  return user ?? null;
}

export async function markLogin(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.update(users).set({ lastLoginAt: now }).where(eq(users.id, userId));
}

/** Held until the transaction ends: attempts of one subject are counted one after the other. */
export async function lockSubject(tx: Tx, subject: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 4600020))`);
}

/** When the nth newest failure since then was, or null where there are fewer. */
export async function nthNewestFailure(tx: Tx, subject: string, n: number, since: Date): Promise<Date | null> {
  const [row] = await tx
    .select({ createdAt: signInFailures.createdAt })
    .from(signInFailures)
    .where(and(eq(signInFailures.subject, subject), gt(signInFailures.createdAt, since)))
    .orderBy(desc(signInFailures.createdAt))
    .offset(n - 1)
    .limit(1);
  return row?.createdAt ?? null;
}

export async function insertFailures(tx: Tx, subjects: string[], at: Date, forgetBefore: Date): Promise<void> {
  await tx.insert(signInFailures).values(subjects.map((subject) => ({ subject, createdAt: at })));
  await tx.delete(signInFailures).where(lt(signInFailures.createdAt, forgetBefore));
}

/** The newest one of each. */
export async function forgetNewest(tx: Tx, subjects: string[]): Promise<void> {
  const newest = tx
    .select({ id: max(signInFailures.id) })
    .from(signInFailures)
    .where(inArray(signInFailures.subject, subjects))
    .groupBy(signInFailures.subject);
  await tx.delete(signInFailures).where(inArray(signInFailures.id, newest));
}

export async function forgetSubject(tx: Tx, subject: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.subject, subject));
}

export interface OwnSessionRow {
  id: string;
  kind: SessionKind;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** The living sessions of a user, the one used last first. */
export async function sessionsOfUser(tx: Tx, userId: string, now: Date): Promise<OwnSessionRow[]> {
  const { id, kind, userAgent, createdAt, lastSeenAt } = sessions;
  return tx
    .select({ id, kind, userAgent, createdAt, lastSeenAt })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(desc(lastSeenAt), desc(id));
}

/** False where the user has no living session with this id. */
export async function endSessionOfUser(tx: Tx, userId: string, sessionId: string, now: Date): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}
