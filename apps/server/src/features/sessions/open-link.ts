import { ApiError, type OpenedLink, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { giveEphemeral, prolong, sessionIdOf } from './ephemeral-repository.ts';
import { copyOpened, insertOpened, setLastStudy } from './opened-study-repository.ts';
import { findLink, findUser, isKeyRevoked, type LinkRow, markLogin, useLink } from './repository.ts';
import { type Caller, linkEnd, type SessionStart, startSession } from './start-session.ts';

/** How long the images of an ephemeral session can be looked at. */
const EPHEMERAL_HOURS = 8;

/**
 * Uses up a link. `token` is the new cookie, or null where the browser keeps the session that it has, which then reaches the study too. A first owner's link is left
 * for the form that follows. Throws `link_not_valid` for an unknown, used or expired link, one whose user or key was revoked; `forbidden` where opening it would sign
 * a person out (the link then stays good).
 */
export async function openLink(
  deps: Deps,
  linkToken: string,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<{ token: string | null; opened: OpenedLink }> {
  const tokenHash = hashToken(linkToken);
  const now = deps.clock.now();
  const waiting = await deps.db.asSystem((tx) => findLink(tx, tokenHash, now));
  if (!waiting) throw new ApiError('link_not_valid');
  if (waiting.purpose === 'first_owner') return { token: null, opened: { purpose: 'first_owner', goTo: '/first-owner' } };
  return deps.db.inClinic(waiting.clinicId, async (tx) => {
    const link = await useLink(tx, tokenHash, now);
    if (!link || !(await isStillWanted(tx, link))) throw new ApiError('link_not_valid');
    const kept = keptSession(link, current);
    await noteOpened(tx, link, kept, caller);
    const opened: OpenedLink = { purpose: link.purpose, goTo: destination(link) };
    if (kept) {
      await prolong(tx, kept, linkEnd(now));
      if (link.studyId) await setLastStudy(tx, kept.sessionId, link.studyId);
      await openWhatItNames(tx, link, kept.sessionId, now);
      return { token: null, opened };
    }
    // Nobody is signed out, and works on as somebody else, by a link that was sent to them. The owner's own way in is meant to.
    if (link.purpose !== 'sign_in' && current?.session === 'full') {
      const asWhom = current.clinicId === link.clinicId ? 'as somebody else' : 'to another clinic';
      throw new ApiError('forbidden', {
        message: `You are signed in ${asWhom}. Sign out first, or open the link in a private window.`,
      });
    }
    if (link.userId) await markLogin(tx, link.userId, now);
    const token = await startSession(deps, tx, sessionFor(link), current, caller);
    const sessionId = await sessionIdOf(tx, hashToken(token));
    // What was opened with viewer-only links before stays open beside the study of a reroute link.
    const isViewing = current?.session === 'viewer' && current.clinicId === link.clinicId;
    if (link.purpose === 'reroute' && isViewing) await copyOpened(tx, current.sessionId, sessionId);
    await openWhatItNames(tx, link, sessionId, now);
    return { token, opened };
  });
}

/** Who works in the browser opened it; whom the link was made for may be somebody else. */
async function noteOpened(tx: Tx, link: LinkRow, kept: UserPrincipal | null, caller: Caller): Promise<void> {
  const userId = kept ? kept.userId : link.userId;
  await recordAudit(tx, {
    clinicId: link.clinicId,
    actor: userId ? { kind: 'user', id: userId } : { kind: 'link', id: link.id },
    action: 'session.link_opened',
    subject: userId ? publicId('usr', userId) : (link.ephemeralSessionId ?? link.id),
    studyId: link.studyId,
    requestId: caller.requestId,
    detail: {
      purpose: link.purpose,
      keptSession: kept?.sessionId ?? null,
      linkUserId: link.userId && publicId('usr', link.userId),
    },
  });
}

async function openWhatItNames(tx: Tx, link: LinkRow, sessionId: string, now: Date): Promise<void> {
  const { clinicId, studyId, ephemeralSessionId, createdByApiKeyId: apiKeyId } = link;
  if (studyId) await insertOpened(tx, { clinicId, sessionId, studyId, apiKeyId, reach: link.purpose === 'viewer' ? 'images' : 'report' });
  if (ephemeralSessionId) {
    await giveEphemeral(tx, ephemeralSessionId, sessionId, now, new Date(now.getTime() + EPHEMERAL_HOURS * 3_600_000));
  }
}

/** A link dies with its user's access and with the key that made it. */
async function isStillWanted(tx: Tx, link: LinkRow): Promise<boolean> {
  const user = link.userId ? await findUser(tx, link.userId) : null;
  if (link.userId && (!user || user.revokedAt)) return false;
  return link.createdByApiKeyId === null || !(await isKeyRevoked(tx, link.createdByApiKeyId));
}

/** `?images` asks the page for the viewer alone, also where the session could do more. */
function destination(link: LinkRow): string {
  if (link.ephemeralSessionId) return `/ephemeral/${link.ephemeralSessionId}`;
  if (!link.studyId) return '/';
  return `/study/${publicId('stu', link.studyId)}${link.purpose === 'viewer' ? '?images' : ''}`;
}

/**
 * Whoever works in this browser goes on working: a viewer-only link adds its images to any session of the clinic that reaches studies, an ephemeral one to any at all, and
 * another link of the same user adds its study.
 * So several studies, opened from a PACS one after the other, stay open in their windows.
 */
function keptSession(link: LinkRow, current: UserPrincipal | null): UserPrincipal | null {
  if (current?.clinicId !== link.clinicId) return null;
  if (link.purpose === 'ephemeral') return current;
  if (link.purpose === 'viewer') return current.session === 'ephemeral' ? null : current;
  if (current.userId === null || current.userId !== link.userId) return null;
  return current.session === 'full' || (current.session === 'reroute' && link.purpose === 'reroute') ? current : null;
}

function sessionFor({ clinicId, purpose, userId, studyId, createdByApiKeyId }: LinkRow): SessionStart {
  const kind = purpose === 'sign_in' || purpose === 'first_owner' ? 'full' : purpose;
  return { clinicId, kind, userId, studyId, createdByApiKeyId };
}
