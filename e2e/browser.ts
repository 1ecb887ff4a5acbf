import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

/** WebGL 2 in software, and no traffic of the browser's own. */
const ARGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Pages are put together without WebGL, which costs less where it is in software.
  '--disable-gpu-compositing',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * The Chromium that the tests drive: READROOM_CHROMIUM where set, else the one that the npm package carries, at its pinned version. On a machine without the libraries that it
 * needs, the package's own are used.
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env.READROOM_CHROMIUM;
  if (chosen) return { executablePath: chosen, args: ARGS, env: inherited() };
  chromium.setGraphicsMode = true;
  const executablePath = await chromium.executablePath();
  if (runs(executablePath, inherited())) return { executablePath, args: ARGS, env: inherited() };
  const library = join(tmpdir(), 'al2023');
  if (!existsSync(library)) await inflate(join(import.meta.dirname, '../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  const env = { ...inherited(), LD_LIBRARY_PATH: join(library, 'lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
  if (!runs(executablePath, env)) throw new Error(`${executablePath} does not run here: install chromium and set READROOM_CHROMIUM to it`);
  return { executablePath, args: ARGS, env };
}

function runs(executable: string, env: Record<string, string>): boolean {
  return spawnSync(executable, ['--version'], { env, timeout: 30_000 }).status === 0;
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
