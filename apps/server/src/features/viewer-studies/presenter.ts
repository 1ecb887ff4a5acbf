import type { ViewerStudy } from '@readroom/contract';
import { presentAnyStudy, type StudyDetails } from '../studies/index.ts';

/** The only way from a Viewer study's rows to its JSON. */
export function presentViewerStudy(details: StudyDetails): ViewerStudy {
  return { ...presentAnyStudy(details), studyViewerStatus: details.study.viewerStatus };
}
