import { randomUUID } from 'node:crypto';
import { and, count, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinics, recoveryCodes, users } from '../../platform/db/schema.ts';

export type UserRow = typeof users.$inferSelect;

export async function findUser(tx: Tx, userId: string): Promise<UserRow | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  return user ?? null;
}

/** The user of the clinic with this raw UUID or email, locked until the transaction ends. */
export async function lockUser(tx: Tx, clinicId: string, which: string | { email: string }): Promise<UserRow | null> {
  const condition = typeof which === 'string' ? eq(users.id, which) : eq(sql`lower(${users.email})`, which.email.trim().toLowerCase());
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.clinicId, clinicId), condition))
    .for('update');
  return user ?? null;
}

export async function clinicOf(tx: Tx, clinicId: string): Promise<Pick<typeof clinics.$inferSelect, 'name' | 'requiresSecondFactor'>> {
  const [clinic] = await tx
    .select({ name: clinics.name, requiresSecondFactor: clinics.requiresSecondFactor })
    .from(clinics)
    .where(eq(clinics.id, clinicId));
  if (!clinic) throw new Error('the clinic of a user is not there');
  return clinic;
}

/** A secret that is not in force yet, in place of an earlier one that never was. False where one is in force. */
export async function setSecret(tx: Tx, userId: string, totpSecretSealed: Uint8Array): Promise<boolean> {
  const set = await tx
    .update(users)
    .set({ totpSecretSealed, totpLastStep: null })
    .where(and(eq(users.id, userId), isNull(users.totpConfirmedAt)))
    .returning({ id: users.id });
  return set.length > 0;
}

/** Puts the secret into force. False where it is already. */
export async function confirmSecret(tx: Tx, userId: string, at: Date): Promise<boolean> {
  const confirmed = await tx
    .update(users)
    .set({ totpConfirmedAt: at })
    .where(and(eq(users.id, userId), isNull(users.totpConfirmedAt), isNotNull(users.totpSecretSealed)))
    .returning({ id: users.id });
  return confirmed.length > 0;
}

/** Uses up the code of a step, and those of all steps before: of two that come at once one gets it, the other false. */
export async function takeStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const taken = await tx
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, userId), or(isNull(users.totpLastStep), lt(users.totpLastStep, step))))
    .returning({ id: users.id });
  return taken.length > 0;
}

export async function removeSecret(tx: Tx, userId: string): Promise<void> {
  await tx.update(users).set({ totpSecretSealed: null, totpConfirmedAt: null, totpLastStep: null }).where(eq(users.id, userId));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

/** In place of those before. */
export async function replaceRecoveryCodes(tx: Tx, user: { clinicId: string; id: string }, hashes: Uint8Array[]): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user.id));
  await tx
    .insert(recoveryCodes)
    .values(hashes.map((codeHash) => ({ id: randomUUID(), clinicId: user.clinicId, userId: user.id, codeHash })));
}

/** Uses up a recovery code: of two that come at once one gets it, the other false. */
export async function takeRecoveryCode(tx: Tx, userId: string, codeHash: Uint8Array, now: Date): Promise<boolean> {
  const taken = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, codeHash), isNull(recoveryCodes.usedAt)))
    .returning({ id: recoveryCodes.id });
  return taken.length > 0;
}

export async function countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}
