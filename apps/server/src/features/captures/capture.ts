import { randomUUID } from 'node:crypto';
import type { Capture } from '@readroom/contract';
import type { DicomJson } from '@readroom/dicom';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { CaptureSource } from '../../platform/queue/index.ts';
import { openStudy, type StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { ingestInstance } from '../images/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { headerOfOrder } from './header.ts';
import { makeObject } from './make-object.ts';
import { mustCapture } from './policy.ts';
import { countImages, findImage, findSeries, wantsCaptures } from './repository.ts';

/** All captures of a modality are one series, behind what scanners count up to. */
const SERIES = { seriesNumber: 9000, seriesDescription: 'Captures' };

interface CaptureRequest {
  user: UserPrincipal;
  requestId: string;
  /** Public. */
  studyId: string;
  source: CaptureSource;
}

/** Who may capture, before the picture is received. Throws `not_found`, `forbidden`, `study_cancelled`. */
export async function checkCapture(deps: Pick<Deps, 'db'>, user: UserPrincipal, studyId: string): Promise<void> {
  await deps.db.inClinic(user.clinicId, async (tx) => mustCapture(user, await openStudy(tx, user, studyId)));
}

/**
 * Stores what the viewer showed with its study, as a Secondary Capture. Where the key that created the study wants it, the same transaction puts the job of uploading it
 * into the queue. Throws as `checkCapture`, `unprocessable` for what is no PNG, and `StorageFullError`.
 */
export async function capture(deps: Deps, { user, requestId, studyId, source }: CaptureRequest, png: Buffer): Promise<Capture> {
  const { clinicId } = user;
  const prepared = await deps.db.inClinic(clinicId, async (tx) => {
    const study = await openStudy(tx, user, studyId);
    mustCapture(user, study);
    return { study, ...(await placeOf(tx, study, source)) };
  });
  const { study, place, header, shown, apiKeyId } = prepared;
  const { studyInstanceUid } = study;
  const sopInstanceUid = newUid();
  const capturedAt = localTime(deps.clock.now());
  const bytes = await makeObject({ png, capture: { ...place, studyInstanceUid, sopInstanceUid, capturedAt, header, source: shown } });
  await ingestInstance(deps, {
    clinicId,
    source: bytes,
    actor: actorOf(user),
    requestId,
    expectedStudyInstanceUid: studyInstanceUid,
    async whenStored(tx) {
      const subject = sopInstanceUid;
      await recordAudit(tx, { clinicId, actor: actorOf(user), action: 'image.captured', subject, studyId: study.id, requestId });
      if (apiKeyId) await deps.queue.add(tx, 'capture.send', { clinicId, apiKeyId, studyId: study.id, sopInstanceUid, source, attempt: 1 });
    },
  });
  return { seriesInstanceUid: place.seriesInstanceUid, sopInstanceUid, isSentOn: apiKeyId !== null };
}

async function placeOf(tx: Tx, study: StudyRow, { sopInstanceUid }: CaptureSource) {
  const shown = sopInstanceUid === undefined ? null : await findImage(tx, study, sopInstanceUid);
  const header = (shown ?? (await findImage(tx, study)))?.header ?? headerOfOrder(study);
  const known = await findSeries(tx, study, { ...SERIES, modality: modalityOf(header) });
  const instanceNumber = 1 + (known ? await countImages(tx, study.clinicId, known) : 0);
  const { createdByApiKeyId } = study;
  return {
    shown,
    header,
    place: { ...SERIES, seriesInstanceUid: known ?? newUid(), instanceNumber },
    apiKeyId: createdByApiKeyId && (await wantsCaptures(tx, createdByApiKeyId)) ? createdByApiKeyId : null,
  };
}

function modalityOf(header: DicomJson): string {
  const value = header['00080060']?.Value?.[0];
  return typeof value === 'string' && value !== '' ? value : 'OT';
}

/** A UUID as a UID (PS3.5 B.2). */
function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
}

function localTime(now: Date): { date: string; time: string } {
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`,
  };
}
