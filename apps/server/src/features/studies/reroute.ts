import { publicId, type Reroute, type ViewerOnlyReroute } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { findNameableUser } from '../access/index.ts';
import { createLink, linkUrl, REROUTE_LINK_SECONDS } from '../sessions/index.ts';
import { assignStudy } from './assignment.ts';
import { type Caller, noteStudy } from './audit.ts';
import type { Product } from './details-repository.ts';
import { mustBeActive, mustBeReader, mustBeStandard, mustHandOnOwnName, mustNotBeCancelled } from './policy.ts';
import { lockedStudy } from './service.ts';

/** A one-use URL that opens the study for this user to view and dictate; the study becomes theirs. */
export async function rerouteUrl(deps: Deps, tx: Tx, caller: Caller, body: Reroute): Promise<{ url: string }> {
  const study = await lockedStudy(tx, caller, body);
  mustNotBeCancelled(study);
  mustBeStandard(study);
  if (caller.principal.kind === 'user') mustHandOnOwnName(caller.principal, body.assignedToUserId);
  const user = mustBeReader(await findNameableUser(tx, caller.principal, body.assignedToUserId), 'assignedToUserId');
  await assignStudy(tx, caller, study, body.assignedToUserId, 'assignedToUserId');
  await noteStudy(tx, caller, 'study.reroute_url_created', study.id, { userId: body.assignedToUserId });
  return link(deps, tx, caller, { purpose: 'reroute', studyId: study.id, userId: user.id });
}

/** A one-use URL that opens the study's images, without dictation. */
export async function viewerOnlyRerouteUrl(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  body: ViewerOnlyReroute,
  product: Product = 'autoscribe',
): Promise<{ url: string }> {
  const study = await lockedStudy(tx, caller, body, product);
  mustNotBeCancelled(study);
  const user = body.userId === undefined ? null : mustBeActive(await findNameableUser(tx, caller.principal, body.userId), 'userId');
  await noteStudy(tx, caller, 'study.viewer_url_created', study.id, { userId: user && publicId('usr', user.id) });
  return link(deps, tx, caller, { purpose: 'viewer', studyId: study.id, ...(user && { userId: user.id }) });
}

async function link(
  deps: Deps,
  tx: Tx,
  { principal }: Caller,
  target: { purpose: 'reroute' | 'viewer'; studyId: string; userId?: string },
): Promise<{ url: string }> {
  const token = await createLink(tx, {
    clinicId: principal.clinicId,
    ...(principal.kind === 'key' && { apiKeyId: principal.apiKeyId }),
    lifetimeSeconds: REROUTE_LINK_SECONDS,
    now: deps.clock.now(),
    ...target,
  });
  return { url: linkUrl(deps.config.publicUrl, token) };
}
