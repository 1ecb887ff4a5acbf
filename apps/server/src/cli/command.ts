import type { ParseArgsConfig } from 'node:util';
import type { Deps } from '../deps.ts';

type Values = Record<string, string | boolean | undefined>;

/** What a command answers: `result` with --json, `text` without. `failed` makes the exit code 1 although the command itself worked (doctor). */
export interface Outcome {
  result: unknown;
  text: string;
  failed?: boolean;
}

export interface Command {
  /** The words that call it: `key create`. */
  name: string;
  /** The arguments as the help shows them. */
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** How many words may follow the name. */
  words: { min: number; max: number };
  run(deps: Deps, input: CommandInput): Promise<Outcome>;
}

/** The words of a command line after its name, checked against the command's options. */
export interface CommandInput {
  values: Values;
  words: string[];
  /** Shows progress to a person; goes to standard error. */
  say(line: string): void;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** The value of an option that must be there. Throws `UsageError` naming it. */
export function required(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of an option that is one of a few words. Throws `UsageError` naming them. */
export function oneOf<Word extends string>(values: Values, name: string, words: readonly Word[], preset?: Word): Word {
  const value = optional(values, name) ?? preset;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new UsageError(`--${name}: expected ${words.join(' or ')}`);
  return word;
}
