import { ApiError, type PatientStudyAnswer, type PatientStudyRequest, rawId } from '@readroom/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { Jobs } from '../../platform/queue/index.ts';
import { findCustomer } from '../express/index.ts';
import type { KeyPrincipal } from '../principal/index.ts';
import { createStudy } from '../studies/index.ts';
import { type Answer, type AskedKey, addWarnings, askWebhook, nameStudyOfEvent } from '../webhooks/index.ts';
import { mergeStudy, usableFields } from './merge.ts';
import { type ArrivedImages, findImages, findSender, isKnownStudy } from './repository.ts';

type Arrived = Jobs['study.arrive'];

/** Fields are checked one by one. */
export const AnyObjectSchema = z.record(z.string(), z.unknown());

/** Makes studies of images that nobody ordered, from the queue. */
export async function startMakingStudies(deps: Deps): Promise<void> {
  await deps.queue.work('study.arrive', (job) => makeStudy(deps, job));
}

/**
 * Asks the key that sent the images about their study (`patient_study.enrichment_requested`) and creates it. Soft: without a usable answer the images alone say what
 * it is. A study that somebody created meanwhile stays as it is.
 */
async function makeStudy(deps: Deps, job: Arrived): Promise<void> {
  const { clinicId, apiKeyId, studyInstanceUid } = job;
  const images = await deps.db.inClinic(clinicId, async (tx) =>
    (await isKnownStudy(tx, clinicId, studyInstanceUid)) ? null : findImages(tx, clinicId, studyInstanceUid),
  );
  if (!images) return;
  const asked = await askWebhook(
    deps,
    { clinicId, apiKeyId },
    {
      type: 'patient_study.enrichment_requested',
      target: 'patientStudy',
      data: requestOf(job, images),
      schema: AnyObjectSchema,
    },
  );
  try {
    await deps.db.inClinic(clinicId, (tx) => create(tx, job, asked));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'study_uid_taken')) throw error;
    const { eventId } = asked;
    if (eventId)
      await deps.db.inClinic(clinicId, (tx) => addWarnings(tx, eventId, ['The answer was not used: the study was created meanwhile.']));
  }
}

async function create(tx: Tx, job: Arrived, asked: Answer<Record<string, unknown>>): Promise<void> {
  const { clinicId, apiKeyId, studyInstanceUid, requestId } = job;
  const principal = await findSender(tx, clinicId, apiKeyId);
  // Once more: meanwhile others have come.
  const images = await findImages(tx, clinicId, studyInstanceUid);
  if (!principal || !images) return;
  const { fields, customer, warnings } = await judge(tx, principal, asked.ok ? asked.answer : {});
  const study = await createStudy(tx, { principal, requestId }, { studyInstanceUid, ...mergeStudy(fields, images), ...customer });
  if (asked.eventId === null) return;
  await addWarnings(tx, asked.eventId, warnings);
  await nameStudyOfEvent(tx, asked.eventId, rawId('stu', study.studyId));
}

/** Why parts of an answer of this key would not be used. */
export async function arrivalWarnings(tx: Tx, { clinicId, apiKeyId }: AskedKey, answer: Record<string, unknown>): Promise<string[]> {
  const principal = await findSender(tx, clinicId, apiKeyId);
  return principal ? (await judge(tx, principal, answer)).warnings : [];
}

async function judge(tx: Tx, principal: KeyPrincipal, answer: Record<string, unknown>) {
  const { fields, warnings } = usableFields(answer);
  const customer = await customerOf(tx, principal, fields);
  return { fields, customer: customer.fields, warnings: [...warnings, ...customer.warnings] };
}

async function customerOf(tx: Tx, principal: KeyPrincipal, { expressCustomerId }: PatientStudyAnswer) {
  if (!expressCustomerId) return { fields: {}, warnings: [] };
  const customer = await findCustomer(tx, principal, expressCustomerId);
  if (customer?.isActive) return { fields: { expressCustomerId }, warnings: [] };
  const why = customer ? 'the customer is deactivated.' : 'there is no such customer.';
  return { fields: {}, warnings: [`expressCustomerId was not used: ${why}`] };
}

function requestOf({ clinicId, studyInstanceUid }: Arrived, { study }: ArrivedImages): PatientStudyRequest {
  return {
    clinicId,
    studyInstanceUid,
    ...(study.accessionNumber && { accessionNumber: study.accessionNumber }),
    ...(study.patientId && { patientId: study.patientId }),
  };
}
