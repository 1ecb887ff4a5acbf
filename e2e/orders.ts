import { randomUUID } from 'node:crypto';
import type { Server } from './server.ts';

export interface Order {
  patientName: string;
  studyDescription?: string;
  severity?: 'stat' | 'high' | 'normal';
  modality?: string;
  studyInstanceUid?: string;
  assignedTo?: string;
  mrn?: string;
  sex?: 'male' | 'female' | 'other';
  age?: string;
  procedure?: string;
  clinicalIndication?: string;
}

/** A UID from a UUID (PS3.5 B.2). */
export function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
}

/** Orders a study as an integrator does. @returns its public id. */
export async function order(server: Server, fields: Order): Promise<string> {
  const { patientName, mrn, sex, age, procedure, ...study } = fields;
  const { studyId } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies', {
    studyInstanceUid: newUid(),
    studyDescription: 'CT CHEST WITHOUT CONTRAST',
    severity: 'normal',
    modality: 'CT',
    ...study,
    reportMetadata: {
      patientName,
      ...(mrn ? { mrn } : {}),
      ...(sex ? { sex } : {}),
      ...(age ? { age } : {}),
      ...(procedure ? { procedure } : {}),
    },
  });
  return studyId;
}

/** Orders many studies, a few at a time. */
export async function orderMany(server: Server, orders: Order[], atOnce = 12): Promise<void> {
  const waiting = orders[Symbol.iterator]();
  const work = async () => {
    for (const next of waiting) await order(server, next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
