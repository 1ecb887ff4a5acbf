import type { Database } from '../../platform/db/connection.ts';
import { FIRST_HASH } from './event.ts';
import { lastSeal, sealsAfter, strayEvents } from './repository.ts';
import { faultOf, SETTLED_MS } from './service.ts';

/** Small enough that hashing a page holds up no other request for long. */
const PAGE = 1000;

export interface VerifyProgress {
  /** Events that hold so far. */
  verified: number;
  /** Events in the chain when the walk began. */
  total: number;
  done: boolean;
  /** The first fault of the chain, and every event that was slipped in; known once it is done. */
  faults: { position: number; problem: string }[];
}

/** Walks the chain of one clinic from its first event, a page at a time, and tells after each how far it is. Events sealed meanwhile are walked too. */
export async function* verifyClinic(db: Database, clinicId: string): AsyncGenerator<VerifyProgress> {
  const faults: VerifyProgress['faults'] = [];
  const total = (await db.inClinic(clinicId, (tx) => lastSeal(tx, clinicId)))?.position ?? 0;
  let position = 0;
  let hash = FIRST_HASH;
  for (let more = true; more; ) {
    const page = await db.inClinic(clinicId, (tx) => sealsAfter(tx, clinicId, position, PAGE));
    more = page.length === PAGE;
    for (const { seal, record } of page) {
      const problem = faultOf(position, hash, seal, record);
      if (problem) {
        faults.push({ position: seal.position, problem });
        more = false;
        break;
      }
      ({ position, hash } = seal);
    }
    yield { verified: position, total: Math.max(total, position), done: false, faults: [] };
  }
  const strays = await db.inClinic(clinicId, (tx) => strayEvents(tx, new Date(Date.now() - SETTLED_MS)));
  faults.push(...strays.map((stray) => ({ position: stray.position, problem: `event ${stray.seq} was slipped in before this link` })));
  yield { verified: position, total: Math.max(total, position), done: true, faults };
}
