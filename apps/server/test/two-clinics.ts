import { clinics } from '../src/platform/db/schema.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const ONE = '11111111-1111-4111-8111-111111111111';
export const TWO = '22222222-2222-4222-8222-222222222222';

/** A database with the clinics One and Two. */
export async function createTwoClinics(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await database.db.asSystem((tx) =>
    tx.insert(clinics).values([
      { id: ONE, name: 'One' },
      { id: TWO, name: 'Two' },
    ]),
  );
  return database;
}
