import { randomUUID } from 'node:crypto';
import { type Database, Prepared } from '../../platform/db/connection.ts';
import type { AuditEntry } from './service.ts';

const INSERT_EVENTS =
  new Prepared(`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, study_id, request_id, detail)
  SELECT id, clinic_id, at, actor_kind, actor_id, action, subject, study_id, request_id, detail FROM jsonb_to_recordset($1::jsonb)
    AS event (id uuid, clinic_id uuid, at timestamptz, actor_kind text, actor_id text, action text, subject text, study_id uuid, request_id text, detail jsonb)`);
/** Committed, and on the disk within the second: PostgreSQL documentation, 28.4 Asynchronous Commit. */
const COMMIT_SOON = new Prepared("SELECT set_config('synchronous_commit', 'off', true)");
const MOST_AT_ONCE = 500;

interface Waiting {
  row: Record<string, unknown>;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Notes reads whose row cannot be part of the statement that reads. The answer leaves only once the row is committed (docs/decisions/0007). Rows that come while others are being written
 * wait for the next write and share its commit.
 */
export function createReadLog(db: Pick<Database, 'runAsSystem'>): (entry: AuditEntry) => Promise<void> {
  const waiting: Waiting[] = [];
  let isWriting = false;

  const write = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_AT_ONCE);
      try {
        await db.runAsSystem(COMMIT_SOON.with(), INSERT_EVENTS.with(JSON.stringify(batch.map(({ row }) => row))));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  };

  return ({ clinicId, actor, action, subject, studyId, requestId, detail }) =>
    new Promise((resolve, reject) => {
      const row = {
        id: randomUUID(),
        clinic_id: clinicId,
        at: new Date(),
        actor_kind: actor.kind,
        actor_id: actor.id,
        action,
        subject,
        study_id: studyId ?? null,
        request_id: requestId ?? null,
        detail: detail ?? {},
      };
      waiting.push({ row, resolve, reject });
      if (!isWriting) void write();
    });
}
