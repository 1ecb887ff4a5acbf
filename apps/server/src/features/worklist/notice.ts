import { publicId, type StudyEvent, StudyEventSchema } from '@readroom/contract';
import { z } from 'zod';
import { announce, type Tx } from '../../platform/db/connection.ts';

export const STUDY_CHANNEL = 'study_changed';

const NoticeSchema = z.object({
  clinicId: z.uuid(),
  studyId: z.uuid(),
  change: StudyEventSchema.shape.change,
  /** Where the study went from one customer to another: who saw it there is told too. */
  formerCustomerId: z.uuid().nullable().optional(),
});

/** Ids are raw UUIDs. */
export type StudyNotice = z.infer<typeof NoticeSchema>;

/** Tells every open worklist, once the transaction is committed. */
export async function notifyStudyChanged(tx: Tx, notice: StudyNotice): Promise<void> {
  const { clinicId, studyId, change, formerCustomerId } = notice;
  announce(tx, STUDY_CHANNEL, JSON.stringify({ clinicId, studyId, change, formerCustomerId }));
}

/** Null for a payload that is none of ours: the channel is open to whoever reaches the database. */
export function parseNotice(payload: string): StudyNotice | null {
  try {
    return NoticeSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

export function toEvent(notice: StudyNotice): StudyEvent {
  return { studyId: publicId('stu', notice.studyId), change: notice.change };
}
