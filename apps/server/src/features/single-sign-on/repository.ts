import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinics, invitations, type OidcSettings, oidcFlows, users } from '../../platform/db/schema.ts';
import { hasJoined } from '../users/index.ts';

export type { OidcSettings };
export type FlowRow = typeof oidcFlows.$inferSelect;

/**
 * The clinics that have single sign-on for a domain; first those that have an active user with this email. Somebody who has come into a clinic is sent to the provider of another only where they have come
 * in there too: whoever owns a clinic could else send the users of others to a page of their own, by naming their domain.
 */
export async function clinicsForEmail(tx: Tx, email: string, domain: string): Promise<{ id: string; oidc: OidcSettings }[]> {
  const knows = sql`EXISTS (SELECT FROM ${users} WHERE ${users.clinicId} = ${clinics.id} AND lower(${users.email}) = ${email} AND ${users.revokedAt} IS NULL)`;
  const isTheirs = sql`lower(${users.email}) = ${email} AND ${users.revokedAt} IS NULL AND ${hasJoined}`;
  const belongs = sql`EXISTS (SELECT FROM ${users} WHERE ${users.clinicId} = ${clinics.id} AND ${isTheirs})`;
  const belongsNowhere = sql`NOT EXISTS (SELECT FROM ${users} WHERE ${isTheirs})`;
  const rows = await tx
    .select({ id: clinics.id, oidc: clinics.oidc })
    .from(clinics)
    .where(sql`${clinics.oidc} -> 'emailDomains' ? ${domain} AND (${belongs} OR ${belongsNowhere})`)
    .orderBy(sql`${knows} DESC`, clinics.createdAt);
  return rows.flatMap(({ id, oidc }) => (oidc ? [{ id, oidc }] : []));
}

export async function findSettings(tx: Tx, clinicId: string): Promise<OidcSettings | null> {
  const [clinic] = await tx.select({ oidc: clinics.oidc }).from(clinics).where(eq(clinics.id, clinicId));
  return clinic?.oidc ?? null;
}

/** One of the domains that another clinic signs in with another provider. */
export async function findTakenDomain(tx: Tx, clinicId: string, { issuer, emailDomains }: OidcSettings): Promise<string | null> {
  const rows = await tx
    .select({ oidc: clinics.oidc })
    .from(clinics)
    .where(and(ne(clinics.id, clinicId), isNotNull(clinics.oidc)));
  const taken = rows.flatMap(({ oidc }) => (oidc && oidc.issuer !== issuer ? oidc.emailDomains : []));
  return emailDomains.find((domain) => taken.includes(domain)) ?? null;
}

export async function storeSettings(tx: Tx, clinicId: string, oidc: OidcSettings | null): Promise<void> {
  await tx.update(clinics).set({ oidc }).where(eq(clinics.id, clinicId));
}

export async function insertFlow(tx: Tx, flow: Omit<typeof oidcFlows.$inferInsert, 'id'>, now: Date): Promise<void> {
  await tx.delete(oidcFlows).where(lt(oidcFlows.expiresAt, now));
  await tx.insert(oidcFlows).values({ id: randomUUID(), ...flow });
}

/** Takes the flow of a state: it is finished once. Over all clinics: nobody is signed in yet. */
export async function takeFlow(tx: Tx, stateHash: Uint8Array, now: Date): Promise<FlowRow | null> {
  const [flow] = await tx
    .update(oidcFlows)
    .set({ usedAt: now })
    .where(and(eq(oidcFlows.stateHash, stateHash), isNull(oidcFlows.usedAt), gt(oidcFlows.expiresAt, now)))
    .returning();
  return flow ?? null;
}

/** The active user of the clinic with this email, locked. */
export async function lockUserByEmail(tx: Tx, clinicId: string, email: string) {
  const [user] = await tx
    .select({ id: users.id, hasPassword: sql<boolean>`${users.passwordHash} IS NOT NULL` })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(sql`lower(${users.email})`, email.toLowerCase()), isNull(users.revokedAt)))
    .for('update');
  return user ?? null;
}

/** The provider has shown that the email is theirs: that accepts an open invitation. @returns the ids of those that were. */
export async function acceptOpenInvitations(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const accepted = await tx
    .update(invitations)
    .set({ status: 'accepted', updatedAt: now })
    .where(and(eq(invitations.userId, userId), eq(invitations.status, 'sent'), gt(invitations.expiresAt, now)))
    .returning({ id: invitations.id });
  return accepted.map(({ id }) => id);
}

export async function hasAccepted(tx: Tx, userId: string): Promise<boolean> {
  const [accepted] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.userId, userId), eq(invitations.status, 'accepted')))
    .limit(1);
  return accepted !== undefined;
}
