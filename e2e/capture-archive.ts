import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const step = (day: string) => ({
  Modality: 'CT',
  ScheduledProcedureStepID: 'SPS-1',
  ScheduledProcedureStepDescription: 'CT chest',
  ScheduledProcedureStepStartDate: day,
  ScheduledProcedureStepStartTime: '103000',
});
const item = (day: string, sex: string) => ({
  PatientName: 'DOE^JANE',
  PatientID: 'MRN-1',
  PatientSex: sex,
  Modality: 'CT',
  StudyInstanceUID: '1.2.840.1',
  ScheduledProcedureStepSequence: [step(day)],
});

/** An archive and RIS on this machine: takes captures, and has one good and one bad item for whatever day it is asked about. */
export async function startCaptureArchive(): Promise<{ url: string; uploads: Buffer[]; close(): Promise<void> }> {
  const uploads: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      if (request.method === 'PUT') {
        uploads.push(body);
        response.end();
        return;
      }
      const { data } = JSON.parse(body.toString());
      const day = String(data.dateStart).replaceAll('-', '');
      const answer = { authorized: true, uploadUrls: [`${origin}/capture.dcm`], items: [item(day, 'F'), item(day, 'female')] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/hook`,
    uploads,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
