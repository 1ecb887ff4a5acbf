import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../../test/database.ts';
import { createTwoClinics, ONE, TWO } from '../../../test/two-clinics.ts';
import { notify, type Tx, violatedConstraint } from './connection.ts';
import { clinics } from './schema.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTwoClinics();
});

afterAll(() => database.drop());

const names = (tx: Tx) => tx.select({ name: clinics.name }).from(clinics).orderBy(clinics.name);
const role = async (tx: Tx) => (await tx.execute<{ role: string }>(sql`select current_user as role`)).rows[0]?.role;

test('the very first query in a clinic is already confined to it, on every connection', async () => {
  const seen = await Promise.all(Array.from({ length: 60 }, (_, index) => database.db.inClinic(index % 2 === 0 ? ONE : TWO, names)));
  seen.forEach((rows, index) => {
    expect(rows).toEqual([{ name: index % 2 === 0 ? 'One' : 'Two' }]);
  });
  expect(await Promise.all(Array.from({ length: 20 }, () => database.db.inClinic(ONE, role)))).toEqual(Array(20).fill('readroom_app'));
});

test('the confinement ends with the transaction', async () => {
  await database.db.inClinic(ONE, names);
  expect(await database.db.asSystem(names)).toEqual([{ name: 'One' }, { name: 'Two' }]);
  expect(await database.db.asSystem(role)).toBe('readroom');
});

test('a clinic id that is none runs nothing', async () => {
  await expect(database.db.inClinic("' or true --", names)).rejects.toThrow();
});

test('work that throws leaves nothing behind', async () => {
  const work = database.db.asSystem(async (tx) => {
    await tx.insert(clinics).values({ id: '33333333-3333-4333-8333-333333333333', name: 'Three' });
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await database.db.asSystem(names)).toHaveLength(2);
});

test('a refused write names its constraint and quotes no value', async () => {
  const error = await database.db
    .asSystem((tx) => tx.insert(clinics).values({ id: ONE, name: 'Doe^Jane' }))
    .catch((reason: unknown) => reason);
  expect(violatedConstraint(error)).toBe('clinics_pkey');
  expect(String(error)).not.toContain('Doe^Jane');
  expect(violatedConstraint(new Error('other'))).toBeNull();
});

test('a failure of an index is no violated constraint', async () => {
  const tooLong = database.db.asSystem(async (tx) => {
    await tx.execute(sql`CREATE TABLE notes (words text PRIMARY KEY)`);
    await tx.execute(sql`INSERT INTO notes SELECT string_agg(md5(number::text), '') FROM generate_series(1, 200) AS number`);
  });
  const error = await tooLong.catch((reason: unknown) => reason);
  expect(String(error)).toContain('index row');
  expect(violatedConstraint(error)).toBeNull();
});

test('a listener hears what a committed transaction notified, and nothing after it stopped', async () => {
  const heard: string[] = [];
  const stop = await database.db.listen('news', (payload) => heard.push(payload));
  await database.db.asSystem((tx) => notify(tx, 'news', 'first'));
  await expect.poll(() => heard).toEqual(['first']);
  await stop();
  await database.db.asSystem((tx) => notify(tx, 'news', 'second'));
  expect(heard).toEqual(['first']);
});

test('a connection that is lost in the middle of a transaction fails that one and nothing else', async () => {
  const lost = database.db.asSystem(async (tx) => {
    await tx.insert(clinics).values({ id: '44444444-4444-4444-8444-444444444444', name: 'Four' });
    await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(lost).rejects.toThrow('terminating connection');
  const all = await Promise.all(Array.from({ length: 20 }, () => database.db.asSystem(names)));
  expect(new Set(all.map((rows) => rows.length))).toEqual(new Set([2]));
});

test('a listener whose connection is lost listens again and says so', async () => {
  const heard: string[] = [];
  let connected = 0;
  const stop = await database.db.listen(
    'news',
    (payload) => heard.push(payload),
    () => {
      connected += 1;
    },
  );
  await database.db.asSystem((tx) =>
    tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen "news"' and datname = current_database()`),
  );
  await expect.poll(() => connected, { timeout: 10_000 }).toBe(2);
  await database.db.asSystem((tx) => notify(tx, 'news', 'after'));
  await expect.poll(() => heard).toEqual(['after']);
  await stop();
});
