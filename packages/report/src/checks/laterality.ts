import type { SectionId } from '@readroom/contract';
import type { StudyContext } from '../context.ts';
import { type Check, type CheckFinding, checkFinding, type ReportSentence, uniqueBy } from './check.ts';
import { bodyPartsIn, type Side, type SidedStatement, type SidesOfSentence, sidesIn, sidesOfSentence } from './laterality-terms.ts';

interface ReadSentence extends SidesOfSentence {
  sentence: ReportSentence;
}

interface Located extends SidedStatement {
  sentence: ReportSentence;
}

function located(read: readonly ReadSentence[], sectionIds: readonly SectionId[]): Located[] {
  return read
    .filter(({ sentence }) => sectionIds.includes(sentence.sectionId))
    .flatMap(({ sentence, sided }) => sided.map((statement) => ({ ...statement, sentence })));
}

function clash(statement: Located, message: string): CheckFinding {
  const { sectionId, label } = statement.sentence;
  return checkFinding({ checkId: 'laterality', severity: 'blocking', message, sectionId, quote: statement.text, label, dismissible: true });
}

/** The other words of a message, which many messages repeat: no sentence of a report is longer. */
const LONGEST_REPEATED = 2000;
const repeated = (text: string): string => (text.length > LONGEST_REPEATED ? `${text.slice(0, LONGEST_REPEATED)}…` : text);

/** "compared with the left knee": the other side is named on purpose. */
const NAMES_OTHER_SIDE_ON_PURPOSE = /\b(?:compar\w+|contralateral|opposite|unlike|asymmetr\w+)\b/i;

/** Leaves out what speaks of another side than the body's, and sentences that name the other side on purpose. */
function ofBodySide(read: readonly ReadSentence[]): ReadSentence[] {
  return read
    .filter(({ sentence, sided }) => sided.length > 0 && !NAMES_OTHER_SIDE_ON_PURPOSE.test(sentence.text))
    .map((one) => ({ ...one, sided: one.sided.filter(({ namedBySide }) => !namedBySide) }));
}

/** The order's side against the text: one side ordered, and the text speaks of the other side of that body part. */
function orderAgainstText(read: readonly ReadSentence[], context: StudyContext): CheckFinding[] {
  const order = `${context.studyDescription} ${context.procedure ?? ''}`.replace(/[_^]/g, ' ');
  const sides = [...sidesIn(order)];
  const ordered = sides[0];
  if (sides.length !== 1 || ordered === undefined) return [];
  const parts = new Set(bodyPartsIn(order));
  const orderText = repeated(order.trim());
  return located(ofBodySide(read), ['exam', 'technique', 'findings', 'impression'])
    .filter(
      ({ side, bodyParts, findings }) =>
        side !== ordered && (bodyParts.length > 0 ? bodyParts.some((part) => parts.has(part)) : parts.size > 0 && findings.length > 0),
    )
    .map((statement) =>
      clash(statement, `"${statement.text}" names the ${statement.side}; the order is for the ${ordered}: "${orderText}".`),
    );
}

/** Technique (and exam) say one side of a body part, Findings only ever the other. */
function techniqueAgainstFindings(read: readonly ReadSentence[]): CheckFinding[] {
  const findings = located(ofBodySide(read), ['findings']);
  const byPart = new Map<number, number[]>();
  const stated = new Set<string>();
  for (const [index, { bodyParts, side }] of findings.entries()) {
    for (const part of bodyParts) {
      stated.add(`${part} ${side}`);
      const ofPart = byPart.get(part);
      if (ofPart) ofPart.push(index);
      else byPart.set(part, [index]);
    }
  }
  return located(read, ['technique']).flatMap((technique) => {
    if (technique.bodyParts.some((part) => stated.has(`${part} ${technique.side}`))) return [];
    const about = technique.bodyParts.flatMap((part) => byPart.get(part) ?? []);
    // A statement is told of once: the first side that it differs from says enough.
    for (const part of technique.bodyParts) byPart.delete(part);
    return [...new Set(about)]
      .sort((a, b) => a - b)
      .map((index) => findings[index]!)
      .map((statement) =>
        clash(statement, `"${statement.text}" names the ${statement.side}; the technique says "${repeated(technique.text)}".`),
      );
  });
}

/** Of all that Findings state (and do not deny) of one thing: the sides, and the words that were first. */
interface Stated {
  order: number;
  text: string;
  sides: Set<Side>;
}

/** What Findings state, to be looked up by body part (`p1`), finding (`f2`) or a finding of a part (`p1 f2`). */
function statedInFindings(read: readonly ReadSentence[]): Map<string, Stated> {
  const known = new Map<string, Stated>();
  let order = 0;
  const add = (text: string, sides: readonly Side[], things: string[]): void => {
    order += 1;
    for (const thing of things) {
      const stated = known.get(thing);
      if (!stated) known.set(thing, { order, text, sides: new Set(sides) });
      else for (const side of sides) stated.sides.add(side);
    }
  };
  for (const { sentence, sided, bilateral } of read) {
    if (sentence.sectionId !== 'findings') continue;
    for (const statement of sided) if (!statement.negated) add(statement.text, [statement.side], thingsOf(statement));
    for (const statement of bilateral) add(sentence.text, ['left', 'right'], thingsOf(statement));
  }
  return known;
}

interface About {
  bodyParts: readonly number[];
  findings: readonly number[];
}

const partsOf = ({ bodyParts }: About): string[] => bodyParts.map((part) => `p${part}`);
const findingsOf = ({ findings }: About): string[] => findings.map((finding) => `f${finding}`);
const findingsOfParts = (about: About): string[] =>
  partsOf(about).flatMap((part) => findingsOf(about).map((finding) => `${part} ${finding}`));
const thingsOf = (about: About): string[] => [...findingsOfParts(about), ...partsOf(about), ...findingsOf(about)];

/** The impression puts on one side what Findings state on the other side only. */
function findingsAgainstImpression(read: readonly ReadSentence[]): CheckFinding[] {
  const known = statedInFindings(read);
  return located(read, ['impression'])
    .filter((statement) => !statement.negated)
    .flatMap((statement) => {
      // From the narrowest reading to the widest: the same finding of the same part, the part, the finding where no part is named.
      const readings = [findingsOfParts(statement), partsOf(statement), statement.bodyParts.length === 0 ? findingsOf(statement) : []];
      const about = readings.map((things) => things.flatMap((thing) => known.get(thing) ?? [])).find((stated) => stated.length > 0) ?? [];
      if (about.length === 0 || about.some(({ sides }) => sides.has(statement.side))) return [];
      const first = about.reduce((one, other) => (other.order < one.order ? other : one));
      return [clash(statement, `"${statement.text}" in the impression, but "${repeated(first.text)}" in the findings.`)];
    });
}

/** Left against right: order against text, technique against findings, findings against impression. */
export const laterality: Check = ({ context }, sentences) => {
  const read = sentences.map((sentence) => ({ sentence, ...sidesOfSentence(sentence.text) }));
  const all = [...orderAgainstText(read, context), ...techniqueAgainstFindings(read), ...findingsAgainstImpression(read)];
  return uniqueBy(all, ({ sectionId, quote }) => `${sectionId} ${quote}`);
};
