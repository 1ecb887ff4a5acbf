import { ApiError, type OwnSession, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { notifySessionsEnded, type UserPrincipal } from '../principal/index.ts';
import { deviceName } from './device.ts';
import { endSessionOfUser, type OwnSessionRow, sessionsOfUser } from './repository.ts';

type Owner = UserPrincipal & { userId: string };

/** Where the user is signed in, the session used last first. */
export async function listOwnSessions(deps: Pick<Deps, 'db' | 'clock'>, owner: Owner): Promise<OwnSession[]> {
  const rows = await deps.db.inClinic(owner.clinicId, (tx) => sessionsOfUser(tx, owner.userId, deps.clock.now()));
  return rows.flatMap(({ kind, ...row }) => (kind === 'ephemeral' ? [] : [presentOwn({ kind, ...row }, owner)]));
}

/** One that has a user: an ephemeral session has none. */
function presentOwn(row: OwnSessionRow & { kind: OwnSession['kind'] }, owner: Owner): OwnSession {
  return {
    sessionId: row.id,
    device: deviceName(row.userAgent),
    kind: row.kind,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isCurrent: row.id === owner.sessionId,
  };
}

/** Ends one of the user's sessions and the streams that are open for it. Throws `not_found` for one that is not theirs or has ended. */
export async function endOwnSession(deps: Pick<Deps, 'db' | 'clock'>, owner: Owner, sessionId: string, requestId: string): Promise<void> {
  await deps.db.inClinic(owner.clinicId, async (tx) => {
    if (!(await endSessionOfUser(tx, owner.userId, sessionId, deps.clock.now()))) throw new ApiError('not_found');
    await notifySessionsEnded(tx, [sessionId]);
    await recordAudit(tx, {
      clinicId: owner.clinicId,
      actor: actorOf(owner),
      action: 'session.ended',
      subject: publicId('usr', owner.userId),
      requestId,
      detail: { sessionId },
    });
  });
}
