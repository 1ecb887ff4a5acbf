import { publicId, rawId, type Worklist, type WorklistQuery } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { wordsIn } from '../../platform/db/words.ts';
import { openableStudies } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { decodePlace, encodePlace } from './cursor.ts';
import { presentWorklistRow } from './presenter.ts';
import { countWorklist, findWords, selectModalities, selectWorklist } from './repository.ts';

/** One page of what this reader may open. `words` are searched for. Throws `malformed_request` for a foreign cursor. */
export async function readWorklist(
  deps: Deps,
  user: UserPrincipal & { userId: string },
  query: WorklistQuery,
  words: string,
  requestId: string,
): Promise<Worklist> {
  const reach = openableStudies(user);
  const asked = {
    ...query,
    words: wordsIn(words),
    assigned: assignedTo(query.assigned, user.userId),
    studies: query.studies?.flatMap((id) => rawId('stu', id) ?? []),
  };
  const place = query.cursor ? decodePlace(query.cursor) : null;
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const filter = { ...asked, found: await findWords(tx, asked.words) };
    const records = await selectWorklist(tx, reach, filter, place, query.limit + 1);
    const page = records.slice(0, query.limit);
    const last = page.at(-1)?.study;
    const hasMore = records.length > page.length;
    await recordAudit(tx, {
      clinicId: user.clinicId,
      actor: actorOf(user),
      action: 'worklist.read',
      subject: 'worklist',
      requestId,
      detail: { count: page.length, studyIds: page.map(({ study }) => publicId('stu', study.id)).join(',') },
    });
    return {
      studies: page.map(presentWorklistRow),
      hasMore,
      ...(hasMore && last ? { cursor: encodePlace({ rank: last.severityRank ?? 2, seq: last.seq }) } : {}),
      total: await countWorklist(tx, reach, filter),
      modalities: await selectModalities(tx, user.clinicId, reach),
      serverNow: deps.clock.now().toISOString(),
    };
  });
}

function assignedTo(assigned: WorklistQuery['assigned'], me: string): string | undefined {
  if (assigned === 'me') return me;
  if (assigned === 'none' || assigned === undefined) return assigned;
  return rawId('usr', assigned) ?? undefined;
}
