import { setTimeout as pause } from 'node:timers/promises';
import { publicId, SecondaryCaptureAnswerSchema, type SecondaryCaptureRequest } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { OutboundError } from '../../platform/http-client/index.ts';
import type { Jobs } from '../../platform/queue/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { addWarnings, askWebhook, RETRY_PAUSES_MS, withJitter } from '../webhooks/index.ts';
import { captureWarnings, uploadUrlsOf } from './answer.ts';
import { findCapture } from './repository.ts';

type SendCapture = Jobs['capture.send'];

/** In tests all are short. */
interface Timing {
  /** Before the key is asked a 2nd, 3rd, ... time, where it did not answer. */
  askPausesMs: readonly number[];
  /** Before the 2nd, 3rd, ... attempt at one URL. */
  uploadPausesMs: readonly number[];
}

/** Five questions within some three hours; the capture stays with the study whatever becomes of them. */
const TIMING: Timing = { askPausesMs: RETRY_PAUSES_MS.slice(0, 4), uploadPausesMs: [1000, 5000] };
const UPLOAD_TIMEOUT_MS = 60_000;

/** Uploads captures to where the keys want them, from the queue. */
export async function startSendingCaptures(deps: Deps, timing: Partial<Timing> = {}): Promise<void> {
  await deps.queue.work('capture.send', (job) => sendCapture(deps, job, { ...TIMING, ...timing }));
}

/**
 * Asks the key that created the study (`secondary_capture.access_requested`) and PUTs the object to every URL that it names: one that fails stops no other. After a crash
 * it is all done again: the same object to the same places.
 */
async function sendCapture(deps: Deps, job: SendCapture, timing: Timing): Promise<void> {
  const { clinicId, apiKeyId, studyId, sopInstanceUid } = job;
  const found = await deps.db.inClinic(clinicId, (tx) => findCapture(tx, studyId, sopInstanceUid));
  if (!found) return;
  const asked = await askWebhook(
    deps,
    { clinicId, apiKeyId },
    {
      type: 'secondary_capture.access_requested',
      target: 'secondaryCapture',
      data: {
        studyId: publicId('stu', studyId),
        studyInstanceUid: found.studyInstanceUid,
        ...job.source,
      } satisfies SecondaryCaptureRequest,
      schema: SecondaryCaptureAnswerSchema,
      grantsUrls: true,
      studyId,
    },
  );
  if (!asked.ok) return askAgain(deps, job, asked.reason, timing.askPausesMs);
  const { answer } = asked;
  const urls = uploadUrlsOf(answer);
  const bytes = urls.length > 0 ? Buffer.concat(await (await deps.storage.get(found.storageKey)).toArray()) : Buffer.alloc(0);
  const outcomes = await Promise.all(urls.map((url) => upload(deps, url, bytes, timing.uploadPausesMs)));
  const uploaded = outcomes.filter((why) => why === null).length;
  await deps.db.inClinic(clinicId, async (tx) => {
    await addWarnings(tx, asked.eventId, captureWarnings(answer, outcomes));
    await recordAudit(tx, {
      clinicId,
      actor: systemActor('webhooks'),
      action: 'image.capture_uploaded',
      subject: sopInstanceUid,
      studyId,
      detail: { uploaded, failed: urls.length - uploaded, event: publicId('whe', asked.eventId) },
    });
  });
}

/** A receiver that gave no answer is asked again later; one that gave a wrong one would give it again. */
async function askAgain(deps: Deps, job: SendCapture, reason: string, pausesMs: readonly number[]): Promise<void> {
  const wait = pausesMs[job.attempt - 1];
  if (wait === undefined || reason === 'no_receiver' || reason === 'invalid_answer') return;
  const startAfter = new Date(deps.clock.now().getTime() + withJitter(wait, Math.random()));
  await deps.db.inClinic(job.clinicId, (tx) => deps.queue.add(tx, 'capture.send', { ...job, attempt: job.attempt + 1 }, { startAfter }));
}

/** Null where it was taken; else why not, without the URL: it may hold a secret. */
async function upload(deps: Deps, url: string, bytes: Buffer, pausesMs: readonly number[]): Promise<string | null> {
  for (let attempt = 0; ; attempt += 1) {
    const { why, isLasting } = await put(deps, url, bytes);
    const wait = pausesMs[attempt];
    if (why === null || isLasting || wait === undefined) return why;
    await pause(wait);
  }
}

async function put(deps: Deps, url: string, bytes: Buffer): Promise<{ why: string | null; isLasting: boolean }> {
  try {
    const { statusCode } = await deps.http.send({
      url,
      method: 'PUT',
      headers: { 'content-type': 'application/dicom', 'user-agent': 'Readroom-Webhooks/1' },
      body: bytes,
      timeoutMs: UPLOAD_TIMEOUT_MS,
      maxResponseBytes: 1024,
    });
    const isTaken = statusCode >= 200 && statusCode < 300;
    return { why: isTaken ? null : `it answered ${statusCode}.`, isLasting: statusCode < 500 && statusCode !== 408 && statusCode !== 429 };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { why: error.message, isLasting: error.reason === 'refused_address' || error.reason === 'refused_url' };
  }
}
