import type { StudyContext } from '../context.ts';

export type Sex = 'male' | 'female' | 'unknown';

/** One normal sentence of a template, and what a dictated sentence must be about to take its place. */
export interface NormalStatement {
  /** Exactly one sentence: the unit that is kept, replaced or accepted. */
  text: string;
  /** Keywords that replace it when the dictated sentence is about this organ system. Absent: every sentence about the organ system does. */
  covers?: readonly string[];
  /** Keywords that replace it wherever the dictated sentence belongs, unless it denies them ("subdural hematoma" against "No acute intracranial hemorrhage."). */
  coversAnywhere?: readonly string[];
  /** Only for patients of this sex; `unknown` is the neutral wording for an unknown or other sex. Absent: for everyone. */
  sex?: Sex;
}

/** A labelled paragraph of Findings. */
export interface OrganSystem {
  /** Null in a template without organ systems: Findings is then running text. */
  label: string | null;
  /** Names of anatomy that decide where a sentence belongs; the longest match at a place wins ("temporal bone" over "temporal lobe"). */
  anatomy: readonly string[];
  /** Weaker words (a finding, a region) that decide only when no anatomy is named. */
  hints: readonly string[];
  normal: readonly NormalStatement[];
}

/** Which studies a template fits: the modality must match, and one of the body parts unless the list is empty. */
export interface TemplateFit {
  /** DICOM modality codes. */
  modalities: readonly string[];
  /** Words in the description or procedure that name the modality. */
  modalityWords: readonly string[];
  bodyParts: readonly string[];
  /** Words that rule the template out whatever else fits. */
  excludes?: readonly string[];
}

export interface ReportTemplate {
  id: string;
  title: string;
  fits: TemplateFit;
  /** The exam's name when the order has none. */
  exam: string;
  technique: string;
  comparison: string;
  findings: readonly OrganSystem[];
  /** The impression proposed when everything that was dictated is normal; null when no impression is ever proposed. */
  normalImpression: string | null;
}

/** The sex that chooses among a template's statements. */
export function templateSex(context: Pick<StudyContext, 'sex'>): Sex {
  return context.sex === 'male' || context.sex === 'female' ? context.sex : 'unknown';
}

/** The organ systems with the normal statements that fit the patient's sex. */
export function organSystemsFor(template: ReportTemplate, context: Pick<StudyContext, 'sex'>): OrganSystem[] {
  const sex = templateSex(context);
  return template.findings.map((organ) => ({
    ...organ,
    normal: organ.normal.filter((statement) => statement.sex === undefined || statement.sex === sex),
  }));
}
