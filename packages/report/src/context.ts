/** What is known of an earlier exam of the same patient; the text of its report is not needed here. */
export interface PriorExam {
  /** RFC 3339 full-date: `2026-06-03`. */
  studyDate?: string | null;
  modality?: string | null;
  studyDescription?: string | null;
}

/**
 * What the order and the technologist say about the study that is read. Everything here is a fact from outside the report;
 * the engine may quote it, never infer from it.
 */
export interface StudyContext {
  studyDescription: string;
  procedure?: string | null;
  /** DICOM Modality (0008,0060), e.g. `CT`, `MR`, `DX`. */
  modality?: string | null;
  sex?: 'male' | 'female' | 'other' | null;
  age?: string | null;
  clinicalIndication?: string | null;
  clinicalHistory?: string | null;
  technologistTechnique?: string | null;
  technologistNotes?: readonly string[] | null;
  priorReports?: readonly PriorExam[] | null;
}
