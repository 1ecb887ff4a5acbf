import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database, Tx } from '../../platform/db/connection.ts';
import { apiKeys, clinics, expressCustomerUsers, openedStudies, sessions, users } from '../../platform/db/schema.ts';
import type { KeyPrincipal, UserPrincipal } from './principal.ts';

/** A session that a link opened ends after this many hours. A full session ends after the minutes of its clinic without use: every use moves its end. */
export const SESSION_IDLE_HOURS = 12;
/** No use moves the end of a full session further than this from its sign-in: who got hold of one has it for a week at most. Long enough for a week of shifts without a password in the middle of a report. */
const FULL_SESSION_DAYS = 7;
const TOUCH_EVERY_MS = 60_000;

/** The active key with this hash. Its last use is noted, at most once a minute. */
export async function findKey(db: Database, keyHash: Uint8Array, now: Date): Promise<KeyPrincipal | null> {
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
    const { lastUsedAt, ...principal } = key;
    const stale = new Date(now.getTime() - TOUCH_EVERY_MS);
    if (!lastUsedAt || lastUsedAt < stale) {
      const isStale = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, stale));
      await tx
        .update(apiKeys)
        .set({ lastUsedAt: now })
        .where(and(eq(apiKeys.id, key.apiKeyId), isStale));
    }
    return { kind: 'key', ...principal };
  });
}

/** The active key with this raw id. */
export async function findKeyById(db: Database, apiKeyId: string): Promise<KeyPrincipal | null> {
  const { id, clinicId, scope, isViewerEnabled } = apiKeys;
  const [key] = await db.asSystem((tx) =>
    tx
      .select({ clinicId, apiKeyId: id, scope, isViewerEnabled })
      .from(apiKeys)
      .where(and(eq(id, apiKeyId), isNull(apiKeys.revokedAt))),
  );
  return key ? { kind: 'key', ...key } : null;
}

/** The living session with this token. Its use is noted, at most once a minute. */
export async function findSession(db: Database, tokenHash: Uint8Array, now: Date): Promise<UserPrincipal | null> {
  return db.asSystem(async (tx) => {
    const [row] = await selectLiving(tx, now, eq(sessions.tokenHash, tokenHash));
    if (!row) return null;
    const { session, idleMinutes } = row;
    if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
      const expiresAt = session.kind === 'full' ? endOfUse(session.createdAt, idleMinutes, now) : session.expiresAt;
      await tx.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.id, session.id));
    }
    return toPrincipal(row);
  });
}

function endOfUse(signedInAt: Date, idleMinutes: number, now: Date): Date {
  return new Date(Math.min(now.getTime() + idleMinutes * 60_000, signedInAt.getTime() + FULL_SESSION_DAYS * 86_400_000));
}

/** Those of these sessions that still live, with what they may do by now. Asking is no use of a session. */
export async function findLivingSessions(db: Database, sessionIds: string[], now: Date): Promise<UserPrincipal[]> {
  if (sessionIds.length === 0) return [];
  const rows = await db.asSystem((tx) => selectLiving(tx, now, inArray(sessions.id, sessionIds)));
  return rows.map(toPrincipal);
}

const customerIds = sql<string[]>`ARRAY(
  SELECT ${expressCustomerUsers.expressCustomerId}::text FROM ${expressCustomerUsers} WHERE ${expressCustomerUsers.userId} = ${sessions.userId}
)`;

/** What links opened in the session, each as far as the farthest of its links whose key is in force. */
const opened = sql<UserPrincipal['openedStudies']>`(
  SELECT coalesce(jsonb_object_agg(of_link.study_id, of_link.reach), '{}') FROM (
    SELECT o.study_id, CASE WHEN bool_or(o.reach = 'report') THEN 'report' ELSE 'images' END AS reach
    FROM ${openedStudies} o LEFT JOIN ${apiKeys} k ON k.id = o.api_key_id
    WHERE o.session_id = ${sessions.id} AND k.revoked_at IS NULL
    GROUP BY o.study_id
  ) AS of_link
)`;

type SessionWithUser = Awaited<ReturnType<typeof selectLiving>>[number];

/** A session ends with its user's access; one that has no user ends with the key that made its link. */
async function selectLiving(tx: Tx, now: Date, which: ReturnType<typeof eq>) {
  return tx
    .select({ session: sessions, user: users, customerIds, opened, idleMinutes: clinics.idleSignOutMinutes })
    .from(sessions)
    .innerJoin(clinics, eq(clinics.id, sessions.clinicId))
    .leftJoin(users, eq(users.id, sessions.userId))
    .leftJoin(apiKeys, eq(apiKeys.id, sessions.createdByApiKeyId))
    .where(
      and(
        which,
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(users.revokedAt),
        or(eq(sessions.userId, users.id), isNull(apiKeys.revokedAt)),
      ),
    );
}

function toPrincipal({ session, user, customerIds, opened }: SessionWithUser): UserPrincipal {
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
    openedStudies: opened,
    customerIds,
  };
}
