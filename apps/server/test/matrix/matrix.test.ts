import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../app.ts';
import { readDocument } from '../fuzz/document.ts';
import { NEEDS_FRESH_ROW, OPERATIONS } from './operations.ts';
import { type Row, type Stage, setStage } from './rows.ts';
import { readTables } from './table.ts';

const LINES = readTables(new URL('expected.md', import.meta.url));

let server: TestApp;
let stage: Stage;

beforeAll(async () => {
  server = await createTestApp();
  stage = await setStage(server);
  return () => server.close();
});

describe('expected.md', () => {
  test('has every operation that can be tried, each row once', () => {
    expect(new Set(LINES.map(({ operation }) => operation))).toEqual(new Set(Object.keys(OPERATIONS)));
    const pairs = LINES.map(({ operation, row }) => `${operation} on ${row}`);
    expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
  });

  test('has every operation of the API document', async () => {
    const row: Row = { stu: 'x', uid: 'x', rep: 'x', ref: 'x', externalId: 'x', cus: 'x', usr: 'x', inv: 'x', ext: 'x', key: 'x' };
    const tried = Object.values(OPERATIONS).map((callOf) => callOf(row, { readerId: 'x' }));
    const { operations } = await readDocument(server.app);
    const untried = operations.filter(({ method, path }) => {
      const like = path.replaceAll(/\{\w+\}/g, 'x');
      return !tried.some((call) => call.method === method && call.url.split('?')[0] === like);
    });
    expect(untried.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test.each(LINES)('$operation on $row', async ({ operation, row, expected }) => {
    const newRow = stage.rows[row];
    const callOf = OPERATIONS[operation];
    if (!newRow || !callOf) throw new Error(`expected.md names an unknown operation or row: ${operation}, ${row}`);
    const shared: Row = NEEDS_FRESH_ROW.has(operation) ? {} : await newRow();
    const found: Record<string, number> = {};
    for (const [caller, headers] of Object.entries(stage.callers)) {
      const target = NEEDS_FRESH_ROW.has(operation) ? await newRow() : shared;
      const answer = await server.app.inject({ ...callOf(target, stage), headers });
      found[caller] = answer.statusCode;
    }
    const wanted = Object.keys(found).map((caller) => [caller, expected[caller] ?? expected.else]);
    expect(found).toEqual(Object.fromEntries(wanted));
  });
});
