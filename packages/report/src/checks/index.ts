import { type Check, type CheckFinding, type CheckInput, sentencesOf, uniqueBy } from './check.ts';
import { criticalWords } from './critical-words.ts';
import { dictationArtefacts } from './dictation-artefacts.ts';
import { emptyFindings, emptyImpression } from './empty-section.ts';
import { laterality } from './laterality.ts';
import { sexAnatomy } from './sex-anatomy.ts';
import { unfilledField } from './unfilled-field.ts';

export type { CheckFinding, CheckInput } from './check.ts';
export { type CriticalPhrase, criticalPhrases, suggestsCritical } from './critical-words.ts';

const CHECKS: readonly Check[] = [emptyImpression, emptyFindings, unfilledField, laterality, sexAnatomy, criticalWords, dictationArtefacts];

/** More than can be dismissed when signing, so that none beyond it is ever signed past: they are told of once the first ones are solved. */
const MOST_FINDINGS = 200;

/**
 * Everything to look at before the report is signed, blocking findings first, each id once. Signing needs every blocking finding solved, or
 * dismissed where `dismissible`; a warning is shown. Pure: the same report gives the same findings with the same ids.
 */
export function runChecks(input: CheckInput): CheckFinding[] {
  const sentences = sentencesOf(input.document);
  const unique = uniqueBy(
    CHECKS.flatMap((check) => check(input, sentences)),
    ({ id }) => id,
  );
  const [blocking, warnings] = [
    unique.filter(({ severity }) => severity === 'blocking'),
    unique.filter(({ severity }) => severity === 'warning'),
  ];
  return [...blocking, ...warnings].slice(0, MOST_FINDINGS);
}
