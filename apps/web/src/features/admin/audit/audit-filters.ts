import { type AuditFilterActor, rawId } from '@readroom/contract';
import { z } from 'zod';
import { dayFilter, oneOf } from '../list-filters.ts';
import { AREA_NAMES, actionsOf } from './actions.ts';

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

/** What an address holds of the filters: who is meant by id alone, and only an id as the study. */
export const AUDIT_ADDRESS = z.object({
  period: oneOf(['any', ...PERIODS.map(({ value }) => value)]),
  from: dayFilter,
  to: dayFilter,
  user: z.custom<string>((value) => typeof value === 'string' && rawId('usr', value) !== null).catch(''),
  key: z.uuid().catch(''),
  area: oneOf(['any', ...AREA_NAMES]),
  action: oneOf(['any', ...AREA_NAMES.flatMap(actionsOf)]),
  study: z.custom<string>((value) => typeof value === 'string' && isStudyId(value)).catch(''),
});
export type AuditAddress = z.infer<typeof AUDIT_ADDRESS>;

/** The part of an address that a change of the filters is. */
export function addressChange({ period, fromDay, toDay, actor, area, action, studyId }: Partial<AuditFilters>): Partial<AuditAddress> {
  return {
    ...(period !== undefined && { period }),
    ...(fromDay !== undefined && { from: fromDay }),
    ...(toDay !== undefined && { to: toDay }),
    ...(actor !== undefined && { user: actor?.kind === 'user' ? actor.id : '', key: actor?.kind === 'key' ? actor.id : '' }),
    ...(area !== undefined && { area }),
    ...(action !== undefined && { action }),
    // What is typed and is no id may be anything, a name too.
    ...(studyId !== undefined && { study: isStudyId(studyId) ? studyId.trim() : '' }),
  };
}

/** The days are the wrong way round: nothing can be between them. */
export function areDaysReversed({ period, fromDay, toDay }: Pick<AuditFilters, 'period' | 'fromDay' | 'toDay'>): boolean {
  return period === 'days' && fromDay !== '' && toDay !== '' && fromDay > toDay;
}

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
