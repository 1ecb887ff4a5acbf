import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../../test/database.ts';
import { createTwoClinics, ONE, TWO } from '../../../test/two-clinics.ts';
import { askIn, type Bound, GuardFailed, openDatabase, Prepared, run, send, type Tx, violatedConstraint } from './connection.ts';
import { clinics } from './schema.ts';

const THREE = '33333333-3333-4333-8333-333333333333';
const INSERT = new Prepared('INSERT INTO clinics (id, name) VALUES ($1, $2)');
const NAMES = new Prepared('SELECT name FROM clinics ORDER BY name');
const DIVIDE = new Prepared('SELECT 1 / $1::int');
const PRESENT = new Prepared('SELECT 1 FROM clinics WHERE id = $1');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTwoClinics();
});
afterAll(() => database.drop());

const names = async () => (await database.db.runAsSystem(NAMES.with())).flat(2);
const ids = (tx: Tx) => tx.select({ id: clinics.id }).from(clinics).orderBy(clinics.name);

test('what is asked at once is answered in order, and sees what was sent before it', async () => {
  const answers = await database.db.asSystem(async (tx) => {
    send(tx, new Prepared("UPDATE clinics SET name = 'First' WHERE name = $1").with('One'));
    const seen = await askIn(tx)(NAMES.with(), DIVIDE.with('1'));
    send(tx, new Prepared("UPDATE clinics SET name = 'One' WHERE name = $1").with('First'));
    return seen;
  });
  expect(answers).toEqual([[['First'], ['Two']], [[1]]]);
  expect(await names()).toEqual(['One', 'Two']);
});

test('a statement that was only sent and fails takes the whole transaction with it, and says why', async () => {
  const failing = database.db.asSystem(async (tx) => {
    await tx.insert(clinics).values({ id: THREE, name: 'Three' });
    send(tx, INSERT.with(ONE, 'Once more'));
  });
  const error = await failing.catch((reason: unknown) => reason);
  expect(violatedConstraint(error)).toBe('clinics_pkey');
  expect(await names()).toEqual(['One', 'Two']);
});

test('its failure is told by the query behind it too', async () => {
  const failing = database.db.asSystem(async (tx) => {
    send(tx, INSERT.with(ONE, 'Once more'));
    return ids(tx);
  });
  expect(violatedConstraint(await failing.catch((reason: unknown) => reason))).toBe('clinics_pkey');
});

test('a question that fails in a savepoint undoes the savepoint only', async () => {
  await database.db.asSystem(async (tx) => {
    send(tx, INSERT.with(THREE, 'Three'));
    const inner = tx.transaction(async (nested) => {
      send(nested, INSERT.with('44444444-4444-4444-8444-444444444444', 'Four'));
      await run(nested, DIVIDE.with('0'));
    });
    await expect(inner).rejects.toThrow('division by zero');
    expect(await ids(tx)).toHaveLength(3);
  });
  expect(await names()).toEqual(['One', 'Three', 'Two']);
  await database.db.asSystem((tx) => tx.execute(sql`DELETE FROM clinics WHERE id = ${THREE}`));
});

test('a transaction in which a query failed is not committed, whoever caught the failure', async () => {
  const failing = database.db.asSystem(async (tx) => {
    await tx.insert(clinics).values({ id: THREE, name: 'Three' });
    await run(tx, DIVIDE.with('0')).catch(() => {});
  });
  await expect(failing).rejects.toThrow('not committed');
  expect(await names()).toEqual(['One', 'Two']);
});

test('a guard that finds nothing: nothing is done, whatever the work says', async () => {
  const none = PRESENT.with(TWO);
  const write = (tx: Tx) => tx.update(clinics).set({ name: 'Uno' });
  await expect(database.db.inClinic(ONE, write, none)).rejects.toThrow(GuardFailed);
  await expect(database.db.inClinic(ONE, () => Promise.reject(new Error('of the work')), none)).rejects.toThrow(GuardFailed);
  await expect(database.db.read(ONE, none, NAMES.with())).rejects.toThrow(GuardFailed);
  expect(await names()).toEqual(['One', 'Two']);
  await database.db.inClinic(ONE, ids, PRESENT.with(ONE));
});

test('a batch sees one clinic only, on every connection, and nothing of that is left behind', async () => {
  const read = (clinicId: string) => database.db.read(clinicId, PRESENT.with(clinicId), NAMES.with());
  const seen = await Promise.all(Array.from({ length: 60 }, (_, index) => read(index % 2 === 0 ? ONE : TWO)));
  seen.forEach((answers, index) => {
    expect(answers).toEqual([[[index % 2 === 0 ? 'One' : 'Two']]]);
  });
  expect(await names()).toEqual(['One', 'Two']);
});

test('a read that fails on its way into another clinic leaves the connection in none that the next does not ask for', async () => {
  const open = openDatabase(database.url, { maxConnections: 1 });
  const read = (clinicId: string, ...more: Bound[]) => open.read(clinicId, PRESENT.with(clinicId), NAMES.with(), ...more);
  for (let round = 0; round < 3; round += 1) {
    expect(await read(ONE)).toEqual([[['One']]]);
    await expect(read(TWO, DIVIDE.with('0'))).rejects.toThrow('division by zero');
    expect(await read(TWO)).toEqual([[['Two']]]);
    await expect(open.read(ONE, PRESENT.with(TWO), NAMES.with())).rejects.toThrow(GuardFailed);
    await expect(open.read("' or true --", PRESENT.with(ONE), NAMES.with())).rejects.toThrow('uuid');
  }
  const role = new Prepared('SELECT current_user');
  expect(await read(ONE, role.with())).toEqual([[['One']], [['readroom_app']]]);
  await open.close();
});

test('a batch that fails changes nothing, and its statements work afterwards', async () => {
  for (let round = 0; round < 20; round += 1) {
    await expect(database.db.runAsSystem(INSERT.with(THREE, 'Three'), DIVIDE.with('0'))).rejects.toThrow('division by zero');
  }
  expect(await names()).toEqual(['One', 'Two']);
  expect(await database.db.runAsSystem(DIVIDE.with('1'), NAMES.with())).toEqual([[[1]], [['One'], ['Two']]]);
});

test('values come back as the driver reads them: null, text in any script, JSON, booleans, moments', async () => {
  const statement = new Prepared(`SELECT NULL::text, $1::text, '{"a": [1, null]}'::jsonb, true, '2024-03-15T10:30:00Z'::timestamptz`);
  const [rows] = await database.db.runAsSystem(statement.with('Ångström 患者'));
  expect(rows).toEqual([[null, 'Ångström 患者', { a: [1, null] }, true, new Date('2024-03-15T10:30:00Z')]]);
});
