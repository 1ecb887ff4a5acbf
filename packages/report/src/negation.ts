/** Phrases with a negative word that deny nothing: "no change in the hemorrhage" says that there is one. */
const PSEUDO_NEGATION =
  /\b(?:no|not|without)\s+(?:(?:significant|definite|substantial|appreciable|interval|further|gross|major)\s+)*(?:changes?|increase|decrease|progression|improvement|worsening|growth|longer)\b|\bnot\s+(?:only|excluded|entirely excluded|necessarily|certain)\b|\b(?:cannot|can not|could not|not)\s+(?:be\s+)?(?:\w+ly\s+)?(?:excluded?|ruled out|rule out)\b/gi;

const DENIES_WHAT_FOLLOWS =
  /\b(?:no|not|without|negative for|absence of|absent|free of|free from|denies|denied|never|neither|nor|none|rule out|r\/o|ruled out|resolution of|resolved|lack of|nothing)\b/i;

const DENIES_WHAT_PRECEDES =
  /^[^,;]*?\b(?:(?:is|are|was|were|has been|have been)\s+)?(?:not\s+(?:clearly\s+)?(?:seen|identified|present|visuali[sz]ed|evident|detected|demonstrated|appreciated|noted|found)|absent|excluded|ruled out|has resolved|have resolved|resolved)\b/i;

/** Where the reach of a negation ends. */
const ENDS_SCOPE =
  /[;:]|\b(?:but|however|except|although|though|apart from|aside from|other than|yet|there (?:is|are)|which|demonstrat\w+|shows?|reveals?|consistent with|compatible with|due to|secondary to|status post)\b/gi;
/** A comma begins a new statement here, unless the list goes on to an "or". */
const NEW_STATEMENT =
  /,\s+(?:and\s+)?(?:a|an|the|it|this|large|small|mild|moderate|severe|new|acute|increased|multiple|right|left|bilateral|with)\b/gi;

function lastIndexBefore(pattern: RegExp, text: string, index: number): number {
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index >= index) break;
    last = match.index + match[0].length;
  }
  return last;
}

/** True when the term at this index of the sentence is denied: "no", "without", "negative for" before it, "is not seen" after it, within its clause. */
export function isNegatedAt(sentence: string, index: number): boolean {
  const text = sentence.replace(PSEUDO_NEGATION, (phrase) => '#'.repeat(phrase.length));
  let start = lastIndexBefore(ENDS_SCOPE, text, index);
  const listGoesOn = /\b(?:or|nor)\b/i.test(text.slice(index));
  if (!listGoesOn) start = Math.max(start, lastIndexBefore(NEW_STATEMENT, text, index));
  if (DENIES_WHAT_FOLLOWS.test(text.slice(start, index))) return true;
  const rest = text.slice(index);
  const end = rest.search(/\b(?:but|however|except|although|and|with)\b/i);
  return DENIES_WHAT_PRECEDES.test(end < 0 ? rest : rest.slice(0, end));
}

/** True when the sentence denies anything at all. */
export function hasNegation(sentence: string): boolean {
  return DENIES_WHAT_FOLLOWS.test(sentence.replace(PSEUDO_NEGATION, ' '));
}
