import { type AuditIntegrity, type AuditLogEvent, type AuditLogFilters, type AuditLogQuery, toPage } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit, type VerifyProgress, verifyClinic } from '../audit/index.ts';
import type { Caller } from '../users/index.ts';
import { namedIn, presentEvent } from './presenter.ts';
import { chainState, type LoggedEvent, namesOf, newestOf, type Place, placeOf, selectEvents } from './repository.ts';

const EXPORT_PAGE = 1000;

/** One page, newest first. The first page of a look is itself on record. */
export async function readLog(tx: Tx, caller: Caller, { cursor, limit, ...filters }: AuditLogQuery) {
  const { clinicId } = caller.principal;
  const before = cursor === undefined ? null : await placeOf(tx, clinicId, cursor);
  // A cursor of another clinic, or of no event: there is nothing after it.
  const rows = cursor !== undefined && before === null ? [] : await selectEvents(tx, clinicId, filters, before, limit + 1);
  const { items, ...page } = toPage(rows, limit);
  const events = await present(tx, items);
  if (cursor === undefined) await note(tx, caller, 'audit.read', described(filters));
  return { events, ...page };
}

/** Every event that the filters let through, newest first, read page by page so that no transaction stays open while somebody downloads. Whoever stops reading stops it. */
export async function* exportLog(deps: Pick<Deps, 'db'>, clinicId: string, filters: AuditLogFilters): AsyncGenerator<AuditLogEvent> {
  let before: Place | null = null;
  for (let more = true; more; ) {
    const last: Place | null = before;
    const page = await deps.db.inClinic(clinicId, async (tx) => {
      const rows = await selectEvents(tx, clinicId, filters, last, EXPORT_PAGE);
      return { rows, events: await present(tx, rows) };
    });
    yield* page.events;
    before = page.rows.at(-1) ?? null;
    more = page.rows.length === EXPORT_PAGE;
  }
}

/** Notes that the log leaves the house, before its first byte does. */
export async function noteExport(deps: Pick<Deps, 'db'>, caller: Caller, format: string, filters: AuditLogFilters): Promise<void> {
  await deps.db.inClinic(caller.principal.clinicId, (tx) => note(tx, caller, 'audit.exported', { format, ...described(filters) }));
}

export async function readIntegrity(tx: Tx, clinicId: string): Promise<AuditIntegrity> {
  const { sealedUpTo, sealed, waiting } = await chainState(tx, clinicId);
  const last = await newestOf(tx, clinicId, 'audit.verified');
  const names = last ? await namesOf(tx, namedIn(last)) : new Map<string, string>();
  return {
    sealedUpTo: sealedUpTo?.toISOString() ?? null,
    sealed,
    waiting,
    lastVerification: last && {
      at: last.at.toISOString(),
      by: presentEvent(last, names).actor.name,
      verified: Number(last.detail.verified ?? 0),
      faults: Number(last.detail.faults ?? 0),
    },
  };
}

/** Walks the clinic's chain; the outcome is on record before it is told. A walk that is given up leaves nothing. */
export async function* verifyLog(deps: Pick<Deps, 'db' | 'log'>, caller: Caller): AsyncGenerator<VerifyProgress> {
  const { clinicId } = caller.principal;
  for await (const progress of verifyClinic(deps.db, clinicId)) {
    if (progress.done) {
      const { verified, faults } = progress;
      if (faults.length > 0) deps.log.error({ clinicId, faults }, 'the audit log was tampered with');
      await deps.db.inClinic(clinicId, (tx) => note(tx, caller, 'audit.verified', { verified, faults: faults.length }));
    }
    yield progress;
  }
}

async function present(tx: Tx, rows: LoggedEvent[]): Promise<AuditLogEvent[]> {
  const names = await namesOf(tx, [...new Set(rows.flatMap(namedIn))]);
  return rows.map((row) => presentEvent(row, names));
}

/** The filters for the log's own row. */
function described({ action, ...filters }: AuditLogFilters): Record<string, string> {
  const given = Object.entries({ ...filters, action: action?.join(',') });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
}

async function note(tx: Tx, { principal, requestId }: Caller, action: string, detail: Record<string, string | number>): Promise<void> {
  await recordAudit(tx, { clinicId: principal.clinicId, actor: actorOf(principal), action, subject: 'audit', requestId, detail });
}
