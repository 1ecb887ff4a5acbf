import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { createClinic } from '../clinics/index.ts';
import { recordAudit, sealAudit, systemActor, verifyAudit } from './index.ts';

let database: TestDatabase;
let clinicId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  clinicId = await createClinic(database, 'Audited');
});
afterEach(() => database.drop());

const record = (tx: Tx, subject: string, clinic = clinicId) =>
  recordAudit(tx, {
    clinicId: clinic,
    actor: systemActor('test'),
    action: 'study.opened',
    subject,
    detail: { n: 1, ok: true, none: null, text: 'é' },
  });
const write = (...subjects: string[]) =>
  database.db.inClinic(clinicId, async (tx) => {
    for (const subject of subjects) await record(tx, subject);
  });
/** What an intruder with the database's own password could do: triggers off. */
const tamper = (query: ReturnType<typeof sql>) =>
  database.db.asSystem(async (tx) => {
    await tx.execute(sql`SET LOCAL session_replication_role = replica`);
    await tx.execute(query);
  });
const faults = async () => (await verifyAudit(database.db)).faults;
const chain = async () => {
  const { rows } = await database.db.asSystem((tx) =>
    tx.execute(sql`SELECT position::int, event_seq::int, hash FROM audit_seals WHERE clinic_id = ${clinicId} ORDER BY position`),
  );
  return rows as { position: number; event_seq: number; hash: string }[];
};

test('a chain over several clinics holds, and grows where it stopped', async () => {
  const other = await createClinic(database, 'Other');
  await write('a', 'b');
  await database.db.inClinic(other, (tx) => record(tx, 'x', other));
  expect(await sealAudit(database.db)).toBe(5);
  await write('c');
  expect([await sealAudit(database.db), await sealAudit(database.db)]).toEqual([1, 0]);
  expect(await verifyAudit(database.db)).toEqual({ verified: 6, faults: [] });
  expect((await chain()).map(({ position }) => position)).toEqual([1, 2, 3, 4]);
});

test('the first link can be made again by hand: SHA-256 over 64 zeros, a line break and the canonical event', async () => {
  await sealAudit(database.db);
  const { rows } = await database.db.asSystem((tx) =>
    tx.execute(sql`SELECT * FROM audit_events WHERE clinic_id = ${clinicId} ORDER BY seq LIMIT 1`),
  );
  const event = rows[0] as Record<string, string>;
  const text =
    `{"action":"clinic.created","actorId":"operator","actorKind":"system","at":"${new Date(event.at!).toISOString()}","clinicId":"${clinicId}","detail":{},` +
    `"id":"${event.id}","requestId":null,"seq":${event.seq},"studyId":null,"subject":"${clinicId}"}`;
  const hash = createHash('sha256')
    .update(`${'0'.repeat(64)}\n${text}`)
    .digest('hex');
  expect((await chain())[0]?.hash).toBe(hash);
});

describe('what was done to the log afterwards is named', () => {
  beforeEach(async () => {
    await write('a', 'b', 'c', 'd');
    await sealAudit(database.db);
  });

  test.each(['subject', 'action', 'actor_id', 'request_id'])('a changed %s', async (column) => {
    await tamper(sql`UPDATE audit_events SET ${sql.identifier(column)} = 'other' WHERE subject = 'b'`);
    expect(await faults()).toEqual([{ clinicId, position: 3, problem: 'the event was changed after it was written' }]);
  });

  test.each([sql`at = at + interval '1 millisecond'`, sql`detail = detail || '{"n": 2}'`, sql`study_id = gen_random_uuid()`])(
    'another change: %#',
    async (change) => {
      await tamper(sql`UPDATE audit_events SET ${change} WHERE subject = 'b'`);
      expect(await faults()).toMatchObject([{ position: 3 }]);
    },
  );

  test('a removed event', async () => {
    await tamper(sql`DELETE FROM audit_events WHERE subject = 'c'`);
    expect(await faults()).toEqual([{ clinicId, position: 4, problem: 'the event behind this link is gone' }]);
  });

  test('an event removed with its link', async () => {
    await tamper(sql`DELETE FROM audit_seals WHERE position = 3`);
    await tamper(sql`DELETE FROM audit_events WHERE subject = 'b'`);
    expect(await faults()).toEqual([{ clinicId, position: 4, problem: 'the link 3 is missing' }]);
  });

  test('links that changed places', async () => {
    const [, , third, fourth] = await chain();
    await tamper(sql`UPDATE audit_seals SET event_seq = -event_seq WHERE position IN (3, 4)`);
    await tamper(
      sql`UPDATE audit_seals SET event_seq = CASE position WHEN 3 THEN ${fourth!.event_seq}::bigint ELSE ${third!.event_seq}::bigint END WHERE position IN (3, 4)`,
    );
    expect(await faults()).toMatchObject([{ clinicId, position: 3 }]);
  });

  test('an event that was put in with a link of its own', async () => {
    await tamper(sql`UPDATE audit_seals SET position = position + 100 WHERE position > 2`);
    await tamper(sql`UPDATE audit_seals SET position = position - 99 WHERE position > 100`);
    await tamper(
      sql`INSERT INTO audit_events (seq, id, clinic_id, at, actor_kind, actor_id, action, subject, detail) VALUES (-1, gen_random_uuid(), ${clinicId}, now(), 'user', 'x', 'study.opened', 'x', '{}')`,
    );
    await tamper(sql`INSERT INTO audit_seals (clinic_id, position, event_seq, hash) VALUES (${clinicId}, 3, -1, repeat('a', 64))`);
    expect(await faults()).toMatchObject([{ clinicId, position: 3, problem: 'the event was changed after it was written' }]);
  });

  test('an event that was slipped in among long-settled ones', async () => {
    await tamper(sql`DELETE FROM audit_seals`);
    await tamper(sql`UPDATE audit_events SET at = at - interval '1 hour', seq = seq * 10`);
    await sealAudit(database.db);
    expect(await faults()).toEqual([]);
    await tamper(
      sql`INSERT INTO audit_events (seq, id, clinic_id, at, actor_kind, actor_id, action, subject, detail) SELECT max(seq) - 5, gen_random_uuid(), ${clinicId}, now(), 'user', 'x', 'study.opened', 'x', '{}' FROM audit_events`,
    );
    expect(await faults()).toEqual([
      { clinicId, position: 5, problem: expect.stringMatching(/^event \d+ was slipped in before this link$/) },
    ]);
  });
});

test('a transaction that commits after later ones is sealed as well', async () => {
  let commit: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written: () => void = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = database.db.inClinic(clinicId, async (tx) => {
    await record(tx, 'late');
    // The row goes with the next statement: only then it has its number.
    await tx.execute(sql`SELECT 1`);
    written();
    await held;
  });
  await isWritten;
  await write('early');
  await sealAudit(database.db, 'recent');
  commit();
  await late;
  expect(await sealAudit(database.db, 'recent')).toBe(1);
  expect((await verifyAudit(database.db)).faults).toEqual([]);
  const seqs = (await chain()).map(({ event_seq }) => event_seq);
  expect(seqs).not.toEqual(seqs.toSorted((a, b) => a - b));
});

test('many sealers and writers at once make one chain', async () => {
  const writers = Array.from({ length: 10 }, async (_, i) => {
    for (let n = 0; n < 10; n += 1) await write(`${i}.${n}`);
  });
  let writing = true;
  const sealers = Array.from({ length: 4 }, async () => {
    while (writing) await sealAudit(database.db, 'recent');
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(sealers);
  await sealAudit(database.db);
  expect(await verifyAudit(database.db)).toEqual({ verified: 101, faults: [] });
});

test('what is rolled back is not in the log', async () => {
  const failing = database.db.inClinic(clinicId, async (tx) => {
    await record(tx, 'never');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await write('after');
  await sealAudit(database.db);
  expect((await verifyAudit(database.db)).faults).toEqual([]);
  expect(await chain()).toHaveLength(2);
});
