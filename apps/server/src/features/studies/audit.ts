import { publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { type AuditEntry, actorOf, recordAudit } from '../audit/index.ts';
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
  const { principal, requestId } = caller;
  const subject = publicId('stu', studyId);
  await recordAudit(tx, { clinicId: principal.clinicId, actor: actorOf(principal), action, subject, studyId, requestId, detail });
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
  await recordAudit(tx, listEntry(caller, studyIds));
}

/** The row of the log for a page of a list. */
export function listEntry({ principal, requestId }: Caller, studyIds: string[]): AuditEntry {
  const detail = { count: studyIds.length, studyIds: studyIds.join(',') };
  return { clinicId: principal.clinicId, actor: actorOf(principal), action: 'study.listed', subject: 'studies', requestId, detail };
}
