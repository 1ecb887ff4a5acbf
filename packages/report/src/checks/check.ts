import type { ReportDocument, SectionId } from '@readroom/contract';
import type { StudyContext } from '../context.ts';
import { splitSentences } from '../routing/sentences.ts';

export interface CheckInput {
  document: ReportDocument;
  context: StudyContext;
  isAddendum: boolean;
  /** What the radiologist answered to the critical question; absent while it has not been asked. */
  isCritical?: boolean;
}

/** Something to be looked at before the report is signed. */
export interface CheckFinding {
  /** The same for the same words in the same section, so that a dismissal holds until the words change. Says nothing of the patient. */
  id: string;
  checkId: string;
  /** `blocking` stops signing until it is solved, or dismissed where it may be. */
  severity: 'blocking' | 'warning';
  message: string;
  sectionId: SectionId;
  /** The words it is about, exactly as they stand in the report; empty for a section without words. */
  quote: string;
  /** The organ system, when the words stand in a labelled paragraph. */
  label?: string;
  /** True when the radiologist may sign all the same, with a reason. */
  dismissible: boolean;
}

/** One check of a report, whose sentences are read once for all of them. */
export type Check = (input: CheckInput, sentences: readonly ReportSentence[]) => CheckFinding[];

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

export function checkFinding(fields: Omit<CheckFinding, 'id' | 'label'> & { label?: string | null }): CheckFinding {
  const { label, ...rest } = fields;
  const id = `${fields.checkId}.${fields.sectionId}.${hash(`${fields.message}\n${fields.quote}`)}`;
  return label ? { id, ...rest, label } : { id, ...rest };
}

/** The first finding of each key, in their order. */
export function uniqueBy(findings: readonly CheckFinding[], keyOf: (finding: CheckFinding) => string): CheckFinding[] {
  const unique = new Map<string, CheckFinding>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique.values()];
}

export interface ReportSentence {
  text: string;
  sectionId: SectionId;
  label: string | null;
}

/** Every sentence of the report, pending text included: signing makes it the radiologist's own. */
export function sentencesOf(document: ReportDocument, sectionIds?: readonly SectionId[]): ReportSentence[] {
  return document.sections
    .filter((section) => sectionIds === undefined || sectionIds.includes(section.id))
    .flatMap((section) =>
      section.paragraphs.flatMap((paragraph) =>
        splitSentences(paragraph.spans.map((span) => span.text).join('')).map(({ text }) => ({
          text,
          sectionId: section.id,
          label: paragraph.label,
        })),
      ),
    );
}

export function isSectionEmpty(document: ReportDocument, sectionId: SectionId): boolean {
  return !document.sections.some(
    (section) =>
      section.id === sectionId && section.paragraphs.some((paragraph) => paragraph.spans.some((span) => span.text.trim() !== '')),
  );
}
