import type { ReportDocument, SectionId } from '@readroom/contract';
import type { StudyContext } from '../context.ts';
import { type Check, type CheckFinding, checkFinding, type ReportSentence, sentencesOf } from './check.ts';
import { bilateralStatements, bodyPartsIn, type Side, type SidedStatement, sidedStatements, sidesIn } from './laterality-terms.ts';

interface Located extends SidedStatement {
  sentence: ReportSentence;
}

function located(document: ReportDocument, sectionIds: readonly SectionId[]): Located[] {
  return sentencesOf(document, sectionIds).flatMap((sentence) =>
    sidedStatements(sentence.text).map((statement) => ({ ...statement, sentence })),
  );
}

function clash(statement: Located, message: string): CheckFinding {
  const { sectionId, label } = statement.sentence;
  return checkFinding({ checkId: 'laterality', severity: 'blocking', message, sectionId, quote: statement.text, label, dismissible: true });
}

const shares = (a: readonly number[], b: readonly number[]): boolean => a.some((item) => b.includes(item));
/** "compared with the left knee": the other side is named on purpose. */
const NAMES_OTHER_SIDE_ON_PURPOSE = /\b(?:compar\w+|contralateral|opposite|unlike|asymmetr\w+)\b/i;

/** The order's side against the text: one side ordered, and the text speaks of the other side of that body part. */
function orderAgainstText(document: ReportDocument, context: StudyContext): CheckFinding[] {
  const order = `${context.studyDescription} ${context.procedure ?? ''}`.replace(/[_^]/g, ' ');
  const sides = [...sidesIn(order)];
  const ordered = sides[0];
  if (sides.length !== 1 || ordered === undefined) return [];
  const parts = bodyPartsIn(order);
  return located(document, ['exam', 'technique', 'findings', 'impression'])
    .filter(
      (statement) => statement.side !== ordered && !statement.namedBySide && !NAMES_OTHER_SIDE_ON_PURPOSE.test(statement.sentence.text),
    )
    .filter((statement) =>
      statement.bodyParts.length > 0 ? shares(statement.bodyParts, parts) : parts.length > 0 && statement.findings.length > 0,
    )
    .map((statement) =>
      clash(statement, `"${statement.text}" names the ${statement.side}; the order is for the ${ordered}: "${order.trim()}".`),
    );
}

/** Technique (and exam) say one side of a body part, Findings only ever the other. */
function techniqueAgainstFindings(document: ReportDocument): CheckFinding[] {
  const findings = located(document, ['findings']).filter(
    (statement) => !statement.namedBySide && !NAMES_OTHER_SIDE_ON_PURPOSE.test(statement.sentence.text),
  );
  return located(document, ['technique']).flatMap((technique) => {
    const about = findings.filter((statement) => shares(statement.bodyParts, technique.bodyParts));
    if (about.some((statement) => statement.side === technique.side)) return [];
    return about.map((statement) =>
      clash(statement, `"${statement.text}" names the ${statement.side}; the technique says "${technique.text}".`),
    );
  });
}

/** What Findings state (and do not deny) of a side; both sides are two statements. */
interface Stated {
  text: string;
  side: Side;
  bodyParts: readonly number[];
  findings: readonly number[];
}

function statedInFindings(document: ReportDocument): Stated[] {
  return sentencesOf(document, ['findings']).flatMap(({ text }) => [
    ...sidedStatements(text).filter(({ negated }) => !negated),
    ...bilateralStatements(text).flatMap((both) => (['left', 'right'] as const).map((side): Stated => ({ ...both, text, side }))),
  ]);
}

/** The impression puts on one side what Findings state on the other side only. */
function findingsAgainstImpression(document: ReportDocument): CheckFinding[] {
  const stated = statedInFindings(document);
  return located(document, ['impression'])
    .filter((statement) => !statement.negated)
    .flatMap((statement) => {
      const { bodyParts, findings } = statement;
      const ofPart = stated.filter((other) => shares(other.bodyParts, bodyParts));
      // From the narrowest reading to the widest: the same finding of the same part, the part, the finding where no part is named.
      const readings = [
        ofPart.filter((other) => shares(other.findings, findings)),
        ofPart,
        bodyParts.length === 0 ? stated.filter((other) => shares(other.findings, findings)) : [],
      ];
      const about = readings.find((reading) => reading.length > 0) ?? [];
      const [first] = about;
      if (!first || about.some(({ side }) => side === statement.side)) return [];
      return [clash(statement, `"${statement.text}" in the impression, but "${first.text}" in the findings.`)];
    });
}

/** Left against right: order against text, technique against findings, findings against impression. */
export const laterality: Check = ({ document, context }) => {
  const all = [...orderAgainstText(document, context), ...techniqueAgainstFindings(document), ...findingsAgainstImpression(document)];
  return all.filter(
    (finding, index) => all.findIndex((other) => other.sectionId === finding.sectionId && other.quote === finding.quote) === index,
  );
};
