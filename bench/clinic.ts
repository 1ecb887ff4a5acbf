import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Deps } from '../apps/server/src/deps.ts';
import { createClinic } from '../apps/server/src/features/clinics/index.ts';
import { createKey } from '../apps/server/src/features/keys/index.ts';
import { createUser } from '../apps/server/src/features/users/index.ts';
import type { Call } from './load.ts';

/** A clinic with a key for all of it, an owner, ten readers and five customers. Ids are raw UUIDs. */
export interface BenchClinic {
  id: string;
  apiKeyId: string;
  authorization: string;
  owner: { email: string; password: string };
  readers: string[];
  customers: string[];
}

export async function openClinic(deps: Deps, sql: pg.Client, name: string): Promise<BenchClinic> {
  const id = await createClinic(deps, name);
  const { key } = await createKey(deps, { clinicId: id, description: name, scope: 'all', isViewerEnabled: true });
  const owner = { email: `owner@${name.toLowerCase()}.example`, password: randomUUID() };
  const facts = {
    firstName: 'Ada',
    lastName: 'Byron',
    level: 'owner',
    clinicRole: 'Other',
    canManageStudies: true,
    canCreateReports: false,
  } as const;
  await createUser(deps, { clinicId: id, ...owner, ...facts });
  const ids = async (text: string) => (await sql.query<{ id: string }>(text, [id])).rows.map((row) => row.id);
  const [apiKeyId = ''] = await ids('SELECT id FROM api_keys WHERE clinic_id = $1');
  const readers = await ids(
    `INSERT INTO users (id, clinic_id, email, first_name, last_name, level, clinic_role, can_manage_studies, can_create_reports, has_dashboard_access)
    SELECT gen_random_uuid(), $1, 'reader' || n || '@bench.example', 'Reader', 'No. ' || n, 'member', 'Radiologist', false, true, false
    FROM generate_series(1, 10) n RETURNING id`,
  );
  const customers = await ids(
    "INSERT INTO express_customers (id, clinic_id, name) SELECT gen_random_uuid(), $1, 'Site ' || n FROM generate_series(1, 5) n RETURNING id",
  );
  return { id, apiKeyId, authorization: `Bearer ${key}`, owner, readers, customers };
}

/**
 * Fills the clinic up to `target` studies of every kind that the filters tell apart: 1 in 4 is nobody's, the others are assigned to its readers; 1 in 2 has one of its customers; 1 in 50 is
 * cancelled, 1 in 20 from an archive; 31 of the oldest are bone scans. @returns some of their ids.
 */
export async function fill(sql: pg.Client, clinic: BenchClinic, target: number): Promise<string[]> {
  await sql.query(
    `INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, status, study_type, modality, report_metadata, cancelled_at,
      created_by_api_key_id, assigned_to_user_id, express_customer_id)
    SELECT gen_random_uuid(), $1, '1.2.840.' || n, CASE WHEN n BETWEEN 100 AND 130 THEN 'NM BONE SCAN' ELSE (ARRAY['CT HEAD', 'MR BRAIN', 'XR CHEST'])[n % 3 + 1] END,
      CASE n % 10 WHEN 0 THEN 'stat' WHEN 1 THEN 'high' ELSE 'normal' END, CASE n % 4 WHEN 0 THEN 'unassigned' ELSE 'assigned' END,
      CASE n % 20 WHEN 7 THEN 'external' ELSE 'standard' END, 'CT',
      jsonb_build_object('patientName', 'Patient ' || n, 'mrn', 'M' || n), CASE WHEN n % 50 = 0 THEN now() END, $3,
      CASE WHEN n % 4 <> 0 THEN ($4::uuid[])[n % 10 + 1] END, CASE WHEN n % 2 = 0 THEN ($5::uuid[])[n % 5 + 1] END
    FROM generate_series((SELECT count(*) FROM studies WHERE clinic_id = $1 AND study_instance_uid LIKE '1.2.840.%') + 1, $2::int) n`,
    [clinic.id, target, clinic.apiKeyId, clinic.readers, clinic.customers],
  );
  // What an hour of a running server comes to: without it the first pages pay for the load before them.
  await sql.query('VACUUM ANALYZE studies');
  await sql.query('CHECKPOINT');
  const { rows } = await sql.query<{ id: string }>('SELECT id FROM studies WHERE clinic_id = $1 ORDER BY id LIMIT 500', [clinic.id]);
  return rows.map((row) => row.id);
}

const publicId = (prefix: string, id: string | undefined) => `${prefix}_${id?.replaceAll('-', '')}`;

/** Every filter of a list, as a query, by its name. */
export function filtersOf({ readers, customers }: BenchClinic): Map<string, string> {
  const queries = [
    'severity=stat',
    'studyReportStatus=unassigned',
    'studyReportStatus=unassigned,in_progress,completed',
    'isCancelled=true',
    'isCancelled=false',
    'assignedTo=',
    `assignedTo=${publicId('usr', readers[0])}`,
    'expressCustomerId=',
    `expressCustomerId=${publicId('cus', customers[0])}`,
    'studyDescription=BRAIN',
    'studyDescription=BONE',
    'studyType=standard',
    'studyType=external',
  ];
  return new Map([['no filter', ''], ...queries.map((query): [string, string] => [query.replace(/_[0-9a-f]{32}/, '_…'), query])]);
}

const TO_READ = 'limit=100&status=unassigned,assigned,in_progress,addendum_active';

/** What an open worklist asks for, by its name. */
export function worklistsOf(cookie: string): Map<string, Call> {
  const headers = { cookie, 'content-type': 'application/json' };
  return new Map([
    ['worklist: to read', { method: 'GET', path: `/api/worklist?${TO_READ}`, headers: { cookie } }],
    ['worklist: words', { method: 'POST', path: `/api/worklist?${TO_READ}`, headers, body: JSON.stringify({ words: 'bone scan' }) }],
  ]);
}

/** The cursor that stands half-way down the list of all studies. */
export async function middleOf(sql: pg.Client, clinic: BenchClinic): Promise<string> {
  const { rows } = await sql.query<{ seq: string }>(
    'SELECT seq FROM studies WHERE clinic_id = $1 ORDER BY seq OFFSET (SELECT count(*) / 2 FROM studies WHERE clinic_id = $1) LIMIT 1',
    [clinic.id],
  );
  return encodeURIComponent(Buffer.from(`v1:${rows[0]?.seq}`).toString('base64'));
}
