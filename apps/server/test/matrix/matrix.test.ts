import { expect, test } from 'vitest';
import { NEEDS_FRESH_ROW, OPERATIONS } from './operations.ts';
import { tryTables, untried } from './try-tables.ts';

/** The public API, by expected.md. */
const server = tryTables({
  file: new URL('expected.md', import.meta.url),
  operations: OPERATIONS,
  needsFreshRow: NEEDS_FRESH_ROW,
  endsSession: new Set(),
});

test('every route of the public API is in the tables', () => {
  const routes = server().routes.filter((route) => route.includes(' /v1/'));
  expect(routes.length).toBeGreaterThan(60);
  expect(untried(routes, OPERATIONS)).toEqual([]);
});
