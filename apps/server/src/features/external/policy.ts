import { ApiError, type ExternalReportCreate } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { ExternalReportRow } from './repository.ts';

/** Only an archive study has an external report, and only such a study is deleted. */
export function mustBeExternal(study: StudyRow): void {
  if (study.studyType !== 'external') {
    throw new ApiError('unprocessable', {
      message: 'This is no external study.',
      issues: [{ path: 'studyId', message: 'expected a study with studyType external' }],
    });
  }
}

/** The text and the file of an external report are written once. */
export function mustBeUnwritten(report: ExternalReportRow | null, sent: Pick<ExternalReportCreate, 'reportText' | 'reportFileUrl'>): void {
  if (sent.reportText !== undefined && report?.reportText) throw written('reportText', 'text');
  if (sent.reportFileUrl !== undefined && report?.fileKey) throw written('reportFileUrl', 'file');
}

function written(path: string, what: string): ApiError {
  return new ApiError('conflict', {
    message: `The report of this study has its ${what} already. It is written once.`,
    issues: [{ path, message: 'written already' }],
  });
}
