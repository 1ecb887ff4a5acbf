import { AnswerJudge, type DocumentedOperation } from './api-document.ts';

type ApiDocument = ConstructorParameters<typeof AnswerJudge>[0];

interface Api {
  judge: AnswerJudge;
  paths: string[];
}

/** By the address of the server. */
const apis = new Map<string, Promise<Api>>();

/**
 * `fetch` of a public operation of a server in another process: its answer is held against that server's /openapi.json, whatever the test itself looks at. Throws where it is not as documented.
 */
export async function judgedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const { origin, pathname } = new URL(url);
  const answer = await fetch(url, init);
  const { judge, paths } = await apiOf(origin);
  const operation = { path: documentedPath(paths, pathname), method: (init.method ?? 'GET').toLowerCase() } satisfies DocumentedOperation;
  const text = await answer.clone().text();
  const sent = {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
  const faults = judge.has(operation) ? judge.faults(operation, sent) : judge.refusalFaults(sent);
  if (faults.length > 0)
    throw new Error(
      `${init.method ?? 'GET'} ${operation.path} answered ${answer.status}, not as /openapi.json says:\n${faults.join('\n')}`,
    );
  return answer;
}

function apiOf(origin: string): Promise<Api> {
  const known = apis.get(origin) ?? readApi(origin);
  apis.set(origin, known);
  return known;
}

async function readApi(origin: string): Promise<Api> {
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as ApiDocument;
  return { judge: new AnswerJudge(document), paths: Object.keys(document.paths ?? {}) };
}

/** The path of the document that this is one of; one without parameters first. The path itself where there is none. */
function documentedPath(paths: string[], path: string): string {
  const isOne = (documented: string) => new RegExp(`^${documented.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return paths.includes(path) ? path : (paths.find(isOne) ?? path);
}
