import type { ReportDocument, SectionId } from '@readroom/contract';
import { criticalTermsIn } from '../critical-terms.ts';
import { type Check, checkFinding, type ReportSentence, sentencesOf } from './check.ts';

/** Words that state a critical finding, in the order of the report. */
export interface CriticalPhrase {
  quote: string;
  sectionId: SectionId;
  label: string | null;
}

const STATES_FINDINGS: readonly SectionId[] = ['findings', 'impression'];

/** The critical findings that Findings and Impression state; denied, old and asked-for ones are left out. */
export function criticalPhrases(document: ReportDocument): CriticalPhrase[] {
  return criticalPhrasesOf(sentencesOf(document, STATES_FINDINGS));
}

function criticalPhrasesOf(sentences: readonly ReportSentence[]): CriticalPhrase[] {
  return sentences.flatMap(({ text, sectionId, label }) => criticalTermsIn(text).map((quote) => ({ quote, sectionId, label })));
}

/** True when the report states a finding that is usually told to somebody at once: the critical question is then suggested as yes. */
export function suggestsCritical(document: ReportDocument): boolean {
  return criticalPhrases(document).length > 0;
}

/** A critical finding in a report that was answered to be not critical. */
export const criticalWords: Check = ({ isCritical }, sentences) =>
  isCritical === false
    ? criticalPhrasesOf(sentences.filter(({ sectionId }) => STATES_FINDINGS.includes(sectionId))).map(({ quote, sectionId, label }) =>
        checkFinding({
          checkId: 'critical-words',
          severity: 'warning',
          message: `"${quote}" is usually a critical result, and the report is not marked critical.`,
          sectionId,
          quote,
          label,
          dismissible: true,
        }),
      )
    : [];
