import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../app.ts';
import type { CallOf, Row } from './call.ts';
import { type Stage, setStage } from './rows.ts';
import { type Line, readTables } from './table.ts';

export interface Tables {
  file: URL;
  operations: Record<string, CallOf>;
  needsFreshRow: Set<string>;
  endsSession: Set<string>;
}

/** Tries every line of the tables with every caller. @returns the server that it is done on, once it runs. */
export function tryTables({ file, operations, needsFreshRow, endsSession }: Tables): () => TestApp {
  const all = readTables(file);
  // Last what ends sessions: rows are made in some of them.
  const lines = [
    ...all.filter(({ operation }) => !endsSession.has(operation)),
    ...all.filter(({ operation }) => endsSession.has(operation)),
  ];
  let server: TestApp;
  let stage: Stage;

  beforeAll(async () => {
    server = await createTestApp();
    stage = await setStage(server);
    return () => server.close();
  });

  describe('the tables', () => {
    test('have every operation that can be tried, each row once', () => {
      expect(new Set(lines.map(({ operation }) => operation))).toEqual(new Set(Object.keys(operations)));
      const pairs = lines.map(({ operation, row }) => `${operation} on ${row}`);
      expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
    });

    test('name callers that there are', () => {
      const named = new Set(lines.flatMap(({ expected }) => Object.keys(expected)));
      expect([...named].filter((name) => name !== 'else' && !(name in stage.callers))).toEqual([]);
    });

    test.each(lines)('$operation on $row', async ({ operation, row, expected }: Line) => {
      const newRow = stage.rows[row];
      const callOf = operations[operation];
      if (!newRow || !callOf) throw new Error(`the tables name an unknown operation or row: ${operation}, ${row}`);
      const shared: Row = needsFreshRow.has(operation) ? {} : await newRow();
      const found: Record<string, number> = {};
      for (const caller of Object.keys(stage.callers)) {
        const target = needsFreshRow.has(operation) ? await newRow() : shared;
        const { headers, ...call } = callOf(target, stage);
        found[caller] = (await server.app.inject({ ...call, headers: { ...headers, ...stage.callers[caller] } })).statusCode;
        if (endsSession.has(operation)) stage.callers[caller] = (await stage.newCaller[caller]?.()) ?? {};
      }
      const wanted = Object.keys(found).map((caller) => [caller, expected[caller] ?? expected.else]);
      expect(found).toEqual(Object.fromEntries(wanted));
    });
  });

  return () => server;
}

/** The routes of `all` (`GET /api/studies/:studyId`) that none of the operations calls. */
export function untried(all: string[], operations: Record<string, CallOf>): string[] {
  const row = new Proxy<Row>({}, { get: (_, name) => (name === 'draft' ? '{}' : name === 'file' ? '/files/reports/x' : 'x') });
  const calls = Object.values(operations).map((callOf) => callOf(row, { readerId: 'x', foreignReaderId: 'x' }));
  return all.filter((route) => {
    const shape = new RegExp(`^${route.replaceAll('*', '.*').replace(/:\w+/g, '[^/]+')}$`);
    return !calls.some(({ method, url }) => shape.test(`${method} ${url.split('?')[0]}`));
  });
}
