import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';

/**
 * The floor that the API is measured against: bare node:http and one prepared statement of the same driver, no checks, no audit, no presenter.
 * `GET /get/<uuid>`, `GET /list`, `POST /insert`. Prints its port; ends with its parent.
 */
const sql = postgres(process.argv[2] ?? '', { max: 10, onnotice: () => {} });
const clinicId = process.argv[3] ?? '';

const server = createServer((request, response) => {
  const answer = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const fail = (error: Error) => response.writeHead(500).end(error.message);
  const url = request.url ?? '/';
  if (url.startsWith('/get/')) {
    sql`SELECT * FROM studies WHERE id = ${url.slice(5)} AND clinic_id = ${clinicId}`.then((rows) => answer(rows[0]), fail);
  } else if (url === '/list') {
    sql`SELECT * FROM studies WHERE clinic_id = ${clinicId} AND product = 'autoscribe' ORDER BY seq DESC LIMIT 21`.then(answer, fail);
  } else {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      sql`INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, report_metadata)
        VALUES (${randomUUID()}, ${clinicId}, ${body.studyInstanceUid}, ${body.studyDescription}, ${body.severity}, ${sql.json(body.reportMetadata)})
        RETURNING *`.then((rows) => answer(rows[0]), fail);
    });
  }
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit(0));
