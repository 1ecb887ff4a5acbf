import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, reports, studies } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

/** Whether the key that created a study wants to be asked for its context. */
export async function wantsEnrichment(tx: Tx, apiKeyId: string): Promise<boolean> {
  const [key] = await tx
    .select({ isEnabled: apiKeys.isClinicalContextEnrichmentEnabled, url: apiKeys.studyWebhookUrl })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)));
  return key?.isEnabled === true && key.url !== null;
}

export async function hasReport(tx: Tx, studyId: string): Promise<boolean> {
  const [report] = await tx.select({ id: reports.id }).from(reports).where(eq(reports.studyId, studyId)).limit(1);
  return report !== undefined;
}

/** Takes the one time that a study is asked about. False where it was taken. */
export async function takeTurn(tx: Tx, studyId: string, now: Date): Promise<boolean> {
  const taken = await tx
    .update(studies)
    .set({ contextEnrichedAt: now })
    .where(and(eq(studies.id, studyId), isNull(studies.contextEnrichedAt)))
    .returning({ id: studies.id });
  return taken.length > 0;
}

export async function lockStudy(tx: Tx, studyId: string): Promise<StudyRow | null> {
  const [study] = await tx.select().from(studies).where(eq(studies.id, studyId)).for('update');
  return study ?? null;
}

export async function updateContext(tx: Tx, studyId: string, context: Partial<StudyRow>): Promise<void> {
  await tx
    .update(studies)
    .set({ ...context, updatedAt: sql`now()` })
    .where(eq(studies.id, studyId));
}
