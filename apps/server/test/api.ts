import { randomInt } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  /** Parsed; untyped on purpose: a test reads what a client would. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at JSON as a client does
  body: any;
  headers: LightMyRequestResponse['headers'];
}

/** Calls of the public API with one key. */
export function apiClient(app: FastifyInstance, authorization: string) {
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: `/v1${path}`,
      headers: { authorization, ...headers },
      ...(payload !== undefined && { payload }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json(), headers: answer.headers };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: Json, headers?: Record<string, string>) => call('POST', path, body, headers),
    patch: (path: string, body?: Json, headers?: Record<string, string>) => call('PATCH', path, body, headers),
    delete: (path: string, body?: Json) => call('DELETE', path, body),
  };
}
export type ApiClient = ReturnType<typeof apiClient>;

/** A DICOM UID that no other test uses (PS3.5 B.2 form). */
export function newUid(): string {
  return `2.25.${randomInt(1, 2 ** 47)}${randomInt(1, 2 ** 47)}`;
}

/** The least that a study is created with. */
export function studyBody(changes: Json = {}): Json {
  return {
    studyInstanceUid: newUid(),
    studyDescription: 'CT CHEST W CONTRAST',
    severity: 'normal',
    reportMetadata: { patientName: 'DOE^JANE', mrn: 'MRN-1' },
    ...changes,
  };
}

/** The least that a user is invited with. */
export function inviteBody(changes: Json = {}): Json {
  return {
    email: `${crypto.randomUUID()}@example.org`,
    firstName: 'In',
    lastName: 'Vited',
    level: 'member',
    clinicRole: 'Radiologist',
    canCreateReports: false,
    canManageStudies: false,
    hasDashboardAccess: false,
    ...changes,
  };
}
