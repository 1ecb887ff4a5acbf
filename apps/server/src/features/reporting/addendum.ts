import { ApiError, publicId, type ReportPage } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { mayAddAddendum, openStudy } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { cancelAddendum, reportsOfStudy, startAddendum } from '../reports/index.ts';
import { pageOf, reachReport } from './open.ts';
import { mayCancelAddendum } from './policy.ts';

/** Starts an addendum to the signed report of a study, written by this user. Throws `not_found`, `forbidden`, `study_cancelled`, `unprocessable`. */
export async function beginAddendum(deps: Deps, user: UserPrincipal, studyId: string, requestId: string): Promise<ReportPage> {
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const study = await openStudy(tx, user, studyId, { lock: true });
    if (study.cancelledAt) throw new ApiError('study_cancelled');
    if (study.status === 'addendum_active')
      throw new ApiError('unprocessable', { message: 'An addendum to this study is already in progress.' });
    if (!mayAddAddendum(user, study) || user.userId === null)
      throw new ApiError('forbidden', { message: 'Only a radiologist can add to a signed report.' });
    const original = (await reportsOfStudy(tx, study.id)).find(({ isAddendum }) => !isAddendum);
    if (!original) throw new ApiError('not_found');
    const addendum = await startAddendum(tx, { principal: user, requestId }, publicId('rep', original.id), user.userId);
    return pageOf(tx, user, await openStudy(tx, user, studyId), addendum);
  });
}

/** Gives up an addendum; its words stay among the draft's versions. Throws `not_found`, `forbidden`, `unprocessable`. */
export async function giveUpAddendum(deps: Deps, user: UserPrincipal, reportId: string, requestId: string): Promise<void> {
  await deps.db.inClinic(user.clinicId, async (tx) => {
    const { study } = await reachReport(tx, user, reportId, { lock: true });
    // The addendum may be named by its parent's id: whoever names it so must be its writer all the same.
    const open = (await reportsOfStudy(tx, study.id)).find(({ status }) => status === 'in_progress');
    if (open && !mayCancelAddendum(user, study, open)) {
      throw new ApiError('forbidden', { message: 'Only the radiologist who writes this addendum can give it up.' });
    }
    await cancelAddendum(tx, { principal: user, requestId }, reportId);
  });
}
