import type { Study } from '@readroom/contract';

/** Whose it is may change until it is signed; an archive study is nobody's, and a cancelled one stays as it is. */
export function isAssignable(study: Pick<Study, 'studyType' | 'isCancelled' | 'studyReportStatus'>): boolean {
  return (
    study.studyType !== 'external' && !study.isCancelled && ['unassigned', 'assigned', 'in_progress'].includes(study.studyReportStatus)
  );
}
