import { publicId, StudyListQuerySchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { readFilters, writeFilters } from '../list-filters.ts';
import { listQueryOf, STUDY_FILTERS, type StudyFilters } from './study-filters.ts';

const ALL_STUDIES: StudyFilters = { status: 'any', severity: 'any', customer: 'any', assigned: 'any', cancelled: 'no', kind: 'any' };
const customer = publicId('cus', '11111111-2222-4333-8444-555555555555');

test('an address says only what differs, and is read back', () => {
  expect(writeFilters(STUDY_FILTERS, ALL_STUDIES)).toBe('');
  const filters = { ...ALL_STUDIES, status: 'assigned', customer, cancelled: 'any', kind: 'external' } as const;
  expect(writeFilters(STUDY_FILTERS, filters)).toBe(`status=assigned&customer=${customer}&cancelled=any&kind=external`);
  expect(readFilters(STUDY_FILTERS, writeFilters(STUDY_FILTERS, filters))).toEqual(filters);
});

test('what an address cannot mean is left out', () => {
  expect(readFilters(STUDY_FILTERS, 'status=lost&severity=4&customer=DOE&assigned=me&cancelled=1&kind=x')).toEqual(ALL_STUDIES);
});

test('the list is asked as the API wants it: nobody and no customer are empty values', () => {
  const query = listQueryOf({ ...ALL_STUDIES, severity: 'stat', customer: 'none', assigned: 'none', cancelled: 'yes' }, 'djE6NQ==');
  expect(query.toString()).toBe('limit=50&severity=stat&expressCustomerId=&assignedTo=&isCancelled=true&cursor=djE6NQ%3D%3D');
  expect(StudyListQuerySchema.parse(Object.fromEntries(query))).toMatchObject({
    limit: 50,
    severity: 'stat',
    expressCustomerId: null,
    assignedTo: null,
    isCancelled: true,
    cursor: 5,
  });
});

test('cancelled studies are shown only where they are asked for', () => {
  expect(listQueryOf(ALL_STUDIES, undefined).get('isCancelled')).toBe('false');
  expect(listQueryOf({ ...ALL_STUDIES, cancelled: 'any' }, undefined).has('isCancelled')).toBe(false);
});
