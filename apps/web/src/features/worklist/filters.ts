import { type Severity, SeveritySchema, type StudyReportStatus, StudyReportStatusSchema } from '@readroom/contract';

/** `open` is the queue: everything that is not signed. */
export type StatusFilter = 'open' | 'all' | StudyReportStatus;
export type AssignedFilter = 'anyone' | 'me' | 'none';

export interface WorklistFilters {
  status: StatusFilter;
  severity: Severity[];
  modality: string[];
  assigned: AssignedFilter;
  cancelled: boolean;
}

export const DEFAULT_FILTERS: WorklistFilters = { status: 'open', severity: [], modality: [], assigned: 'anyone', cancelled: false };

const OPEN_STATUSES: StudyReportStatus[] = ['unassigned', 'assigned', 'in_progress', 'addendum_active'];

/** Reads the filters of an address; what it does not know is left out, so that an old bookmark still works. */
export function parseFilters(search: string): WorklistFilters {
  const params = new URLSearchParams(search);
  const status = params.get('status');
  const assigned = params.get('assigned');
  return {
    status: status === 'all' || isStatus(status) ? status : 'open',
    severity: list(params, 'severity').filter((value): value is Severity => SeveritySchema.safeParse(value).success),
    modality: list(params, 'modality'),
    assigned: assigned === 'me' || assigned === 'none' ? assigned : 'anyone',
    cancelled: params.get('cancelled') === 'true',
  };
}

function isStatus(value: string | null): value is StudyReportStatus {
  return StudyReportStatusSchema.safeParse(value).success;
}

function list(params: URLSearchParams, name: string): string[] {
  const values = params.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}

/** The query of an address, without `?`: only what differs from the default, in a fixed order. */
export function formatFilters(filters: WorklistFilters): string {
  const params = new URLSearchParams();
  if (filters.status !== 'open') params.set('status', filters.status);
  if (filters.severity.length > 0) params.set('severity', filters.severity.join(','));
  if (filters.modality.length > 0) params.set('modality', filters.modality.join(','));
  if (filters.assigned !== 'anyone') params.set('assigned', filters.assigned);
  if (filters.cancelled) params.set('cancelled', 'true');
  return params.toString();
}

/** The query of /api/worklist for these filters, with the words searched for as `words`: those are sent in the body, not in the address. */
export function apiQuery(filters: WorklistFilters, words: string): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.status === 'open') params.set('status', OPEN_STATUSES.join(','));
  else if (filters.status !== 'all') params.set('status', filters.status);
  if (filters.severity.length > 0) params.set('severity', filters.severity.join(','));
  for (const modality of filters.modality) params.append('modality', modality);
  if (filters.assigned !== 'anyone') params.set('assigned', filters.assigned);
  if (filters.cancelled) params.set('cancelled', 'true');
  if (words.trim() !== '') params.set('words', words.trim().slice(0, 200));
  return params;
}

export function isFiltered(filters: WorklistFilters, words: string): boolean {
  return formatFilters(filters) !== '' || words.trim() !== '';
}
