import { mayOpenStudy, mayUploadImages, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

/** Images are sent by keys and by people who manage or read studies, never over a link that opens one study. */
export function maySendImages(principal: Principal): boolean {
  if (principal.kind === 'key') return true;
  return principal.session === 'full' && (principal.level !== 'member' || principal.canManageStudies || principal.canCreateReports);
}

/** Into a study that exists, its images come from whoever may open it. A key's images of a cancelled study are kept: the scan was made. */
export function mayStoreInto(principal: Principal, study: StudyRow): boolean {
  return mayOpenStudy(principal, study) && (principal.kind === 'key' || mayUploadImages(principal, study));
}
