import { allOf, countWhile, type Found } from './found.ts';

/** Phrases with a negative word that deny nothing: "no change in the hemorrhage" says that there is one. */
const PSEUDO_NEGATION =
  /\b(?:no|not|without)\s+(?:(?:significant|definite|substantial|appreciable|interval|further|gross|major)\s+)*(?:changes?|increase|decrease|progression|improvement|worsening|growth|longer)\b|\bnot\s+(?:only|excluded|entirely excluded|necessarily|certain)\b|\b(?:cannot|can not|could not|not)\s+(?:be\s+)?(?:\w+ly\s+)?(?:excluded?|ruled out|rule out)\b/gi;

const DENIES_WHAT_FOLLOWS =
  /\b(?:no|not|without|negative for|absence of|absent|free of|free from|denies|denied|never|neither|nor|none|rule out|r\/o|ruled out|resolution of|resolved|lack of|nothing)\b/gi;

/** After the term, before its clause ends. */
const DENIES_WHAT_PRECEDES =
  /\b(?:not\s+(?:clearly\s+)?(?:seen|identified|present|visuali[sz]ed|evident|detected|demonstrated|appreciated|noted|found)|absent|excluded|ruled out|resolved)\b/gi;
/** Where what follows the term speaks of something else. */
const ENDS_CLAUSE = /[,;]|\b(?:but|however|except|although|and|with)\b/gi;

/** Where the reach of a negation ends. */
const ENDS_SCOPE =
  /[;:]|\b(?:but|however|except|although|though|apart from|aside from|other than|yet|there (?:is|are)|which|demonstrat\w+|shows?|reveals?|consistent with|compatible with|due to|secondary to|status post)\b/gi;
/** A comma begins a new statement here, unless the list goes on to an "or". */
const NEW_STATEMENT =
  /,\s+(?:and\s+)?(?:a|an|the|it|this|large|small|mild|moderate|severe|new|acute|increased|multiple|right|left|bilateral|with)\b/gi;

const LIST_GOES_ON = /\b(?:or|nor)\b/gi;

/**
 * Tells for any index of the sentence whether the term there is denied: "no", "without", "negative for" before it, "is not seen" after it, within its clause.
 * The sentence is read once however many terms are asked about, so that a long one with many terms takes no longer than its length.
 */
export function negationsIn(sentence: string): (index: number) => boolean {
  const text = sentence.replace(PSEUDO_NEGATION, (phrase) => '#'.repeat(phrase.length));
  const denials = allOf(DENIES_WHAT_FOLLOWS, text);
  const laterDenials = allOf(DENIES_WHAT_PRECEDES, text);
  if (denials.length === 0 && laterDenials.length === 0) return () => false;
  const scopeEnds = allOf(ENDS_SCOPE, text);
  const newStatements = allOf(NEW_STATEMENT, text);
  const clauseEnds = allOf(ENDS_CLAUSE, text);
  const lastListWord = allOf(LIST_GOES_ON, text).at(-1)?.start ?? -1;
  const endOfLastBefore = (found: readonly Found[], index: number): number =>
    found[countWhile(found, ({ start }) => start < index) - 1]?.end ?? 0;
  const firstFrom = (found: readonly Found[], index: number): number =>
    found[countWhile(found, ({ start }) => start < index)]?.start ?? text.length;

  return (index) => {
    const scope = Math.max(endOfLastBefore(scopeEnds, index), lastListWord >= index ? 0 : endOfLastBefore(newStatements, index));
    const denial = denials[countWhile(denials, ({ end }) => end <= index) - 1];
    if (denial && denial.start >= scope) return true;
    return firstFrom(laterDenials, index) < firstFrom(clauseEnds, index);
  };
}

/** True when the sentence denies anything at all. */
export function hasNegation(sentence: string): boolean {
  return sentence.replace(PSEUDO_NEGATION, ' ').search(DENIES_WHAT_FOLLOWS) >= 0;
}
