import { ApiError } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { ReportRow } from './repository.ts';

/** Each rule throws the error that tells the caller which one it met. */

/** An addendum is added to a completed report of a study that is not cancelled and has no report in progress. */
export function mustTakeAddendum(study: StudyRow, report: ReportRow): void {
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  if (report.status !== 'completed') throw refused('An addendum is added to a completed report; this one is not signed yet.');
  if (study.status === 'addendum_active') throw refused('An addendum to this study is already in progress.');
}

/** Only an addendum in progress is cancelled. */
export function mustBeOpenAddendum(report: ReportRow | undefined): ReportRow {
  if (!report?.isAddendum || report.status !== 'in_progress') throw refused('There is no addendum in progress on this report.');
  return report;
}

/** A PDF is made from the words as signed. */
export function mustBeSigned(report: ReportRow): void {
  if (report.status !== 'completed') throw refused('This report is not signed yet: it has no PDF.');
}

function refused(message: string): ApiError {
  return new ApiError('unprocessable', { message });
}
