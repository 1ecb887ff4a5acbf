import { ApiError } from '@readroom/contract';
import { mayCapture, type StudyRow } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';

/** A cancelled study takes no captures; of another, whoever may (mayCapture). */
export function mustCapture(user: UserPrincipal, study: StudyRow): void {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  if (!mayCapture(user, study)) throw new ApiError('forbidden', { message: 'You may not add captures to this study.' });
}
