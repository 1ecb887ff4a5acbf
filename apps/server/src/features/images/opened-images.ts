import type { Tx } from '../../platform/db/connection.ts';
import type { StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { Principal } from '../principal/index.ts';

/** One opening of a study fetches hundreds of images; it is one row. */
const ONE_OPENING_MS = 30 * 60 * 1000;
const MOST_REMEMBERED = 10_000;

/**
 * Writes `images.opened` once when somebody opens a study's images, not once an image. An image that is asked for without the list before it writes the row as well,
 * so that no access goes unrecorded; what a process has forgotten is recorded again.
 */
export class OpenedImages {
  readonly #opened = new Map<string, number>();

  /** For the list: always a new opening. @returns what to call once the transaction is committed: a row that was rolled back records nothing. */
  async list(tx: Tx, principal: Principal, study: StudyRow, requestId: string): Promise<() => void> {
    const actor = actorOf(principal);
    const { clinicId } = principal;
    await recordAudit(tx, { clinicId, actor, action: 'images.opened', subject: study.studyInstanceUid, studyId: study.id, requestId });
    return () => {
      if (this.#opened.size >= MOST_REMEMBERED) this.#opened.clear();
      this.#opened.set(openingKey(principal, study), Date.now());
    };
  }

  /** For one image: part of an opening, or one of its own. @returns what to call once the transaction is committed. */
  async image(tx: Tx, principal: Principal, study: StudyRow, requestId: string): Promise<() => void> {
    const since = this.#opened.get(openingKey(principal, study));
    if (since !== undefined && Date.now() - since <= ONE_OPENING_MS) return () => undefined;
    return this.list(tx, principal, study, requestId);
  }
}

function openingKey(principal: Principal, study: StudyRow): string {
  return `${principal.kind === 'user' ? principal.sessionId : principal.apiKeyId} ${study.id}`;
}
