import { ApiError, type HangingProtocol, type ImageAccess, publicId, type StudyAccessRequest } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { urlFault } from '../../platform/http-client/index.ts';
import { openStudy } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { findOpened } from '../ephemeral/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Answer, addWarnings, askWebhook, hasStudyUrl, JsonText, type Question } from '../webhooks/index.ts';
import { type AccessAnswer, AccessAnswerSchema, type CheckedAccess, checkAccess } from './answer.ts';
import { type Grant, sealGrant } from './grant.ts';

/** More would only hide the first ones. */
const MOST_WARNINGS = 200;
const NOTHING: ImageAccess = { authorized: true, error: null, warnings: [], images: [], media: [], manifests: [], hangingProtocol: null };

export interface Viewing {
  user: UserPrincipal;
  requestId: string;
  /** Waits for the receiver at most so long; the default of webhooks. */
  deadlineMs?: number;
}

/** Whose images are asked for, and of whom. */
interface Subject {
  of: Grant['of'];
  apiKeyId: string;
  /** The public id in the audit log. */
  name: string;
  studyInstanceUid: string | null;
  hangingProtocol: HangingProtocol | null;
}

/**
 * Images of a study that its sender keeps (`study.access_requested`): of the key that created it, where that has a study webhook. Throws `not_found`; `image_source_failed` and
 * `image_source_timeout` where the sender gave no usable answer.
 */
export async function openStudyImages(deps: Deps, viewing: Viewing, studyId: string): Promise<ImageAccess> {
  const { user } = viewing;
  const found = await deps.db.inClinic(user.clinicId, async (tx) => {
    const study = await openStudy(tx, user, studyId);
    const apiKeyId = study.createdByApiKeyId;
    return { study, apiKeyId: apiKeyId !== null && (await hasStudyUrl(tx, apiKeyId)) ? apiKeyId : null };
  });
  const { study, apiKeyId } = found;
  if (apiKeyId === null) return NOTHING;
  const name = publicId('stu', study.id);
  const data: StudyAccessRequest = { studyId: name, studyInstanceUid: study.studyInstanceUid };
  return open(
    deps,
    viewing,
    { of: { studyId: study.id }, apiKeyId, name, studyInstanceUid: study.studyInstanceUid, hangingProtocol: null },
    { type: 'study.access_requested', data, studyId: study.id },
  );
}

/** Images of an ephemeral session that this browser opened (`ephemeral.access_requested`); the one opened last unless told which. Throws as for a study. */
export async function openEphemeralImages(deps: Deps, viewing: Viewing, id: string | undefined): Promise<ImageAccess> {
  const { user } = viewing;
  const ephemeral = await deps.db.inClinic(user.clinicId, (tx) => findOpened(tx, user.sessionId, id, deps.clock.now()));
  if (!ephemeral) throw new ApiError('not_found', { message: 'This session has ended. Open the images again from where you came.' });
  const { apiKeyId, hangingProtocol, optionsText } = ephemeral;
  const retrievalId = JSON.stringify(ephemeral.retrievalId);
  const data = new JsonText(`{"retrievalId":${retrievalId}${optionsText === null ? '' : `,"options":${optionsText}`}}`);
  return open(
    deps,
    viewing,
    { of: { ephemeralId: ephemeral.id }, apiKeyId, name: ephemeral.id, studyInstanceUid: null, hangingProtocol },
    { type: 'ephemeral.access_requested', data },
  );
}

async function open(
  deps: Deps,
  { user, requestId, deadlineMs }: Viewing,
  subject: Subject,
  question: Pick<Question<typeof AccessAnswerSchema>, 'type' | 'data' | 'studyId'>,
): Promise<ImageAccess> {
  const { clinicId } = user;
  const asked = await askWebhook(
    deps,
    { clinicId, apiKeyId: subject.apiKeyId },
    { ...question, schema: AccessAnswerSchema, grantsUrls: true, ...(deadlineMs !== undefined && { deadlineMs }) },
  );
  if (!asked.ok) throw unanswered(asked);
  const checked = judgeAccess(deps.config, asked.answer, subject.studyInstanceUid);
  const { warnings } = checked;
  await deps.db.inClinic(clinicId, async (tx) => {
    await addWarnings(tx, asked.eventId, warnings);
    await recordAudit(tx, {
      clinicId,
      actor: actorOf(user),
      action: checked.authorized ? 'images.access_granted' : 'images.access_refused',
      subject: subject.name,
      studyId: 'studyId' in subject.of ? subject.of.studyId : null,
      requestId,
      detail: { event: publicId('whe', asked.eventId), images: checked.images.length, media: checked.media.length },
    });
  });
  return present(deps, user, subject, checked);
}

/** What is used of an answer; of very many warnings the first ones. Null as the UID of a study: any will do. */
export function judgeAccess(
  config: Pick<Deps['config'], 'outboundAllow'>,
  answer: AccessAnswer,
  studyInstanceUid: string | null,
): CheckedAccess {
  const checked = checkAccess(answer, (url) => urlFault(url, config.outboundAllow), studyInstanceUid);
  return { ...checked, warnings: bounded(checked.warnings) };
}

function present(deps: Deps, user: UserPrincipal, { of, hangingProtocol }: Subject, checked: CheckedAccess): ImageAccess {
  const { authorized, error, manifests, warnings } = checked;
  const seal = (grant: Omit<Grant, 'of'>) => sealGrant(deps, user, { ...grant, of });
  return {
    authorized,
    error,
    warnings,
    images: checked.images.map(({ url, sopInstanceUid }) => ({
      key: seal({ url, type: 'application/dicom', fileName: null }),
      sopInstanceUid,
    })),
    media: checked.media.map(({ url, mimeType, fileName }) => ({ key: seal({ url, type: mimeType, fileName }), mimeType, fileName })),
    manifests,
    hangingProtocol,
  };
}

function unanswered({ reason, message }: Extract<Answer<AccessAnswer>, { ok: false }>): ApiError {
  if (reason === 'timeout') {
    return new ApiError('image_source_timeout', {
      message: 'The system that keeps the images did not say in time where they are. Try again.',
    });
  }
  return new ApiError('image_source_failed', { message: `The system that keeps the images did not say where they are. ${message}` });
}

function bounded(warnings: string[]): string[] {
  const more = warnings.length - MOST_WARNINGS;
  return more > 0 ? [...warnings.slice(0, MOST_WARNINGS), `${more} more parts were not used.`] : warnings;
}
