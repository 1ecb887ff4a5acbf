import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { StudyRow } from '../access/index.ts';
import { insertEvent, reportReceivers } from './repository.ts';

/** Puts `report.delivered` into the outbox, in the signing transaction, once for each key that hears of it. `reportId` is a raw UUID. */
export async function queueReportDelivered(deps: Pick<Deps, 'queue'>, tx: Tx, study: StudyRow, reportId: string): Promise<void> {
  const { clinicId } = study;
  for (const apiKeyId of await reportReceivers(tx, clinicId, study.createdByApiKeyId)) {
    const eventId = await insertEvent(tx, { clinicId, apiKeyId, type: 'report.delivered', studyId: study.id, reportId });
    await deps.queue.add(tx, 'webhook.deliver', { clinicId, apiKeyId, eventId });
  }
}
