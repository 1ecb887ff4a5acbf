import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { Principal } from '../principal/index.ts';
import { isKnownStudy, takeArrival, wantsArrivals } from './repository.ts';

/** Called for every image of a request, in a transaction of the clinic. */
export type Arrival = (tx: Tx, studyInstanceUid: string) => Promise<void>;

/**
 * What is to be done when images of a principal arrive. A key with a patient study webhook has a study made of the images that nobody ordered: the first of them puts
 * the job into the queue, in the transaction that stores it. Undefined for everybody else: their images wait until somebody creates the study.
 */
export async function arrivalsOf(deps: Pick<Deps, 'db' | 'queue'>, principal: Principal, requestId: string): Promise<Arrival | undefined> {
  if (principal.kind !== 'key') return undefined;
  const { clinicId, apiKeyId } = principal;
  if (!(await deps.db.inClinic(clinicId, (tx) => wantsArrivals(tx, apiKeyId)))) return undefined;
  const settled = new Set<string>();
  return async (tx, studyInstanceUid) => {
    if (settled.has(studyInstanceUid)) return;
    const isDone = (await isKnownStudy(tx, clinicId, studyInstanceUid)) || !(await takeArrival(tx, clinicId, studyInstanceUid));
    // Somebody else's row stands. Our own may yet be rolled back, so that the next image looks again.
    if (isDone) settled.add(studyInstanceUid);
    else await deps.queue.add(tx, 'study.arrive', { clinicId, apiKeyId, studyInstanceUid, requestId });
  };
}
