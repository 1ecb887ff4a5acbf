import type { ReportDocument, SectionId } from '@readroom/contract';
import type { FastifyInstance } from 'fastify';
import { type Answer, apiClient, studyBody } from './api.ts';
import type { TestApp } from './app.ts';

type Json = Record<string, unknown>;

/** Calls of /api as the browser makes them, with one session's cookie (the `cookie` header) or none. */
export function browserClient(app: FastifyInstance, cookie = '') {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: isJson && answer.body !== '' ? answer.json() : answer.rawPayload, headers: answer.headers };
  };
  return {
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    post: (path: string, body?: Json, headers?: Record<string, string>) => call('POST', path, body, headers),
    put: (path: string, body?: Json) => call('PUT', path, body),
    patch: (path: string, body?: Json, headers?: Record<string, string>) => call('PATCH', path, body, headers),
    delete: (path: string, body?: Json) => call('DELETE', path, body),
  };
}
export type BrowserClient = ReturnType<typeof browserClient>;

/** A new radiologist, signed in. */
export async function newReader(
  server: TestApp,
  options: Parameters<TestApp['newUser']>[0] = {},
): Promise<BrowserClient & { userId: string; cookie: string }> {
  const { userId, email } = await server.newUser(options);
  const cookie = await server.signIn(email);
  return { ...browserClient(server.app, cookie), userId, cookie };
}

/** A member who manages studies in the dashboard, as an owner lets them. */
export async function newStudyManager(server: TestApp, owner: BrowserClient): Promise<BrowserClient & { userId: string; cookie: string }> {
  const member = await newReader(server, { canManageStudies: true });
  const { status } = await owner.patch(`/admin/users/${member.userId}`, { hasDashboardAccess: true });
  if (status !== 200) throw new Error(`giving dashboard access answered ${status}`);
  return member;
}

/** A study, made over the public API. @returns its id (`stu_…`). */
export async function newStudy(server: TestApp, authorization: string, changes: Json = {}): Promise<string> {
  const { status, body } = await apiClient(server.app, authorization).post('/autoScribe/studies', studyBody(changes));
  if (status !== 200) throw new Error(`creating a study answered ${status}: ${JSON.stringify(body)}`);
  return body.studyId;
}

/** The document with these words, typed, in place of what the sections held; every other section without words. */
export function written(document: ReportDocument, words: Partial<Record<SectionId, string>>): ReportDocument {
  return {
    ...document,
    sections: document.sections.map(({ id }) => {
      const text = words[id];
      return { id, paragraphs: text === undefined ? [] : [{ label: null, spans: [{ text, origin: 'typed', accepted: true }] }] };
    }),
  };
}

export const WORDS = { exam: 'CT chest with contrast.', findings: 'The lungs are clear.', impression: 'No acute abnormality.' };

/** Opens the report of a study, writes `words` and saves. @returns the ReportPage as opened and the revision that stands. */
export async function writeReport(reader: BrowserClient, studyId: string, words: Partial<Record<SectionId, string>> = WORDS) {
  const { body: page, status } = await reader.post(`/studies/${studyId}/report`);
  if (status !== 200) throw new Error(`opening the report answered ${status}: ${JSON.stringify(page)}`);
  const { reportId } = page.report;
  const document = written(page.draft.document, words);
  const { body } = await reader.put(`/reports/${reportId}/draft`, { baseRevision: page.draft.revision, document, dictation: '' });
  return { page, reportId: reportId as string, document, revision: body.revision as number };
}

/** Writes and signs the report of a study. @returns its id. */
export async function signReport(
  reader: BrowserClient,
  studyId: string,
  words: Partial<Record<SectionId, string>> = WORDS,
): Promise<string> {
  const { reportId, revision } = await writeReport(reader, studyId, words);
  const { status, body } = await reader.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] });
  if (status !== 200) throw new Error(`signing answered ${status}: ${JSON.stringify(body)}`);
  return reportId;
}
