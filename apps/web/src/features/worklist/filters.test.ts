import { describe, expect, test } from 'vitest';
import { apiQuery, DEFAULT_FILTERS, formatFilters, isFiltered, parseFilters } from './filters.ts';

describe('worklist filters in the address', () => {
  test('an empty address is the queue of everything not signed', () => {
    expect(parseFilters('')).toEqual(DEFAULT_FILTERS);
    expect(formatFilters(DEFAULT_FILTERS)).toBe('');
    expect(apiQuery(DEFAULT_FILTERS, '').get('status')).toBe('unassigned,assigned,in_progress,addendum_active');
  });

  test('every filter survives the way through the address', () => {
    const filters = { status: 'completed', severity: ['stat', 'high'], modality: ['CT', 'MR'], assigned: 'me', cancelled: true } as const;
    const search = formatFilters({ ...filters, severity: [...filters.severity], modality: [...filters.modality] });
    expect(search).toBe('status=completed&severity=stat%2Chigh&modality=CT%2CMR&assigned=me&cancelled=true');
    expect(parseFilters(search)).toEqual(filters);
  });

  test('what the app does not know is left out', () => {
    expect(parseFilters('status=lost&severity=urgent,stat&assigned=you&cancelled=maybe&x=1')).toEqual({
      ...DEFAULT_FILTERS,
      severity: ['stat'],
    });
  });

  test('repeated and doubled values count once', () => {
    expect(parseFilters('severity=stat&severity=stat,high').severity).toEqual(['stat', 'high']);
  });

  test('all statuses ask the server for none in particular', () => {
    expect(apiQuery({ ...DEFAULT_FILTERS, status: 'all' }, '').has('status')).toBe(false);
  });

  test('searched words go to the server and never into the address', () => {
    expect(apiQuery(DEFAULT_FILTERS, '  doe jane ').get('words')).toBe('doe jane');
    expect(formatFilters(DEFAULT_FILTERS)).not.toContain('doe');
    expect(isFiltered(DEFAULT_FILTERS, 'doe')).toBe(true);
    expect(isFiltered(DEFAULT_FILTERS, ' ')).toBe(false);
  });
});
