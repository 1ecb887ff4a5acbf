import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from '../apps/server/src/config.ts';
import { openDeps } from '../apps/server/src/open-deps.ts';
import { ensureDatabase } from '../apps/server/src/platform/db/embedded.ts';
import { createLog } from '../apps/server/src/platform/log/index.ts';
import { type BenchClinic, fill, filtersOf, middleOf, openClinic, worklistsOf } from './clinic.ts';
import { type Call, type Load, measure, measureByTurns, median } from './load.ts';

/**
 * Requests per second of the API next to the floor (floor.ts), and a page of a clinic of each size next to the page of one with 1,000 studies by turns, on the same machine and
 * PostgreSQL, in one run: `npm run bench -- api [--studies 1000,100000,1000000] [--seconds 3] [--rounds 3]`.
 */
const { values } = parseArgs({
  options: {
    studies: { type: 'string', default: '1000,100000,1000000' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
  },
});
const SECONDS = Number(values.seconds);
const ROUNDS = Number(values.rounds);
const SMALL = 1000;
const STUDIES = '/v1/autoScribe/studies';
const say = (line: string) => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'readroom-bench-'));
const database = await ensureDatabase({ dataDir: folder, databaseUrl: undefined, keepAlive: false, onProgress: () => {} });
const environment = { READROOM_DATA: folder, DATABASE_URL: database.url };
const { deps, close } = await openDeps(readConfig({ ...environment, READROOM_LOG: 'silent' }), createLog('silent'), {
  worker: false,
  keepAlive: false,
  say: () => {},
});
const sql = new pg.Client({ connectionString: database.url });
await sql.connect();
const small = await openClinic(deps, sql, 'Small');
const clinic = await openClinic(deps, sql, 'Bench');
await close();

const children: ChildProcess[] = [];
async function start(module: string, args: string[]): Promise<string> {
  const child = fork(join(import.meta.dirname, module), args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return `http://127.0.0.1:${line.toString().trim()}`;
}
const floor = await start('floor.ts', [database.url, clinic.id]);
const app = await start('app-server.ts', []);

type Calls = (index: number) => Call;

function show(name: string, callers: number, { perSecond, p50, p99 }: Load, ratio: string): void {
  const speed = `${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`;
  say(`${name.padEnd(68)} ${String(callers).padStart(2)} callers ${speed}  ${ratio}`);
}

/** One caller by turns with the floor; several in alternating rounds, of which the median counts: whatever else the machine does meets both alike. */
async function besideFloor(name: string, callers: number, ours: Calls, theirs: Calls): Promise<void> {
  const [load, least] = await (callers === 1
    ? measureByTurns(2 * ROUNDS * SECONDS, { origin: app, next: ours }, { origin: floor, next: theirs })
    : measureInRounds(callers, ours, theirs));
  show(name, callers, load, `${(load.perSecond / least.perSecond).toFixed(2)} of the floor's ${least.perSecond.toFixed(0)}/s`);
}

async function measureInRounds(callers: number, ours: Calls, theirs: Calls): Promise<[Load, Load]> {
  const loads: [Load[], Load[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    loads[1].push(await measure(floor, callers, SECONDS, theirs));
    loads[0].push(await measure(app, callers, SECONDS, ours));
  }
  return [median(loads[0]), median(loads[1])];
}

/** By turns with the same call of the small clinic. */
async function besideSmall(name: string, ours: Call, ofSmall: Call): Promise<void> {
  const [load, base] = await measureByTurns(2 * ROUNDS * SECONDS, { origin: app, next: () => ours }, { origin: app, next: () => ofSmall });
  show(name, 1, load, `${(load.p50 / base.p50).toFixed(2)} x the page of ${SMALL} studies`);
}

async function pages(): Promise<void> {
  const call = (of: BenchClinic, query: string): Call => ({
    method: 'GET',
    path: `${STUDIES}?limit=20&${query}`,
    headers: { authorization: of.authorization },
  });
  const [ours, ofSmall] = [filtersOf(clinic), filtersOf(small)];
  const [middle, middleOfSmall] = [await middleOf(sql, clinic), await middleOf(sql, small)];
  for (const [name, query] of ours) {
    const same = ofSmall.get(name) ?? '';
    await besideSmall(`first page: ${name}`, call(clinic, query), call(small, same));
    await besideSmall(
      `from the middle: ${name}`,
      call(clinic, `${query}&cursor=${middle}`),
      call(small, `${same}&cursor=${middleOfSmall}`),
    );
  }
}

/** @returns the `cookie` header of the owner's session. */
async function signIn({ owner }: BenchClinic): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(owner) };
  const answer = await fetch(`${app}/api/session`, init);
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const body = () =>
  JSON.stringify({
    studyInstanceUid: `2.25.${BigInt(`0x${randomBytes(15).toString('hex')}`)}`,
    studyDescription: 'CT HEAD WITHOUT CONTRAST',
    severity: 'normal',
    reportMetadata: { patientName: 'Jane Doe', mrn: 'A-1001', sex: 'female' },
  });
const { authorization } = clinic;
const post = (path: string, headers: Record<string, string>): Calls => {
  return () => ({
    method: 'POST',
    path,
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: body(),
  });
};

async function operations(ids: string[], callers: number): Promise<void> {
  const id = (index: number) => ids[index % ids.length] ?? '';
  await besideFloor(
    'get a study',
    callers,
    (index) => ({ method: 'GET', path: `${STUDIES}/stu_${id(index).replaceAll('-', '')}`, headers: { authorization } }),
    (index) => ({ method: 'GET', path: `/get/${id(index)}` }),
  );
  await besideFloor(
    'list 20',
    callers,
    () => ({ method: 'GET', path: `${STUDIES}?limit=20`, headers: { authorization } }),
    () => ({ method: 'GET', path: '/list' }),
  );
  await besideFloor('create a study', callers, post(STUDIES, { authorization }), post('/insert', {}));
}

const version = (await sql.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version;
say(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, PostgreSQL ${version}; median of ${ROUNDS} rounds of ${SECONDS} s`,
);
try {
  await fill(sql, small, SMALL);
  const [ours, ofSmall] = [worklistsOf(await signIn(clinic)), worklistsOf(await signIn(small))];
  for (const target of values.studies.split(',').map(Number)) {
    const ids = await fill(sql, clinic, target);
    say(`\n${target} studies`);
    await pages();
    for (const [name, call] of ours) await besideSmall(name, call, ofSmall.get(name)!);
    for (const callers of [1, 16]) await operations(ids, callers);
  }
} finally {
  for (const child of children) child.disconnect();
  await Promise.all(children.map((child) => once(child, 'exit')));
  await sql.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
