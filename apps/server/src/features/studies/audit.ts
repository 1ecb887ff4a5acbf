import { publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { Principal } from '../principal/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';

/** Who calls, and under which request id it is logged. */
export interface Caller {
  principal: Principal;
  requestId: string;
}

type Detail = Record<string, string | number | boolean | null>;

/** Notes an access to one study in the caller's transaction. */
export async function noteStudy(tx: Tx, caller: Caller, action: string, studyId: string, detail: Detail = {}): Promise<void> {
  await recordAudit(tx, {
    clinicId: caller.principal.clinicId,
    actor: actorOf(caller.principal),
    action,
    subject: publicId('stu', studyId),
    studyId,
    requestId: caller.requestId,
    detail,
  });
}

/** Notes a change of one study and tells every open worklist, also those of the customer that it was taken from. */
export async function noteStudyChange(
  tx: Tx,
  caller: Caller,
  action: string,
  studyId: string,
  detail: Detail = {},
  formerCustomerId?: string | null,
): Promise<void> {
  await noteStudy(tx, caller, action, studyId, detail);
  const change = action === 'study.created' ? 'created' : 'updated';
  await notifyStudyChanged(tx, { clinicId: caller.principal.clinicId, studyId, change, formerCustomerId });
}

/** Notes a page of a list: whose studies were handed out. */
export async function noteStudiesListed(tx: Tx, caller: Caller, studyIds: string[]): Promise<void> {
  await recordAudit(tx, {
    clinicId: caller.principal.clinicId,
    actor: actorOf(caller.principal),
    action: 'study.listed',
    subject: 'studies',
    requestId: caller.requestId,
    detail: { count: studyIds.length, studyIds: studyIds.join(',') },
  });
}
