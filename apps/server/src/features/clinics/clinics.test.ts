import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createClinic, firstClinic, listClinics } from './index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});

test('clinics are listed from the oldest; without a demo clinic the first one is meant, with one that', async () => {
  expect(await firstClinic(database)).toBeNull();
  const first = await createClinic(database, '  Harbour Radiology ');
  const second = await createClinic(database, 'Second');
  expect(await firstClinic(database)).toMatchObject({ id: first, name: 'Harbour Radiology', isDemo: false });
  const demo = await createClinic(database, 'Demo', { isDemo: true });
  expect(await firstClinic(database)).toMatchObject({ id: demo, isDemo: true });
  expect((await listClinics(database)).map(({ id }) => id)).toEqual([first, second, demo]);
});

test.each(['', '   ', 'x'.repeat(201)])('a clinic needs a name of 1 to 200 characters: %j', async (name) => {
  await expect(createClinic(database, name)).rejects.toMatchObject({ code: 'malformed_request', issues: [{ path: 'name' }] });
});
