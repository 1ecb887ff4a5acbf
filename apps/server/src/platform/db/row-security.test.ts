import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createClinic } from '../../features/clinics/index.ts';
import type { Tx } from './connection.ts';

type Column = {
  table_name: string;
  column_name: string;
  data_type: string;
  is_nullable: string;
  column_default: string | null;
  is_generated: string;
};

let database: TestDatabase;
let ours: string;
let theirs: string;
let columns: Column[];
let number = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createClinic(database, 'Ours');
  theirs = await createClinic(database, 'Theirs');
  const answer = await database.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT table_name, column_name, data_type, is_nullable, column_default, is_generated FROM information_schema.columns WHERE table_schema = 'public'`,
    ),
  );
  columns = answer.rows as Column[];
  return () => database.drop();
});

const tables = () => columns.filter(({ column_name }) => column_name === 'clinic_id').map(({ table_name }) => table_name);
const inOurs = <Value>(work: (tx: Tx) => Promise<Value>) => database.db.inClinic(ours, work);

/** INSERT of a row that satisfies the types of a table, whatever it means. */
function anyRow(table: string, clinicId: string) {
  const needed = columns.filter(
    (column) =>
      column.table_name === table && column.is_nullable === 'NO' && column.column_default === null && column.is_generated === 'NEVER',
  );
  const names = needed.map(({ column_name }) => sql.identifier(column_name));
  const values = needed.map(({ column_name, data_type }) => (column_name === 'clinic_id' ? sql`${clinicId}` : sql`${anyValue(data_type)}`));
  return sql`INSERT INTO ${sql.identifier(table)} (${sql.join(names, sql`, `)}) VALUES (${sql.join(values, sql`, `)})`;
}

function anyValue(type: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'jsonb') return '{}';
  if (type === 'bytea') return Buffer.from(randomUUID());
  if (type === 'boolean') return false;
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z';
  if (type === 'text') return randomUUID();
  number += 1;
  return number;
}

/** Foreign keys and triggers aside: only who may see and write is looked at here. */
async function insertAsSuperuser(table: string, clinicId: string): Promise<void> {
  await database.db.asSystem(async (tx) => {
    await tx.execute(sql`SET LOCAL session_replication_role = replica`);
    await tx.execute(anyRow(table, clinicId));
  });
}

const countOf = async (table: string, clinicId: string) => {
  const { rows } = await database.db.asSystem((tx) =>
    tx.execute(sql`SELECT count(*)::int AS n FROM ${sql.identifier(table)} WHERE clinic_id = ${clinicId}`),
  );
  return rows[0]?.n;
};
const outcome = (work: Promise<{ rowCount: number | null }>) =>
  work.then(
    ({ rowCount }) => `${rowCount} rows`,
    (error: { code?: string }) => error.code,
  );
/** insufficient_privilege: PostgreSQL's code for a policy and for a missing grant. A trigger that refuses every change of a row comes first with 23514. */
const REFUSED = '42501';

test('there are tables of clinics to look at', () => {
  expect(tables().length).toBeGreaterThan(15);
});

test('in every table another clinic’s rows cannot be seen, changed, removed or made, also by a query that names no clinic', async () => {
  for (const table of tables()) {
    await insertAsSuperuser(table, theirs);
    await insertAsSuperuser(table, ours);
    const before = await countOf(table, theirs);
    const name = sql.identifier(table);
    const { rows } = await inOurs((tx) => tx.execute(sql`SELECT DISTINCT clinic_id FROM ${name}`));
    expect([table, rows]).toEqual([table, [{ clinic_id: ours }]]);
    expect([
      table,
      await outcome(inOurs((tx) => tx.execute(sql`UPDATE ${name} SET clinic_id = clinic_id WHERE clinic_id = ${theirs}`))),
    ]).toEqual([table, expect.stringMatching(/^(0 rows|42501)$/)]);
    expect([table, await outcome(inOurs((tx) => tx.execute(sql`DELETE FROM ${name} WHERE clinic_id = ${theirs}`)))]).toEqual([
      table,
      expect.stringMatching(/^(0 rows|42501)$/),
    ]);
    expect([table, await outcome(inOurs((tx) => tx.execute(anyRow(table, theirs))))]).toEqual([table, REFUSED]);
    expect([table, await outcome(inOurs((tx) => tx.execute(sql`UPDATE ${name} SET clinic_id = ${theirs}`)))]).toEqual([
      table,
      expect.stringMatching(/^(42501|23514)$/),
    ]);
    expect([table, await countOf(table, theirs)]).toEqual([table, before]);
  }
});

test('a clinic sees itself only, and none can be made or renamed from inside another', async () => {
  const { rows } = await inOurs((tx) => tx.execute(sql`SELECT id FROM clinics`));
  expect(rows).toEqual([{ id: ours }]);
  expect(await outcome(inOurs((tx) => tx.execute(sql`UPDATE clinics SET name = 'x' WHERE id = ${theirs}`)))).toBe('0 rows');
  expect(await outcome(inOurs((tx) => tx.execute(sql`INSERT INTO clinics (id, name) VALUES (${randomUUID()}, 'x')`)))).toBe(REFUSED);
});

test('what belongs to no clinic is out of reach', async () => {
  for (const table of ['installation', 'sign_in_failures']) {
    expect(await outcome(inOurs((tx) => tx.execute(sql`SELECT * FROM ${sql.identifier(table)}`)))).toBe(REFUSED);
  }
  const free = columns.map(({ table_name }) => table_name).filter((name) => !tables().includes(name));
  expect([...new Set(free)].sort()).toEqual(['clinics', 'installation', 'sign_in_failures']);
});

test('without a clinic the role sees nothing, and the clinic of one transaction is not left behind for the next', async () => {
  await inOurs((tx) => tx.execute(sql`SELECT 1`));
  const { rows } = await database.db.asSystem(async (tx) => {
    await tx.execute(sql`SET LOCAL ROLE readroom_app`);
    return tx.execute(sql`SELECT count(*)::int AS n, nullif(current_setting('readroom.clinic_id', true), '') AS clinic FROM users`);
  });
  expect(rows).toEqual([{ n: 0, clinic: null }]);
});

test('a clinic id that is none does not open anything', async () => {
  await expect(database.db.inClinic("' OR true --", (tx) => tx.execute(sql`SELECT 1`))).rejects.toMatchObject({ code: '22P02' });
});

describe('what may never change does not, not even for the system', () => {
  const refused = { code: '23514' };
  const asSystem = (query: ReturnType<typeof sql>) => database.db.asSystem((tx) => tx.execute(query));

  test('audit rows and seals', async () => {
    for (const table of ['audit_events', 'audit_seals']) {
      const name = sql.identifier(table);
      await insertAsSuperuser(table, theirs);
      await expect(asSystem(sql`UPDATE ${name} SET clinic_id = ${ours}`)).rejects.toMatchObject(refused);
      await expect(asSystem(sql`DELETE FROM ${name}`)).rejects.toMatchObject(refused);
      await expect(asSystem(sql`TRUNCATE ${name}`)).rejects.toMatchObject(refused);
      await expect(inOurs((tx) => tx.execute(sql`DELETE FROM ${name}`))).rejects.toMatchObject({ code: REFUSED });
    }
  });

  test('a signed report, but for its PDF, once', async () => {
    const id = randomUUID();
    await database.db.asSystem(async (tx) => {
      await tx.execute(sql`SET LOCAL session_replication_role = replica`);
      await tx.execute(
        sql`INSERT INTO reports (id, clinic_id, study_id, user_id, status, plain_text) VALUES (${id}, ${theirs}, ${randomUUID()}, ${randomUUID()}, 'completed', 'words')`,
      );
    });
    const { rows } = await asSystem(sql`SELECT * FROM reports WHERE id = ${id}`);
    for (const column of Object.keys(rows[0]!).filter((name) => !name.startsWith('pdf_'))) {
      const { data_type } = columns.find((known) => known.table_name === 'reports' && known.column_name === column)!;
      const value = data_type === 'boolean' ? sql`NOT coalesce(${sql.identifier(column)}, false)` : sql`${anyValue(data_type)}`;
      const other = column === 'status' ? sql`'in_progress'` : column === 'seq' ? sql`seq + 1` : value;
      await expect(asSystem(sql`UPDATE reports SET ${sql.identifier(column)} = ${other} WHERE id = ${id}`), column).rejects.toMatchObject(
        refused,
      );
    }
    await expect(asSystem(sql`DELETE FROM reports WHERE id = ${id}`)).rejects.toMatchObject(refused);
    await asSystem(sql`UPDATE reports SET pdf_key = 'a', pdf_sha256 = 'b' WHERE id = ${id}`);
    await expect(asSystem(sql`UPDATE reports SET pdf_key = 'c' WHERE id = ${id}`)).rejects.toMatchObject(refused);
    await expect(asSystem(sql`UPDATE reports SET pdf_key = NULL, pdf_sha256 = NULL WHERE id = ${id}`)).rejects.toMatchObject(refused);
    await expect(asSystem(sql`TRUNCATE reports CASCADE`)).rejects.toMatchObject(refused);
  });

  test('the bytes and the name of an image', async () => {
    await insertAsSuperuser('dicom_instances', ours);
    for (const column of [
      'sha256',
      'storage_key',
      'study_instance_uid',
      'series_instance_uid',
      'sop_instance_uid',
      'transfer_syntax_uid',
    ]) {
      await expect(asSystem(sql`UPDATE dicom_instances SET ${sql.identifier(column)} = 'other'`), column).rejects.toMatchObject(refused);
    }
    await expect(asSystem(sql`UPDATE dicom_instances SET size = size + 1`)).rejects.toMatchObject(refused);
    await expect(asSystem(sql`TRUNCATE dicom_instances`)).rejects.toMatchObject(refused);
  });
});

test('the look-up of words, which goes around row-level security, keeps to the clinic of the transaction itself', async () => {
  const insert = (
    clinicId: string,
  ) => sql`INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, report_metadata)
    VALUES (gen_random_uuid(), ${clinicId}, ${`2.25.${clinicId.length}`}, 'NM BONE SCAN', 'normal', '{}') RETURNING seq`;
  const seqs: string[] = [];
  for (const clinicId of [ours, theirs]) {
    const { rows } = await database.db.asSystem((tx) => tx.execute<{ seq: string }>(insert(clinicId)));
    seqs.push(String(rows[0]?.seq));
  }
  const look = sql`SELECT studies_with_words('{%Bone%,%nm%}')::text AS found`;
  expect((await inOurs((tx) => tx.execute(look))).rows).toEqual([{ found: `{${seqs[0]}}` }]);
  expect((await database.db.asSystem((tx) => tx.execute(look))).rows).toEqual([{ found: '{}' }]);
});
