import { publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { type AuditEntry, actorOf, recordAudit } from '../audit/index.ts';
import type { Principal } from '../principal/index.ts';

/** Who calls, and under which request id it is logged. */
export interface Caller {
  principal: Principal;
  requestId: string;
}

/** Notes what was done to one customer in the caller's transaction. */
export async function noteCustomer(
  tx: Tx,
  { principal, requestId }: Caller,
  action: string,
  customerId: string,
  detail: NonNullable<AuditEntry['detail']> = {},
): Promise<void> {
  await recordAudit(tx, {
    clinicId: principal.clinicId,
    actor: actorOf(principal),
    action,
    subject: publicId('cus', customerId),
    requestId,
    detail,
  });
}
