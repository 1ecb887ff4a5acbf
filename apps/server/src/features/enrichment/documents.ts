import type { ClinicalContextAnswer } from '@readroom/contract';
import type { SourceDocument } from '@readroom/report';
import type { Deps } from '../../deps.ts';
import { OutboundError } from '../../platform/http-client/index.ts';

const MAX_DOCUMENT_BYTES = 256 * 1024;

type Link = NonNullable<ClinicalContextAnswer['documentUrls']>[number];
type Fetched = { document: SourceDocument } | { warning: string };

/**
 * Fetches the documents that an answer only names, side by side, until `timeoutMs` have passed. Plain text alone is used. What is not used is a warning, which
 * names its place in the answer: a URL may hold a secret.
 */
export async function fetchDocuments(
  deps: Pick<Deps, 'http'>,
  links: Link[],
  timeoutMs: number,
): Promise<{ documents: SourceDocument[]; warnings: string[] }> {
  const fetched = await Promise.all(links.map((link, index) => fetchOne(deps, link, index, timeoutMs)));
  return {
    documents: fetched.flatMap((one) => ('document' in one ? [one.document] : [])),
    warnings: fetched.flatMap((one) => ('warning' in one ? [one.warning] : [])),
  };
}

async function fetchOne(deps: Pick<Deps, 'http'>, { url, fileName }: Link, index: number, timeoutMs: number): Promise<Fetched> {
  const ignored = (why: string) => ({ warning: `documentUrls[${index}] was not used: ${why}` });
  if (timeoutMs <= 0) return ignored('no time was left to fetch it.');
  try {
    const answer = await deps.http.send({
      url,
      method: 'GET',
      headers: { accept: 'text/plain', 'user-agent': 'Readroom-Webhooks/1' },
      timeoutMs,
      maxResponseBytes: MAX_DOCUMENT_BYTES + 1,
    });
    if (answer.statusCode !== 200) return ignored(`it answered ${answer.statusCode}.`);
    if (!isPlainText(answer.headers['content-type'])) return ignored('only text/plain is read.');
    if (answer.body.length > MAX_DOCUMENT_BYTES) return ignored(`it is longer than ${MAX_DOCUMENT_BYTES / 1024} KB.`);
    const text = new TextDecoder().decode(answer.body).replaceAll('\0', '');
    return { document: { fileName: fileName ?? nameIn(url) ?? `document ${index + 1}`, content: [text] } };
  } catch (error) {
    if (error instanceof OutboundError) return ignored(error.message);
    throw error;
  }
}

function isPlainText(type: string | string[] | undefined): boolean {
  const first = (Array.isArray(type) ? type[0] : type) ?? '';
  return first.split(';')[0]?.trim().toLowerCase() === 'text/plain';
}

/** The last part of the path; the query is left out. */
function nameIn(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).replaceAll('\0', '').slice(0, 255) || null;
  } catch {
    // A lone % is no escape: then as it stands.
    return last.slice(0, 255) || null;
  }
}
