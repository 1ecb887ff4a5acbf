import { and, asc, eq, gt, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/db/connection.ts';
import { auditEvents, auditSeals } from '../../platform/db/schema.ts';
import type { AuditRecord } from './event.ts';

/**
 * Notes the studies of `found`, a query, as read by a key, once for each time that one was asked for; `by` is their column by which it was.
 * Placeholders: `clinicId`, `apiKeyId`, `at`, and `asked`, `eventId` and `requestId`: arrays with an item for each time, values where `isOne`.
 */
export function notingReads(found: SQLWrapper, by: PgColumn, isOne: boolean): SQL {
  const value = sql.placeholder;
  const of = (name: string, type: string) => sql`${value(name)}::${sql.raw(isOne ? type : `${type}[]`)}`;
  const columns = sql`${of('asked', by.getSQLType())}, ${of('eventId', 'uuid')}, ${of('requestId', 'text')}`;
  const asked = isOne ? sql`(VALUES (${columns}))` : sql`unnest(${columns})`;
  return sql`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, study_id, request_id, detail)
    SELECT asked.event_id, ${value('clinicId')}::uuid, ${value('at')}::timestamptz, 'key', ${value('apiKeyId')}::text, 'study.read',
      'stu_' || replace(found.id::text, '-', ''), found.id, asked.request_id, '{}'::jsonb
    FROM ${asked} AS asked (study, event_id, request_id) JOIN (${found}) AS found ON found.${sql.raw(by.name)} = asked.study`;
}

type EventRow = typeof auditEvents.$inferSelect;

export function toRecord(row: EventRow): AuditRecord {
  return {
    seq: row.seq,
    id: row.id,
    clinicId: row.clinicId,
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorId: row.actorId,
    action: row.action,
    subject: row.subject,
    studyId: row.studyId,
    requestId: row.requestId,
    detail: row.detail,
  };
}

/** One sealer at a time, over all processes; held until the transaction ends. */
export async function lockSealing(tx: Tx): Promise<boolean> {
  const { rows } = await tx.execute<{ locked: boolean }>(sql`SELECT pg_try_advisory_xact_lock(7236001) AS locked`);
  return rows[0]?.locked ?? false;
}

/** A transaction may commit after one with later numbers: this far back the sealer looks for such events. A start looks at all of them. */
const LATE_COMMIT_WINDOW = 10_000;

/** Events that no seal covers yet, oldest first. */
export async function unsealed(tx: Tx, limit: number, from: 'recent' | 'all'): Promise<AuditRecord[]> {
  const newest = sql`(SELECT coalesce(max(event_seq), 0) FROM audit_seals)`;
  const rows = await tx
    .select({ event: auditEvents })
    .from(auditEvents)
    .leftJoin(auditSeals, eq(auditSeals.eventSeq, auditEvents.seq))
    .where(and(isNull(auditSeals.eventSeq), from === 'recent' ? gt(auditEvents.seq, sql`${newest} - ${LATE_COMMIT_WINDOW}`) : undefined))
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
  return rows.map(({ event }) => toRecord(event));
}

export async function lastSeal(tx: Tx, clinicId: string): Promise<{ position: number; hash: string } | null> {
  const [row] = await tx
    .select({ position: auditSeals.position, hash: auditSeals.hash })
    .from(auditSeals)
    .where(eq(auditSeals.clinicId, clinicId))
    .orderBy(sql`${auditSeals.position} DESC`)
    .limit(1);
  return row ?? null;
}

export async function clinicsWithSeals(tx: Tx): Promise<string[]> {
  const rows = await tx.selectDistinct({ clinicId: auditSeals.clinicId }).from(auditSeals);
  return rows.map((row) => row.clinicId);
}

/**
 * Events that no link covers although a later one of their clinic has long been in the chain, with the position of that link: the sealer would have taken them in order.
 * `settledBefore` leaves out what it may still take.
 */
export async function strayEvents(tx: Tx, settledBefore: Date): Promise<{ clinicId: string; seq: number; position: number }[]> {
  // First what no link covers, which is next to nothing; joined the other way round the work grows with the square of the log.
  const { rows } = await tx.execute<{ clinicId: string; seq: string; position: string }>(sql`
    WITH uncovered AS MATERIALIZED (
      SELECT clinic_id, seq FROM audit_events AS event
      WHERE NOT EXISTS (SELECT FROM audit_seals AS own WHERE own.event_seq = event.seq)
    )
    SELECT event.clinic_id AS "clinicId", event.seq, min(later.position) AS position
    FROM uncovered AS event
    JOIN audit_seals AS later ON later.clinic_id = event.clinic_id AND later.event_seq > event.seq
    JOIN audit_events AS settled ON settled.seq = later.event_seq AND settled.at < ${settledBefore.toISOString()}
    GROUP BY event.clinic_id, event.seq
    ORDER BY event.seq
  `);
  return rows.map(({ clinicId, seq, position }) => ({ clinicId, seq: Number(seq), position: Number(position) }));
}

/** Seals after a position with their events (null where an event is gone). */
export async function sealsAfter(tx: Tx, clinicId: string, position: number, limit: number) {
  const rows = await tx
    .select({ seal: auditSeals, event: auditEvents })
    .from(auditSeals)
    .leftJoin(auditEvents, eq(auditEvents.seq, auditSeals.eventSeq))
    .where(and(eq(auditSeals.clinicId, clinicId), gt(auditSeals.position, position)))
    .orderBy(asc(auditSeals.position))
    .limit(limit);
  return rows.map(({ seal, event }) => ({ seal, record: event ? toRecord(event) : null }));
}
