import { findKeywords, type KeywordMatch } from '../keywords.ts';
import type { OrganSystem } from '../templates/template.ts';

interface OrganMatch extends KeywordMatch {
  organ: OrganSystem;
}

/** Every keyword match, without those inside a longer one ("temporal" inside "temporal bone"), in the order of the text. */
function matchesOf(text: string, organs: readonly OrganSystem[], keywordsOf: (organ: OrganSystem) => readonly string[]): OrganMatch[] {
  const all = organs.flatMap((organ) => findKeywords(text, keywordsOf(organ)).map((match): OrganMatch => ({ ...match, organ })));
  return all
    .filter(
      (match) =>
        !all.some(
          (other) => other.length > match.length && other.index <= match.index && other.index + other.length >= match.index + match.length,
        ),
    )
    .sort((a, b) => a.index - b.index);
}

/** Where something lies near, not what is seen: "nodule abutting the heart" says nothing of the heart. */
const NEIGHBOURHOOD =
  /\b(adjacent to|abutting|abuts|near|next to|anterior to|posterior to|medial to|lateral to|superior to|inferior to|above|below|behind|beneath|overlying|underlying|at the level of|compared (?:to|with)|relative to)\b(?:(?!\b(?:and|with|but)\b)[^,;.])*/gi;

function withoutNeighbours(text: string): string {
  return text.replace(NEIGHBOURHOOD, (phrase) => ' '.repeat(phrase.length));
}

/** The organ system a sentence is about: the first anatomy it names, else the first hint; null when it names none. */
export function organOf(text: string, organs: readonly OrganSystem[]): OrganSystem | null {
  const main = withoutNeighbours(text);
  const readings = [
    matchesOf(main, organs, (organ) => organ.anatomy),
    matchesOf(main, organs, (organ) => organ.hints),
    matchesOf(text, organs, (organ) => [...organ.anatomy, ...organ.hints]),
  ];
  return readings.find((matches) => matches.length > 0)?.[0]?.organ ?? null;
}

/** Every organ system whose anatomy the sentence is about, in the order of the text. */
export function organsNamed(text: string, organs: readonly OrganSystem[]): OrganSystem[] {
  return [...new Set(matchesOf(withoutNeighbours(text), organs, (organ) => organ.anatomy).map((match) => match.organ))];
}
