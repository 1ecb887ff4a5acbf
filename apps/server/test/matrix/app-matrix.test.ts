import { expect, test } from 'vitest';
import { APP_NEEDS_FRESH_ROW, APP_OPERATIONS, ENDS_SESSION, TESTED_ELSEWHERE } from './app-operations.ts';
import { tryTables, untried } from './try-tables.ts';

/** Everything but the public API, by app-expected.md. */
const server = tryTables({
  file: new URL('app-expected.md', import.meta.url),
  operations: APP_OPERATIONS,
  needsFreshRow: APP_NEEDS_FRESH_ROW,
  endsSession: ENDS_SESSION,
});

test('every other route is in the tables: add its operation to app-operations.ts and its lines to app-expected.md', () => {
  // What is built: pages, scripts, pictures and the reference.
  const isFile = /^GET \/(?:$|docs|assets|[^/]+\.\w+$)/;
  const routes = server().routes.filter((route) => !route.includes(' /v1/') && (route === 'GET /openapi.json' || !isFile.test(route)));
  expect(untried(routes, APP_OPERATIONS).filter((route) => !(route in TESTED_ELSEWHERE))).toEqual([]);
});
