import type { Token } from './tokens.ts';

/** What a rule puts in the place of `length` tokens. */
export interface Rewrite {
  length: number;
  tokens: Token[];
}

/** Looks at the tokens from `index` on; null when the rule does not apply there. */
export type Rule = (tokens: readonly Token[], index: number) => Rewrite | null;

/** A rewrite of `length` tokens into one word, with the space that stood before the first. */
export function asWord(tokens: readonly Token[], index: number, length: number, text: string): Rewrite {
  return { length, tokens: [{ kind: 'word', text, before: tokens[index]!.before }] };
}

/** Applies the first rule that fits at every token, from left to right; what a rule wrote is not read again. */
export function applyRules(tokens: readonly Token[], rules: readonly Rule[]): Token[] {
  const written: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    let rewrite: Rewrite | null = null;
    for (const rule of rules) {
      rewrite = rule(tokens, index);
      if (rewrite) break;
    }
    written.push(...(rewrite?.tokens ?? [tokens[index]!]));
    index += rewrite?.length ?? 1;
  }
  return written;
}
