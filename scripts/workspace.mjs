/** What the scripts share: packages installed, the pinned Node found, the web app built. Plain Node 20, built-in modules only: nothing is installed yet. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const WEB = join(ROOT, 'apps/web');
/** What the built web app is made from. */
const WEB_INPUTS = ['apps/web', 'packages/contract', 'packages/report', 'packages/dicom', 'package-lock.json', 'tsconfig.json'];
const NOT_AN_INPUT = /(^|\/)(node_modules|dist|\.dist-\d+)$|\.test\.tsx?$/;

/** Writes a line about the progress. Standard output belongs to the program that is started. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the process with a reason a person can act on. */
export function fail(message) {
  say(`\n${message}`);
  process.exit(1);
}

/** Stops with a clear word on a Node that cannot run the scripts. */
export function requireNode20() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Readroom needs Node 20 or later to start; this is Node ${process.versions.node}.`);
}

/**
 * Installs what package-lock.json says where node_modules is missing or something else. Not by `npm ci`: that refuses a lockfile without the optional packages of other
 * platforms, and a registry that does not carry those cannot write one with them.
 */
export function installIfNeeded() {
  if (isInstalled()) return;
  const done = progress('Installing packages (about a minute, once)');
  const npm = process.env.npm_execpath;
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // The output goes to standard error, for `--json` promises that standard output is one JSON document.
  const result = spawnSync(command, [...before, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) fail(`"npm install" failed${result.error ? `: ${result.error.message}` : ''}. The lines above say why.`);
  done();
}

/** npm writes node_modules/.package-lock.json when an installation is complete; packages for other platforms are not in it. */
function isInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? fail('package-lock.json is missing or damaged.');
  const found = readJson(join(ROOT, 'node_modules/.package-lock.json'))?.packages;
  if (found === undefined || pinnedNode() === null) return false;
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => (found[path] === undefined ? entry.optional === true : found[path].version === entry.version));
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function pinnedNode() {
  const path = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

/** The Node that everything after the scripts runs on: the one pinned in package.json. */
export function nodePath() {
  return pinnedNode() ?? fail('The pinned Node is missing. Run "npm rebuild node", with install scripts allowed.');
}

/** The environment with the pinned Node first, for tools that start `node` by name. */
export function environment() {
  return { ...process.env, PATH: `${dirname(nodePath())}:${process.env.PATH}` };
}

/** Builds apps/web into apps/web/dist where an input changed. The new build replaces the old one at once: a running server never sees half of it. */
export async function buildWebIfStale() {
  const dist = join(WEB, 'dist');
  const stamp = join(dist, '.inputs');
  const inputs = hashOf(WEB_INPUTS);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  const done = progress('Building the web app');
  const fresh = join(WEB, `.dist-${process.pid}`);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { status, output } = await capture(nodePath(), [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], WEB);
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    fail(`The web app does not build:\n${output}`);
  }
  writeFileSync(join(fresh, '.inputs'), inputs);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
  done();
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (NOT_AN_INPUT.test(path)) return;
    const entries = readEntries(path);
    if (entries === null)
      hash
        .update(`${relative(ROOT, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    else for (const name of entries.sort()) visit(join(path, name));
  };
  for (const path of paths) if (existsSync(join(ROOT, path))) visit(join(ROOT, path));
  return hash.digest('hex');
}

function readEntries(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Runs a command and collects what it prints. */
export function capture(command, args, cwd = ROOT) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...environment(), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', (error) => resolve({ status: 1, output: error.message }));
    child.once('close', (status) => resolve({ status, output }));
  });
}

/**
 * Runs a program in our place until it ends and resolves to its exit code. SIGINT, SIGTERM and SIGHUP are handed on. The channel that
 * the child gets closes when this process is gone, however it went, so that the child can stop too.
 */
export function runInPlace(args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(nodePath(), args, {
      cwd: options.cwd ?? process.cwd(),
      env: environment(),
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const orphaned = stopWhenOrphaned(() => child.kill('SIGTERM'));
    child.once('error', (error) => fail(`${nodePath()} cannot be run: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearInterval(orphaned);
      resolve(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15));
    });
  });
}

/**
 * npm cannot hand on a SIGKILL: when the npm that started us is gone, we are to go too. Without npm, nobody expects that. Between npm and us there is a
 * shell where the script is not started with `exec`.
 */
function stopWhenOrphaned(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
  return timer;
}

/** The parent of a process by /proc/<pid>/stat, field 4; null where that cannot be known. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return null;
  }
}

/** Says what is being done, and every 10 s that it still is; the returned function says how long it took. */
function progress(what) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  say(`${what} …`);
  const timer = setInterval(() => say(`  still at it, ${seconds()}`), 10_000);
  timer.unref();
  return () => {
    clearInterval(timer);
    say(`  done in ${seconds()}`);
  };
}
