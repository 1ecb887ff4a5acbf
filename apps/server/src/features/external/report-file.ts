import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ApiError, publicId } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { isRepeat, runOnce } from '../../platform/http/index.ts';
import { OutboundError } from '../../platform/http-client/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { Principal } from '../principal/index.ts';
import { extensionOfName, type FileType, typeOfContent } from './file-type.ts';
import { openFileUrl } from './file-url.ts';
import { findFile, isFileKept } from './repository.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 30_000;

/** A file in the storage, as the report's row names it. */
export interface ReportFile {
  fileKey: string;
  fileName: string;
  fileType: string;
  fileSha256: string;
}

interface FileRequest {
  reportFileUrl?: string | undefined;
  reportFileName?: string | undefined;
}

/**
 * Runs `work` once (for a key: once for each Idempotency-Key), in one transaction, with the file that the body names, or null. The file is fetched and stored before that
 * transaction, which waits for no other server; `check` may refuse before anything is fetched. Where no row names the file in the end, because something failed or the answer was a replayed one, it is removed.
 * Throws `unprocessable` for a file that cannot be had or is none that a report may have.
 */
export async function withReportFile<Value>(
  deps: Deps,
  request: FastifyRequest,
  principal: Principal,
  { reportFileUrl: url, reportFileName: name }: FileRequest,
  check: (tx: Tx) => Promise<void>,
  work: (tx: Tx, file: ReportFile | null) => Promise<Value>,
): Promise<Value> {
  const run = (inTransaction: (tx: Tx) => Promise<Value>) =>
    principal.kind === 'key' ? runOnce(deps, request, principal, inTransaction) : deps.db.inClinic(principal.clinicId, inTransaction);
  if (url === undefined || name === undefined) return run((tx) => work(tx, null));
  if (principal.kind === 'key' && (await isRepeat(deps, request, principal))) {
    return runOnce(deps, request, principal, () => {
      // The first answer was forgotten between the two looks.
      throw new ApiError('request_in_flight');
    });
  }
  await deps.db.inClinic(principal.clinicId, check);
  const bytes = await fetchFile(deps, url);
  const type = checkType(bytes, name);
  const fileKey = `external-reports/${principal.clinicId}/${randomUUID()}.${type.extension}`;
  try {
    const { sha256 } = await deps.storage.put(fileKey, bytes);
    const file = { fileKey, fileName: name, fileType: type.mimeType, fileSha256: sha256 };
    return await run((tx) => work(tx, file));
  } finally {
    if (!(await deps.db.inClinic(principal.clinicId, (tx) => isFileKept(tx, fileKey)))) await deps.storage.delete(fileKey);
  }
}

async function fetchFile({ http }: Pick<Deps, 'http'>, url: string): Promise<Uint8Array> {
  const answer = await http
    .send({
      url,
      method: 'GET',
      headers: { accept: 'application/pdf, image/*', 'accept-encoding': 'identity' },
      timeoutMs: FETCH_TIMEOUT_MS,
      maxResponseBytes: MAX_FILE_BYTES + 1,
    })
    .catch((error: unknown) => {
      throw error instanceof OutboundError ? refused('reportFileUrl', error.message, error) : error;
    });
  if (answer.statusCode !== 200) throw refused('reportFileUrl', `The server that has the file answered ${answer.statusCode}.`);
  if (answer.body.length > MAX_FILE_BYTES) throw refused('reportFileUrl', 'The file is larger than 50 MB.');
  return answer.body;
}

function checkType(bytes: Uint8Array, name: string): FileType {
  const type = typeOfContent(bytes);
  if (!type) throw refused('reportFileUrl', 'The file is no PDF, PNG, JPG, GIF or WEBP by its content.');
  if (type.extension !== extensionOfName(name))
    throw refused('reportFileName', `The content of the file is ${type.extension}, its name says otherwise.`);
  return type;
}

function refused(path: string, message: string, cause?: unknown): ApiError {
  return new ApiError('unprocessable', { message: 'The file of the report was not taken.', issues: [{ path, message }], cause });
}

/** The file behind a URL of ours. Throws `link_not_valid` for every URL that was not made here or has expired, and once the study is deleted. */
export async function openReportFile(
  deps: Deps,
  url: { file: string; expires: string | undefined; signature: string | undefined },
  requestId: string,
): Promise<{ bytes: Readable; mimeType: string }> {
  const reportId = openFileUrl(deps, url);
  const report = reportId === null ? null : await deps.db.asSystem((tx) => findFile(tx, reportId));
  if (!report?.fileKey || !report.fileType) throw new ApiError('link_not_valid');
  const { clinicId, studyId, fileKey, fileType } = report;
  await deps.db.inClinic(clinicId, (tx) =>
    recordAudit(tx, {
      clinicId,
      actor: { kind: 'link', id: 'external-report-url' },
      action: 'external_report.file_downloaded',
      subject: publicId('ext', report.id),
      studyId,
      requestId,
    }),
  );
  return { bytes: await deps.storage.get(fileKey), mimeType: fileType };
}
