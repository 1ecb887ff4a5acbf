import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from '../apps/server/src/config.ts';
import { createClinic } from '../apps/server/src/features/clinics/index.ts';
import { createKey } from '../apps/server/src/features/keys/index.ts';
import { openDeps } from '../apps/server/src/open-deps.ts';
import { ensureDatabase } from '../apps/server/src/platform/db/embedded.ts';
import { createLog } from '../apps/server/src/platform/log/index.ts';
import { type Call, type Load, measure, median } from './load.ts';

/**
 * Requests per second of the API next to the floor (floor.ts), on the same machine and PostgreSQL, in alternating rounds of one run:
 * `npm run bench -- api [--studies 1000,100000,1000000] [--seconds 3] [--rounds 3]`.
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
const say = (line: string) => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'readroom-bench-'));
const database = await ensureDatabase({ dataDir: folder, databaseUrl: undefined, keepAlive: false, onProgress: () => {} });
const environment = { READROOM_DATA: folder, DATABASE_URL: database.url };
const { deps, close } = await openDeps(readConfig({ ...environment, READROOM_LOG: 'silent' }), createLog('silent'), {
  worker: false,
  keepAlive: false,
  say: () => {},
});
const clinicId = await createClinic(deps, 'Bench');
const { key } = await createKey(deps, { clinicId, description: 'Bench', scope: 'all', isViewerEnabled: true });
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
const floor = await start('floor.ts', [database.url, clinicId]);
const app = await start('app-server.ts', []);
const sql = new pg.Client({ connectionString: database.url });
await sql.connect();
const authorization = `Bearer ${key}`;

const [keyId] = (await sql.query<{ id: string }>('SELECT id FROM api_keys')).rows.map((row) => row.id);
await sql.query(
  `INSERT INTO users (id, clinic_id, email, first_name, last_name, level, clinic_role, can_manage_studies, can_create_reports, has_dashboard_access)
  SELECT gen_random_uuid(), $1, 'reader' || n || '@bench.example', 'Reader', 'No. ' || n, 'member', 'Radiologist', false, true, false FROM generate_series(1, 10) n`,
  [clinicId],
);
await sql.query(
  "INSERT INTO express_customers (id, clinic_id, name) SELECT gen_random_uuid(), $1, 'Site ' || n FROM generate_series(1, 5) n",
  [clinicId],
);
const [reader] = (await sql.query<{ id: string }>('SELECT id FROM users ORDER BY seq LIMIT 1')).rows.map((row) => row.id);
const [site] = (await sql.query<{ id: string }>('SELECT id FROM express_customers ORDER BY seq LIMIT 1')).rows.map((row) => row.id);

/**
 * Fills the clinic up to `target` studies of every kind that the filters tell apart: 1 in 4 is nobody's, the others are assigned to ten readers; 1 in 2 has one of five customers; 1 in 50 is
 * cancelled, 1 in 20 from an archive. @returns some of their ids.
 */
async function fill(target: number): Promise<string[]> {
  await sql.query(
    `INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, status, study_type, modality, report_metadata, cancelled_at,
      created_by_api_key_id, assigned_to_user_id, express_customer_id)
    SELECT gen_random_uuid(), $1, '1.2.840.' || n, CASE n % 3 WHEN 0 THEN 'CT HEAD' WHEN 1 THEN 'MR BRAIN' ELSE 'XR CHEST' END,
      CASE n % 10 WHEN 0 THEN 'stat' WHEN 1 THEN 'high' ELSE 'normal' END, CASE n % 4 WHEN 0 THEN 'unassigned' ELSE 'assigned' END,
      CASE n % 20 WHEN 7 THEN 'external' ELSE 'standard' END, 'CT',
      jsonb_build_object('patientName', 'Patient ' || n, 'mrn', 'M' || n), CASE WHEN n % 50 = 0 THEN now() END, $3,
      CASE WHEN n % 4 <> 0 THEN (SELECT array_agg(id) FROM users)[n % 10 + 1] END,
      CASE WHEN n % 2 = 0 THEN (SELECT array_agg(id) FROM express_customers)[n % 5 + 1] END
    FROM generate_series((SELECT count(*) FROM studies WHERE study_instance_uid LIKE '1.2.840.%') + 1, $2::int) n`,
    [clinicId, target, keyId],
  );
  // What an hour of a running server comes to: without it the first pages pay for the load before them.
  await sql.query('VACUUM ANALYZE studies');
  await sql.query('CHECKPOINT');
  const { rows } = await sql.query<{ id: string }>('SELECT id FROM studies ORDER BY id LIMIT 500');
  return rows.map((row) => row.id);
}

function show(name: string, callers: number, ours: Load, theirs: Load | null): void {
  const ratio = theirs ? `  ${(ours.perSecond / theirs.perSecond).toFixed(2)} of the floor's ${theirs.perSecond.toFixed(0)}/s` : '';
  say(
    `${name.padEnd(64)} ${String(callers).padStart(2)} callers  ${ours.perSecond.toFixed(0).padStart(6)}/s  p50 ${ours.p50.toFixed(2)} ms  p99 ${ours.p99.toFixed(2)} ms${ratio}`,
  );
}

/** Alternating rounds, so that what else the machine does meets both alike. */
async function compare(
  name: string,
  callers: number,
  ours: (index: number) => Call,
  theirs: ((index: number) => Call) | null,
): Promise<Load> {
  const loads: { ours: Load[]; theirs: Load[] } = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (theirs) loads.theirs.push(await measure(floor, callers, SECONDS, theirs));
    loads.ours.push(await measure(app, callers, SECONDS, ours));
  }
  const result = median(loads.ours);
  show(name, callers, result, theirs ? median(loads.theirs) : null);
  return result;
}

const body = () => ({
  studyInstanceUid: `2.25.${BigInt(`0x${randomBytes(15).toString('hex')}`)}`,
  studyDescription: 'CT HEAD WITHOUT CONTRAST',
  severity: 'normal',
  reportMetadata: { patientName: 'Jane Doe', mrn: 'A-1001', sex: 'female' },
});
const get = (path: string): Call => ({ method: 'GET', path, headers: { authorization } });
const FILTERS = [
  '',
  'severity=stat',
  'studyReportStatus=unassigned',
  'studyReportStatus=unassigned,in_progress,completed',
  'isCancelled=true',
  'isCancelled=false',
  'assignedTo=',
  `assignedTo=usr_${reader?.replaceAll('-', '')}`,
  'expressCustomerId=',
  `expressCustomerId=cus_${site?.replaceAll('-', '')}`,
  'studyDescription=BRAIN',
  'studyType=standard',
  'studyType=external',
];
const nameOf = (filter: string) => filter.replace(/_[0-9a-f]{32}/, '_…') || 'no filter';

/** The cursor that stands half-way down a list. */
async function middle(filter: string, target: number): Promise<string> {
  const { rows } = await sql.query<{ seq: string }>('SELECT seq FROM studies ORDER BY seq OFFSET $1 LIMIT 1', [Math.floor(target / 2)]);
  const cursor = Buffer.from(`v1:${rows[0]?.seq}`).toString('base64');
  return `${filter}&cursor=${encodeURIComponent(cursor)}`;
}

say(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, PostgreSQL ${(await sql.query('SHOW server_version')).rows[0]?.server_version}; median of ${ROUNDS} rounds of ${SECONDS} s`,
);
const pages = new Map<string, number>();
try {
  for (const target of values.studies.split(',').map(Number)) {
    const ids = await fill(target);
    say(`\n${target} studies`);
    for (const filter of FILTERS) {
      for (const [where, query] of [
        ['first page', filter],
        ['from the middle', await middle(filter, target)],
      ] as const) {
        const name = `${where}: ${nameOf(filter)}`;
        const { p50 } = await compare(name, 1, () => get(`/v1/autoScribe/studies?limit=20&${query}`), null);
        const smallest = pages.get(name);
        if (smallest === undefined) pages.set(name, p50);
        else say(`${''.padEnd(64)} ${(p50 / smallest).toFixed(2)} x the page at the smallest size`);
      }
    }
    for (const callers of [1, 16]) {
      const id = (index: number) => ids[index % ids.length] ?? '';
      await compare(
        'get a study',
        callers,
        (index) => get(`/v1/autoScribe/studies/stu_${id(index).replaceAll('-', '')}`),
        (index) => ({ method: 'GET', path: `/get/${id(index)}` }),
      );
      await compare(
        'list 20',
        callers,
        () => get('/v1/autoScribe/studies?limit=20'),
        () => ({ method: 'GET', path: '/list' }),
      );
      await compare(
        'create a study',
        callers,
        () => ({
          method: 'POST',
          path: '/v1/autoScribe/studies',
          headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify(body()),
        }),
        () => ({ method: 'POST', path: '/insert', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body()) }),
      );
    }
  }
} finally {
  for (const child of children) child.disconnect();
  await Promise.all(children.map((child) => once(child, 'exit')));
  await sql.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
