import { type AuditFilterActor, rawId } from '@readroom/contract';
import { actionsOf } from './actions.ts';

export const PERIODS = [
  { value: 'any', label: 'Any time' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '365', label: 'Last 365 days' },
  { value: 'days', label: 'Chosen days' },
] as const;

/** Which events the log shows. */
export interface AuditFilters {
  period: (typeof PERIODS)[number]['value'];
  /** When the period was chosen: it does not creep while pages are read. */
  since: number;
  /** With the period `days`: from and to, YYYY-MM-DD in the reader's own time zone, both included; empty is open. */
  fromDay: string;
  toDay: string;
  actor: AuditFilterActor | null;
  area: string;
  /** One of the area's actions, or all of them. */
  action: string;
  studyId: string;
}

export const ALL_EVENTS: AuditFilters = {
  period: 'any',
  since: 0,
  fromDay: '',
  toDay: '',
  actor: null,
  area: 'any',
  action: 'any',
  studyId: '',
};

const DAY_MS = 86_400_000;

/** As the operations of the log take them. */
export function auditQuery(filters: AuditFilters): URLSearchParams {
  const params = new URLSearchParams();
  const { period, since, fromDay, toDay, actor, area, action, studyId } = filters;
  if (period === 'days') {
    if (fromDay !== '') params.set('from', startOf(fromDay).toISOString());
    if (toDay !== '') params.set('to', new Date(startOf(toDay, 1).getTime() - 1).toISOString());
  } else if (period !== 'any') params.set('from', new Date(since - Number(period) * DAY_MS).toISOString());
  if (actor) params.set(actor.kind === 'user' ? 'userId' : 'apiKeyId', actor.id);
  if (action !== 'any') params.set('action', action);
  else if (area !== 'any') params.set('action', actionsOf(area).join(','));
  if (isStudyId(studyId)) params.set('studyId', studyId.trim());
  return params;
}

/** Midnight of a day where the reader is; days in which the clock changes are longer or shorter, so the next day is asked for by date. */
function startOf(day: string, plusDays = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays);
}

export function isStudyId(text: string): boolean {
  return rawId('stu', text.trim()) !== null;
}

export function isFiltered(filters: AuditFilters): boolean {
  return filters.studyId !== '' || [...auditQuery(filters).keys()].length > 0;
}
