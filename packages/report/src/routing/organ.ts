import { findKeywords, type KeywordMatch } from '../keywords.ts';
import type { OrganSystem } from '../templates/template.ts';

interface OrganMatch extends KeywordMatch {
  organ: OrganSystem;
}

/** Every keyword match, without those inside a longer one ("temporal" inside "temporal bone"), in the order of the text. */
function matchesOf(text: string, organs: readonly OrganSystem[], keywordsOf: (organ: OrganSystem) => readonly string[]): OrganMatch[] {
  const all = organs.flatMap((organ) => findKeywords(text, keywordsOf(organ)).map((match): OrganMatch => ({ ...match, organ })));
  const covered = new Set<OrganMatch>();
  let before = { index: -1, reach: 0, longest: 0 };
  for (const match of [...all].sort((a, b) => a.index - b.index || b.length - a.length)) {
    const end = match.index + match.length;
    if (match.index > before.index) before = { index: match.index, reach: Math.max(before.reach, before.longest), longest: end };
    if (end <= before.reach || end < before.longest) covered.add(match);
  }
  return all.filter((match) => !covered.has(match)).sort((a, b) => a.index - b.index);
}

/** Where something lies near, not what is seen: "nodule abutting the heart" says nothing of the heart. */
const NEIGHBOURHOOD =
  /\b(adjacent to|abutting|abuts|near|next to|anterior to|posterior to|medial to|lateral to|superior to|inferior to|above|below|behind|beneath|at the level of|compared (?:to|with)|relative to)\b(?:(?!\b(?:and|with|but)\b)[^,;.])*/gi;

function withoutNeighbours(text: string): string {
  return text.replace(NEIGHBOURHOOD, (phrase) => ' '.repeat(phrase.length));
}

function anatomyIn(text: string, organs: readonly OrganSystem[]): OrganSystem[] {
  return matchesOf(text, organs, (organ) => organ.anatomy).map((match) => match.organ);
}

function hintsIn(text: string, organs: readonly OrganSystem[]): OrganSystem[] {
  return matchesOf(text, organs, (organ) => organ.hints).map((match) => match.organ);
}

/** The organ system a sentence is about: the first anatomy it names, else the first hint, of its main clause and then of all of it; null when it names none. */
export function organOf(text: string, organs: readonly OrganSystem[]): OrganSystem | null {
  const main = withoutNeighbours(text);
  const [clause = ''] = main.split(/\bwith\b/i);
  for (const part of [clause, main, text]) {
    const organ = anatomyIn(part, organs)[0] ?? hintsIn(part, organs)[0];
    if (organ) return organ;
  }
  return null;
}

/** Every organ system that the sentence says something of, clause by clause ("lobar consolidation with a small effusion": lungs and pleura). */
export function organsNamed(text: string, organs: readonly OrganSystem[]): OrganSystem[] {
  const clauses = withoutNeighbours(text)
    .split(/[,;]|\b(?:with|and|or|but)\b/i)
    .filter((clause) => /\p{L}/u.test(clause));
  const named = clauses.flatMap((clause) => {
    const anatomy = anatomyIn(clause, organs);
    return anatomy.length > 0 ? anatomy : hintsIn(clause, organs);
  });
  return [...new Set(named)];
}
