import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { openedStudies, sessions } from '../../platform/db/schema.ts';

/** A study that a link opened in a session. */
export type OpenedStudy = Omit<typeof openedStudies.$inferInsert, 'id'>;

/** A report once opened by a key stays so. */
export async function insertOpened(tx: Tx, study: OpenedStudy): Promise<void> {
  const { sessionId, studyId, apiKeyId } = openedStudies;
  const reach = sql`CASE WHEN ${openedStudies.reach} = 'report' THEN 'report' ELSE excluded.reach END`;
  await tx
    .insert(openedStudies)
    .values({ id: randomUUID(), ...study })
    .onConflictDoUpdate({ target: [sessionId, studyId, apiKeyId], set: { reach } });
}

/** What was opened in one session is open in another too, by the same keys. */
export async function copyOpened(tx: Tx, fromSessionId: string, toSessionId: string): Promise<void> {
  const opened = await tx.select().from(openedStudies).where(eq(openedStudies.sessionId, fromSessionId));
  for (const { id: _, ...study } of opened) await insertOpened(tx, { ...study, sessionId: toSessionId });
}

/** The study whose link was opened last. */
export async function setLastStudy(tx: Tx, sessionId: string, studyId: string): Promise<void> {
  await tx.update(sessions).set({ studyId }).where(eq(sessions.id, sessionId));
}
