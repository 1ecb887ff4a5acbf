import { parseArgs } from 'node:util';
import { ApiError } from '@readroom/contract';
import { ConfigError, readConfig } from '../config.ts';
import { openDeps } from '../open-deps.ts';
import { createLog } from '../platform/log/index.ts';
import { type Command, UsageError } from './command.ts';
import { clinicCreate } from './commands/clinic.ts';
import { doctor } from './commands/doctor.ts';
import { importImages } from './commands/import.ts';
import { keyCreate, keyList, keyRevoke, keyRotateSecret } from './commands/key.ts';
import { userCreate, userInvite, userRemoveSecondFactor } from './commands/user.ts';
import { webhooksList } from './commands/webhooks.ts';

const COMMANDS: Command[] = [
  importImages,
  clinicCreate,
  keyCreate,
  keyList,
  keyRevoke,
  keyRotateSecret,
  userCreate,
  userInvite,
  userRemoveSecondFactor,
  webhooksList,
  doctor,
];

/** Where a command writes: `print` the answer, `say` what is for a person alone. */
export interface Terminal {
  print(text: string): void;
  say(line: string): void;
}

/** Runs one command on the data of the environment, beside a running server or without one. @returns the exit code. */
export async function runCommandLine(args: string[], environment: NodeJS.ProcessEnv, { print, say }: Terminal): Promise<number> {
  const wantsJson = args.includes('--json');
  try {
    const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
    if (!command) {
      if (args.length > 0 && !args.includes('--help'))
        throw new UsageError(`there is no command "${args.filter((arg) => !arg.startsWith('-')).join(' ')}"`);
      print(help());
      return 0;
    }
    const { values, positionals } = parse(command, args.slice(command.name.split(' ').length));
    const { deps, close } = await openDeps(readConfig(environment), createLog('silent'), { worker: false, keepAlive: false, say });
    try {
      const { result, text, failed } = await command.run(deps, { values, words: positionals, say });
      print(wantsJson ? JSON.stringify(result, null, 2) : text);
      return failed ? 1 : 0;
    } finally {
      await close();
    }
  } catch (error) {
    const message = describe(error);
    if (wantsJson) print(JSON.stringify({ error: message }));
    else say(error instanceof UsageError ? `${message}\n\n${help()}` : message);
    return 1;
  }
}

function parse(command: Command, args: string[]) {
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    const options = { ...command.options, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    parsed = { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { min, max } = command.words;
  if (parsed.positionals.length < min || parsed.positionals.length > max)
    throw new UsageError(`expected: ${command.name} ${command.usage}`);
  return parsed;
}

/** An error for the operator of this machine. Only errors of our own say what they say; a driver's may quote data. */
function describe(error: unknown): string {
  if (error instanceof ApiError)
    return [error.message, ...(error.issues ?? []).map((issue) => `${issue.path}: ${issue.message}`)].join('\n');
  if (error instanceof UsageError || error instanceof ConfigError) return error.message;
  return error instanceof Error && !('severity' in error) ? error.message : 'the database refused the command';
}

function help(): string {
  const commands = COMMANDS.map(({ name, usage, summary }) => `  ${name} ${usage}\n      ${summary}`);
  return ['Usage: npm run readroom -- <command> [--json]', '', '  start\n      Start the server, as npm start does', ...commands].join(
    '\n',
  );
}
