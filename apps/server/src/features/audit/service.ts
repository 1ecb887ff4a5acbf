import { randomUUID } from 'node:crypto';
import { type Bound, type Database, Prepared, send, type Tx } from '../../platform/db/connection.ts';
import { auditSeals } from '../../platform/db/schema.ts';
import type { Principal } from '../principal/index.ts';
import { type AuditActor, type AuditDetail, chainHash, FIRST_HASH } from './event.ts';
import { clinicsWithSeals, lastSeal, lockSealing, sealsAfter, strayEvents, unsealed } from './repository.ts';

const SEAL_BATCH = 1000;
const VERIFY_PAGE = 5000;
/** A transaction that has not committed after this long will not. */
export const SETTLED_MS = 10 * 60_000;

export interface AuditEntry {
  clinicId: string;
  actor: AuditActor;
  /** Past tense, dotted: `study.opened`. */
  action: string;
  /** The public id of what was acted on, or a UID. */
  subject: string;
  studyId?: string | null;
  requestId?: string | null;
  /** Never PHI. */
  detail?: AuditDetail;
}

/** Who stands in the log for a principal. A viewer link without a user is known by its session. */
export function actorOf(principal: Principal): AuditActor {
  if (principal.kind === 'key') return { kind: 'key', id: principal.apiKeyId };
  return principal.userId ? { kind: 'user', id: principal.userId } : { kind: 'link', id: principal.sessionId };
}

/** The program itself, by the name of what it was doing. */
export function systemActor(task: string): AuditActor {
  return { kind: 'system', id: task };
}

const INSERT_EVENT =
  new Prepared(`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, study_id, request_id, detail)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`);

/** Writes one row in the caller's transaction: what is rolled back was not done and is not in the log. The row is on its way when this resolves; where it fails, the transaction fails. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  send(tx, auditStatement(entry));
}

/** The statement that writes one row, for a batch that reads what it notes. */
export function auditStatement({ clinicId, actor, action, subject, studyId, requestId, detail }: AuditEntry): Bound {
  return INSERT_EVENT.with(
    randomUUID(),
    clinicId,
    new Date().toISOString(),
    actor.kind,
    actor.id,
    action,
    subject,
    studyId ?? null,
    requestId ?? null,
    JSON.stringify(detail ?? {}),
  );
}

/**
 * Chains the events that are not chained yet (docs/decisions/0002). Safe to call from every process: one works, the others return 0.
 * @returns how many were sealed.
 */
export async function sealAudit(db: Database, from: 'recent' | 'all' = 'all'): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await db.asSystem(async (tx) => {
      if (!(await lockSealing(tx))) return 0;
      const records = await unsealed(tx, SEAL_BATCH, from);
      const heads = new Map<string, { position: number; hash: string }>();
      const seals = [];
      for (const record of records) {
        const head = heads.get(record.clinicId) ?? (await lastSeal(tx, record.clinicId)) ?? { position: 0, hash: FIRST_HASH };
        const next = { position: head.position + 1, hash: chainHash(head.hash, record) };
        heads.set(record.clinicId, next);
        seals.push({ clinicId: record.clinicId, eventSeq: record.seq, ...next });
      }
      if (seals.length > 0) await tx.insert(auditSeals).values(seals);
      return seals.length;
    });
    total += sealed;
    if (sealed < SEAL_BATCH) return total;
  }
}

export interface AuditFault {
  clinicId: string;
  position: number;
  problem: string;
}

/** Walks every clinic's chain from the first event. @returns how many events hold; the first fault of each clinic, and every event that was slipped in. */
export async function verifyAudit(db: Database): Promise<{ verified: number; faults: AuditFault[] }> {
  const faults: AuditFault[] = [];
  let verified = 0;
  for (const clinicId of await db.asSystem(clinicsWithSeals)) {
    let position = 0;
    let hash = FIRST_HASH;
    let fault: AuditFault | null = null;
    while (!fault) {
      const page = await db.asSystem((tx) => sealsAfter(tx, clinicId, position, VERIFY_PAGE));
      for (const { seal, record } of page) {
        const problem = faultOf(position, hash, seal, record);
        if (problem) {
          fault = { clinicId, position: seal.position, problem };
          break;
        }
        ({ position, hash } = seal);
        verified += 1;
      }
      if (page.length < VERIFY_PAGE) break;
    }
    if (fault) faults.push(fault);
  }
  const strays = await db.asSystem((tx) => strayEvents(tx, new Date(Date.now() - SETTLED_MS)));
  for (const { clinicId, seq, position } of strays)
    faults.push({ clinicId, position, problem: `event ${seq} was slipped in before this link` });
  return { verified, faults };
}

/** What is wrong with a link of the chain behind this position and hash; null where it holds. */
export function faultOf(
  position: number,
  hash: string,
  seal: { position: number; hash: string },
  record: Parameters<typeof chainHash>[1] | null,
): string | null {
  if (seal.position !== position + 1) return `the link ${position + 1} is missing`;
  if (!record) return 'the event behind this link is gone';
  return chainHash(hash, record) === seal.hash ? null : 'the event was changed after it was written';
}
