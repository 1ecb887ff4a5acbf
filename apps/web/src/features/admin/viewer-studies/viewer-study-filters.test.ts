import { expect, test } from 'vitest';
import { VIEWER_STUDY_FILTERS, viewerListQueryOf } from './viewer-study-filters.ts';

test('what is not asked for is no filter; nobody and no customer are empty values', () => {
  expect(String(viewerListQueryOf(VIEWER_STUDY_FILTERS.parse({}), undefined))).toBe('limit=50&isCancelled=false');
  const filters = { status: 'complete', severity: 'stat', assigned: 'none', customer: 'none', cancelled: 'any' } as const;
  expect(Object.fromEntries(viewerListQueryOf(filters, 'bmV4dA=='))).toEqual({
    limit: '50',
    studyViewerStatus: 'complete',
    severity: 'stat',
    assignedTo: '',
    expressCustomerId: '',
    cursor: 'bmV4dA==',
  });
});
