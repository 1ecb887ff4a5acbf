import { type StudyPage, StudyPageSchema } from '@readroom/contract';
import { api } from '../../api/index.ts';

/** Gives the study to a reader by id, to `me`, or to nobody (null). */
export function assignStudy(studyId: string, assignedTo: string | null): Promise<StudyPage> {
  return api.post(`/api/studies/${studyId}/assign`, { assignedTo }, StudyPageSchema);
}
