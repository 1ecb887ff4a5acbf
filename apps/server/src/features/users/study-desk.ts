import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Database, Tx } from '../../platform/db/connection.ts';
import { requireFullSession, type UserPrincipal } from '../principal/index.ts';
import { mayUseDashboard } from './repository.ts';

/** A user of the dashboard who calls, and under which request id it is logged. */
export interface DeskCaller {
  principal: UserPrincipal & { userId: string };
  requestId: string;
}

export type AtDesk = <Value>(request: FastifyRequest, work: (tx: Tx, caller: DeskCaller) => Promise<Value>) => Promise<Value>;

/**
 * Studies and what they are entered with are kept in the dashboard by the clinic's owners and admins, and by members who manage studies and may use the dashboard; signed in
 * themselves. Throws `forbidden`.
 */
export async function requireStudyDesk({ db }: { db: Database }, request: FastifyRequest): Promise<void> {
  const { level, canManageStudies, clinicId, userId } = requireFullSession(request);
  if (level !== 'member') return;
  if (!canManageStudies || !(await db.inClinic(clinicId, (tx) => mayUseDashboard(tx, userId)))) {
    throw new ApiError('forbidden', { message: 'Only owners, admins, and members who manage studies in the dashboard may do that.' });
  }
}

/** How an operation of the dashboard runs: as the user who is signed in, in one transaction of their clinic. */
export function deskOperations(deps: Pick<Deps, 'db'>): AtDesk {
  return (request, work) => {
    const principal = requireFullSession(request);
    return deps.db.inClinic(principal.clinicId, (tx) => work(tx, { principal, requestId: request.id }));
  };
}
