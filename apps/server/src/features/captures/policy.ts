import { ApiError } from '@readroom/contract';
import { mayUploadImages, type StudyRow } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';

/** Who may add images captures them; so does the radiologist whom a link brought to report the study. A viewer-only link only looks. */
export function mustCapture(user: UserPrincipal, study: StudyRow): void {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  const isReporting = user.userId !== null && user.openedStudies[study.id] === 'report';
  if (!isReporting && !mayUploadImages(user, study))
    throw new ApiError('forbidden', { message: 'You may not add captures to this study.' });
}
