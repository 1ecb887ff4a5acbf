import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * The floor that the API is measured against: bare node:http and one prepared statement of the same driver, no checks, no audit, no presenter.
 * `GET /get/<uuid>`, `GET /list`, `POST /insert`. Prints its port; ends with its parent.
 */
const pool = new pg.Pool({ connectionString: process.argv[2] ?? '', max: 10 });
const clinicId = process.argv[3] ?? '';

/** Prepared on each connection at its first use, by name. */
async function query(name: string, text: string, values: unknown[]): Promise<unknown[]> {
  return (await pool.query({ name, text, values })).rows;
}

const server = createServer((request, response) => {
  const answer = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const fail = (error: Error) => response.writeHead(500).end(error.message);
  const url = request.url ?? '/';
  if (url.startsWith('/get/')) {
    query('get', 'SELECT * FROM studies WHERE id = $1 AND clinic_id = $2', [url.slice(5), clinicId]).then((rows) => answer(rows[0]), fail);
  } else if (url === '/list') {
    query('list', "SELECT * FROM studies WHERE clinic_id = $1 AND product = 'autoscribe' ORDER BY seq DESC LIMIT 21", [clinicId]).then(
      answer,
      fail,
    );
  } else {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { studyInstanceUid, studyDescription, severity, reportMetadata } = JSON.parse(Buffer.concat(parts).toString());
      query(
        'insert',
        `INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, report_metadata)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`,
        [randomUUID(), clinicId, studyInstanceUid, studyDescription, severity, reportMetadata],
      ).then((rows) => answer(rows[0]), fail);
    });
  }
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit(0));
