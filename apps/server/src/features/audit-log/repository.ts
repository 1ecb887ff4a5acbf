import { type AuditLogFilters, rawId } from '@readroom/contract';
import { and, asc, count, desc, eq, getTableColumns, gt, gte, ilike, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { instant } from '../../platform/db/instant.ts';
import { apiKeys, auditEvents, auditSeals, users } from '../../platform/db/schema.ts';
import { patternOf } from '../../platform/db/words.ts';

export type LoggedEvent = typeof auditEvents.$inferSelect & { isSealed: boolean };
/** The place in the log: newest first by time, then by number. */
export interface Place {
  at: Date;
  seq: number;
}

/** The place of an event of the clinic, or null where it has none with this number. */
export async function placeOf(tx: Tx, clinicId: string, seq: number): Promise<Place | null> {
  const [place] = await tx
    .select({ at: auditEvents.at, seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(eq(auditEvents.seq, seq), eq(auditEvents.clinicId, clinicId)));
  return place ?? null;
}

/** Events of a clinic before a place, newest first. Every filter has an index that ends in this order. */
export async function selectEvents(
  tx: Tx,
  clinicId: string,
  filters: AuditLogFilters,
  before: Place | null,
  limit: number,
): Promise<LoggedEvent[]> {
  return tx
    .select({ ...getTableColumns(auditEvents), isSealed: isNotNull(auditSeals.position).mapWith(Boolean) })
    .from(auditEvents)
    .leftJoin(auditSeals, and(eq(auditSeals.clinicId, auditEvents.clinicId), eq(auditSeals.eventSeq, auditEvents.seq)))
    .where(
      and(
        eq(auditEvents.clinicId, clinicId),
        before === null
          ? undefined
          : sql`(${auditEvents.at}, ${auditEvents.seq}) < (${before.at.toISOString()}::timestamptz, ${before.seq}::bigint)`,
        ...conditions(filters),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.seq))
    .limit(limit);
}

function conditions({ from, to, userId, apiKeyId, action, studyId }: AuditLogFilters): (SQL | undefined)[] {
  const [only, ...more] = action ?? [];
  return [
    from === undefined ? undefined : gte(auditEvents.at, instant(from)),
    to === undefined ? undefined : lte(auditEvents.at, instant(to)),
    userId === undefined ? undefined : eq(auditEvents.actorId, rawId('usr', userId) ?? ''),
    apiKeyId === undefined ? undefined : eq(auditEvents.actorId, apiKeyId),
    only === undefined ? undefined : more.length === 0 ? eq(auditEvents.action, only) : inArray(auditEvents.action, [only, ...more]),
    studyId === undefined ? undefined : eq(auditEvents.studyId, rawId('stu', studyId) ?? ''),
  ];
}

/** The names of users and keys (raw UUIDs) of this transaction's clinic. */
export async function namesOf(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await tx
    .select({ id: users.id, firstName: users.firstName, lastName: users.lastName })
    .from(users)
    .where(inArray(users.id, ids));
  const keys = await tx.select({ id: apiKeys.id, name: apiKeys.description }).from(apiKeys).where(inArray(apiKeys.id, ids));
  return new Map([
    ...people.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`] as const),
    ...keys.map(({ id, name }) => [id, name] as const),
  ]);
}

/** Users and keys of the clinic whose name, email or description holds these words. */
export async function selectActors(tx: Tx, clinicId: string, name: string, limit: number) {
  const like = patternOf(name.trim());
  const people = await tx
    .select({ id: users.id, firstName: users.firstName, lastName: users.lastName, email: users.email })
    .from(users)
    .where(
      and(eq(users.clinicId, clinicId), or(ilike(sql`${users.firstName} || ' ' || ${users.lastName}`, like), ilike(users.email, like))),
    )
    .orderBy(asc(users.lastName), asc(users.firstName))
    .limit(limit);
  const keys = await tx
    .select({ id: apiKeys.id, description: apiKeys.description, hint: apiKeys.keyHint })
    .from(apiKeys)
    .where(and(eq(apiKeys.clinicId, clinicId), ilike(apiKeys.description, like)))
    .orderBy(asc(apiKeys.description))
    .limit(limit);
  return { people, keys };
}

/** How far the chain reaches, and what is not in it yet. */
export async function chainState(tx: Tx, clinicId: string): Promise<{ sealedUpTo: Date | null; sealed: number; waiting: number }> {
  const [last] = await tx
    .select({ position: auditSeals.position, eventSeq: auditSeals.eventSeq, at: auditEvents.at })
    .from(auditSeals)
    .leftJoin(auditEvents, eq(auditEvents.seq, auditSeals.eventSeq))
    .where(eq(auditSeals.clinicId, clinicId))
    .orderBy(desc(auditSeals.position))
    .limit(1);
  const [row] = await tx
    .select({ waiting: count() })
    .from(auditEvents)
    .where(and(eq(auditEvents.clinicId, clinicId), gt(auditEvents.seq, last?.eventSeq ?? 0)));
  return { sealedUpTo: last?.at ?? null, sealed: last?.position ?? 0, waiting: row?.waiting ?? 0 };
}

/** The newest event with this action. */
export async function newestOf(tx: Tx, clinicId: string, action: string): Promise<LoggedEvent | null> {
  const [event] = await selectEvents(tx, clinicId, { action: [action] }, null, 1);
  return event ?? null;
}
