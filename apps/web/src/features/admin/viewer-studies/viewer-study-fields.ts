import type { Severity, ViewerStudy } from '@readroom/contract';
import { metadataOf, type Pair, pairsOf } from '../metadata.ts';

/** A study of the Viewer as the form holds it; empty for none. */
export interface ViewerStudyFields {
  studyInstanceUid: string;
  studyDescription: string;
  severity: Severity;
  expressCustomerId: string;
  assignedTo: string;
  studyViewerStatus: 'incomplete' | 'complete';
  metadata: Pair[];
}

export const NEW_VIEWER_STUDY: ViewerStudyFields = {
  studyInstanceUid: '',
  studyDescription: '',
  severity: 'normal',
  expressCustomerId: '',
  assignedTo: '',
  studyViewerStatus: 'incomplete',
  metadata: [],
};

export function fieldsOfViewerStudy(study: ViewerStudy): ViewerStudyFields {
  return {
    studyInstanceUid: study.studyInstanceUid,
    studyDescription: study.studyDescription,
    severity: study.severity,
    expressCustomerId: study.expressCustomer?.expressCustomerId ?? '',
    assignedTo: study.assignedTo?.userId ?? '',
    studyViewerStatus: study.studyViewerStatus,
    metadata: pairsOf(study.metadata),
  };
}

/** The body of POST /api/admin/viewer-studies: what is empty is left out. */
export function createOf(fields: ViewerStudyFields): Record<string, unknown> {
  const map = metadataOf(fields.metadata);
  return {
    studyInstanceUid: fields.studyInstanceUid.trim(),
    studyDescription: fields.studyDescription.trim(),
    severity: fields.severity,
    ...(fields.expressCustomerId !== '' && { expressCustomerId: fields.expressCustomerId }),
    ...(fields.assignedTo !== '' && { assignedTo: fields.assignedTo }),
    ...(map && { metadata: map }),
  };
}

/** The body of a PATCH: what differs; null for what was taken away. UID and customer never change. */
export function patchOf(before: ViewerStudyFields, fields: ViewerStudyFields): Record<string, unknown> {
  const changeable = ({ studyDescription, severity, assignedTo, studyViewerStatus, metadata }: ViewerStudyFields) => ({
    studyDescription: studyDescription.trim(),
    severity,
    assignedTo: assignedTo || null,
    studyViewerStatus,
    metadata: metadataOf(metadata),
  });
  const known: Record<string, unknown> = changeable(before);
  return Object.fromEntries(
    Object.entries(changeable(fields)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name])),
  );
}
