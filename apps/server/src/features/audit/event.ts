import { createHash } from 'node:crypto';
import { canonicalize } from '@readroom/report';

export type AuditActor = { kind: 'user' | 'key' | 'link' | 'system'; id: string };
export type AuditDetail = Record<string, string | number | boolean | null>;

/** One row of the log as it is hashed. `at` is RFC 3339 with milliseconds. */
export interface AuditRecord {
  seq: number;
  id: string;
  clinicId: string;
  at: string;
  actorKind: string;
  actorId: string;
  action: string;
  subject: string;
  studyId: string | null;
  requestId: string | null;
  detail: AuditDetail;
}

/** The chain starts here. */
export const FIRST_HASH = '0'.repeat(64);

/** Hex SHA-256 over the hash before and the canonical JSON of the record: a changed, removed or inserted row breaks every hash after it. */
export function chainHash(previous: string, record: AuditRecord): string {
  return createHash('sha256').update(previous).update('\n').update(canonicalize(record)).digest('hex');
}
