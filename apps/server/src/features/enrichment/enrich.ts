import { ClinicalContextAnswerSchema, type ClinicalContextRequest, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { mayReport, openStudy, type StudyRow } from '../access/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { addWarnings, askWebhook, DEADLINE_MS } from '../webhooks/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';
import { fetchDocuments } from './documents.ts';
import { mergeContext } from './merge.ts';
import { hasReport, lockStudy, takeTurn, updateContext, wantsEnrichment } from './repository.ts';

/** The studies that this process is asking about, so that a second window waits for the first one's answer instead of starting without it. */
const running = new WeakMap<Deps['db'], Map<string, Promise<void>>>();

/**
 * Before a report is first opened: asks the key that created the study for clinical context (`clinical_context.enrichment_requested`) and fills what is empty.
 * Once for a study; the radiologist waits until the deadline at most, documents included. Soft: whatever goes wrong, the report opens with what there is.
 * No transaction may be open. `studyId` is public. Throws `not_found` as opening would.
 */
export async function enrichContext(deps: Deps, user: UserPrincipal, studyId: string, deadlineMs = DEADLINE_MS): Promise<void> {
  const end = performance.now() + deadlineMs;
  const study = await deps.db.inClinic(user.clinicId, (tx) => openStudy(tx, user, studyId));
  const ongoing = running.get(deps.db) ?? new Map<string, Promise<void>>();
  running.set(deps.db, ongoing);
  const mine =
    ongoing.get(study.id) ??
    enrichOnce(deps, user, study, end).catch((err: unknown) =>
      deps.log.error({ err }, 'clinical context was not added; the report opens without it'),
    );
  ongoing.set(study.id, mine);
  await mine;
  ongoing.delete(study.id);
}

async function enrichOnce(deps: Deps, user: UserPrincipal, study: StudyRow, end: number): Promise<void> {
  const { clinicId, createdByApiKeyId: apiKeyId } = study;
  if (study.contextEnrichedAt || !apiKeyId || !mayReport(user, study)) return;
  const isMyTurn = await deps.db.inClinic(clinicId, async (tx) => {
    if (!(await wantsEnrichment(tx, apiKeyId)) || (await hasReport(tx, study.id))) return false;
    return takeTurn(tx, study.id, deps.clock.now());
  });
  if (!isMyTurn) return;
  const asked = await askWebhook(
    deps,
    { clinicId, apiKeyId },
    {
      type: 'clinical_context.enrichment_requested',
      data: requestOf(study),
      schema: ClinicalContextAnswerSchema,
      studyId: study.id,
      // Those of its documents.
      grantsUrls: true,
      deadlineMs: Math.max(1, end - performance.now()),
    },
  );
  if (!asked.ok) return;
  const { documents, documentUrls } = asked.answer;
  const fetched = await fetchDocuments(deps, documentUrls ?? [], Math.round(end - performance.now()));
  await deps.db.inClinic(clinicId, async (tx) => {
    const present = await lockStudy(tx, study.id);
    if (!present) return;
    const { changes, warnings } = mergeContext(present, asked.answer, [...(documents ?? []), ...fetched.documents]);
    await addWarnings(tx, asked.eventId, [...fetched.warnings, ...warnings]);
    const fields = Object.keys(changes);
    if (fields.length === 0) return;
    await updateContext(tx, study.id, changes);
    await recordAudit(tx, {
      clinicId,
      actor: systemActor('webhooks'),
      action: 'study.context_enriched',
      subject: publicId('stu', study.id),
      studyId: study.id,
      detail: { fields: fields.join(','), event: publicId('whe', asked.eventId) },
    });
    await notifyStudyChanged(tx, { clinicId, studyId: study.id, change: 'updated' });
  });
}

function requestOf(study: StudyRow): ClinicalContextRequest {
  const { mrn } = study.reportMetadata;
  return {
    clinicId: study.clinicId,
    studyId: study.id,
    studyInstanceUid: study.studyInstanceUid,
    ...(mrn !== undefined && { mrn }),
    ...(study.externalPatientId !== null && { externalPatientId: study.externalPatientId }),
  };
}
