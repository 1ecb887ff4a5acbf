import type { Severity, WorklistRow } from '@readroom/contract';

const RANK: Record<Severity, number> = { stat: 0, high: 1, normal: 2 };

type Place = Pick<WorklistRow, 'severity' | 'createdAt'>;

/** The server's order: STAT first, then high, then oldest. */
export function comparePlaces(a: Place, b: Place): number {
  return RANK[a.severity] - RANK[b.severity] || Date.parse(a.createdAt) - Date.parse(b.createdAt);
}

/** Adds the next page; a row that moved down between two requests is kept once, where the newer page has it. */
export function appendPage(rows: readonly WorklistRow[], page: readonly WorklistRow[]): WorklistRow[] {
  const incoming = new Set(page.map((row) => row.studyId));
  return [...rows.filter((row) => !incoming.has(row.studyId)), ...page];
}

/**
 * Puts the fresh state of the named studies into the rows already loaded: a row that no longer matches the filters goes, a changed one is replaced and moves
 * if its place changed, a new one takes its place. `edge` is the last row of the last page read, or null where all pages are here: what lies behind it
 * comes with its page.
 */
export function refreshRows(
  rows: readonly WorklistRow[],
  named: readonly string[],
  fresh: readonly WorklistRow[],
  edge: Place | null,
): WorklistRow[] {
  const freshById = new Map(fresh.map((row) => [row.studyId, row]));
  const namedIds = new Set(named);
  const kept: WorklistRow[] = [];
  for (const row of rows) {
    const update = freshById.get(row.studyId);
    if (update && comparePlaces(update, row) === 0) {
      kept.push(update);
      freshById.delete(row.studyId);
    } else if (!namedIds.has(row.studyId)) {
      kept.push(row);
    }
  }
  const moved = [...freshById.values()].filter((row) => !edge || comparePlaces(row, edge) <= 0).sort(comparePlaces);
  return moved.length === 0 ? kept : mergeSorted(kept, moved);
}

/** Equal places keep the loaded row first: the other one came later. */
function mergeSorted(rows: readonly WorklistRow[], added: readonly WorklistRow[]): WorklistRow[] {
  const merged: WorklistRow[] = [];
  let next = 0;
  for (const row of rows) {
    while (next < added.length && comparePlaces(added[next]!, row) < 0) merged.push(added[next++]!);
    merged.push(row);
  }
  return merged.concat(added.slice(next));
}
