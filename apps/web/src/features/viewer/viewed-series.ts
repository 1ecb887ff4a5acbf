import type { Instance, Series, SeriesList } from '@readroom/contract';
import { instanceUrl } from './image-ids.ts';

/** An instance, and where its bytes are. */
export interface ViewedInstance extends Instance {
  url: string;
}

/** The exam that a series is of, as its files say. */
export interface ViewedStudy {
  studyInstanceUid: string;
  /** `YYYYMMDD`, as DICOM writes it. */
  date: string | null;
  description: string | null;
}

/** A series as the viewer shows it, wherever its images are kept. */
export interface ViewedSeries extends Omit<Series, 'instances'> {
  study: ViewedStudy;
  instances: ViewedInstance[];
  /** How many instances there are to be once all have come; as many as there are where nobody said. */
  expectedCount: number;
}

/** The series that are stored on the server. */
export function storedSeries(studyId: string, { studyInstanceUid, patient, series }: SeriesList): ViewedSeries[] {
  const study = { studyInstanceUid, date: patient.studyDate?.replaceAll('-', '') ?? null, description: patient.studyDescription };
  return series.map((one) => ({
    ...one,
    study,
    instances: one.instances.map((instance) => ({ ...instance, url: instanceUrl(studyId, instance.sopInstanceUid) })),
    expectedCount: one.instances.length,
  }));
}

/** The latest exam first, its series by their numbers, those without one last: the same order however they came. */
export function inReadingOrder(series: readonly ViewedSeries[]): ViewedSeries[] {
  // Files of one exam need not agree on its date.
  const dates = new Map<string, string>();
  for (const { study } of series) {
    const known = dates.get(study.studyInstanceUid) ?? '';
    if (study.date && study.date > known) dates.set(study.studyInstanceUid, study.date);
  }
  const dateOf = ({ study }: ViewedSeries) => dates.get(study.studyInstanceUid) ?? '';
  return [...series].sort(
    (a, b) =>
      compare(dateOf(b), dateOf(a)) ||
      compare(a.study.studyInstanceUid, b.study.studyInstanceUid) ||
      (a.seriesNumber ?? Number.MAX_VALUE) - (b.seriesNumber ?? Number.MAX_VALUE) ||
      compare(a.seriesInstanceUid, b.seriesInstanceUid),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
