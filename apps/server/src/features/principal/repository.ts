import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '../../platform/db/connection.ts';
import { apiKeys, sessions, users } from '../../platform/db/schema.ts';
import type { KeyPrincipal, UserPrincipal } from './principal.ts';

/** Idle sessions end after this many hours; every use moves the end. */
export const SESSION_IDLE_HOURS = 12;
const TOUCH_EVERY_MS = 60_000;

export async function findKey(db: Database, keyHash: Uint8Array): Promise<KeyPrincipal | null> {
  return db.asSystem(async (tx) => {
    const [key] = await tx
      .select({
        clinicId: apiKeys.clinicId,
        apiKeyId: apiKeys.id,
        scope: apiKeys.scope,
        isViewerEnabled: apiKeys.isViewerEnabled,
        lastUsedAt: apiKeys.lastUsedAt,
      })
      .from(apiKeys)
      .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)));
    if (!key) return null;
    const now = new Date();
    const stale = new Date(now.getTime() - TOUCH_EVERY_MS);
    if (!key.lastUsedAt || key.lastUsedAt < stale) {
      await tx
        .update(apiKeys)
        .set({ lastUsedAt: now })
        .where(and(eq(apiKeys.id, key.apiKeyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, stale))));
    }
    const { lastUsedAt: _, ...principal } = key;
    return { kind: 'key', ...principal };
  });
}

export async function findSession(db: Database, tokenHash: Uint8Array, now: Date): Promise<UserPrincipal | null> {
  return db.asSystem(async (tx) => {
    const [row] = await tx
      .select({ session: sessions, user: users })
      .from(sessions)
      .leftJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
    if (!row || row.user?.revokedAt) return null;
    const { session, user } = row;
    if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
      const expiresAt = session.kind === 'full' ? new Date(now.getTime() + SESSION_IDLE_HOURS * 3_600_000) : session.expiresAt;
      await tx.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.id, session.id));
    }
    return {
      kind: 'user',
      clinicId: session.clinicId,
      sessionId: session.id,
      session: session.kind,
      userId: session.userId,
      level: user?.level ?? 'member',
      canManageStudies: user?.canManageStudies ?? false,
      canCreateReports: session.kind !== 'viewer' && (user?.canCreateReports ?? false),
      studyId: session.studyId,
    };
  });
}
