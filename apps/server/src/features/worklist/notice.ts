import { publicId, type StudyEvent } from '@readroom/contract';
import { notify, type Tx } from '../../platform/db/connection.ts';

export const STUDY_CHANNEL = 'study_changed';

export interface StudyNotice {
  clinicId: string;
  studyId: string;
  change: StudyEvent['change'];
}

/** Tells every open worklist, once the transaction commits. `studyId` is the raw UUID. */
export async function notifyStudyChanged(tx: Tx, notice: StudyNotice): Promise<void> {
  const payload = JSON.stringify({ clinicId: notice.clinicId, studyId: notice.studyId, change: notice.change });
  await notify(tx, STUDY_CHANNEL, payload);
}

export function toEvent(notice: StudyNotice): StudyEvent {
  return { studyId: publicId('stu', notice.studyId), change: notice.change };
}
