import { ApiError } from '@readroom/contract';
import { mayAssign, mayTake, type StudyRow } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';

/** Whoever manages studies assigns to anyone; a radiologist takes what is free and gives back what is theirs. Throws `study_cancelled`, `forbidden`. */
export function forbidAssigning(user: UserPrincipal, study: StudyRow, assignee: string | null): void {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  if (mayAssign(user, study)) return;
  const ownOrNobody = assignee === null || assignee === user.userId;
  if (!ownOrNobody || !mayTake(user, study))
    throw new ApiError('forbidden', {
      message: 'You may take a free study and give back your own; ask an administrator to assign others.',
    });
}
