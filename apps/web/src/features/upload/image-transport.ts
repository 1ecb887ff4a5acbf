import { type UploadedImage, UploadedImageSchema } from '@readroom/contract';
import {
  ApiFailure,
  ConnectionLost,
  describeError,
  failureOf,
  reportConnection,
  reportSessionEnded,
  UnexpectedAnswer,
} from '../../api/index.ts';
import type { UploadFailure, UploadTransport } from './UploadQueue.ts';

/** Sends one file to POST /api/studies/:stu/images. XMLHttpRequest, because fetch does not tell how much of a body has been sent. */
function sendImage(studyId: string, file: File, onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<UploadedImage> {
  const path = `/api/studies/${studyId}/images`;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort);
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/dicom');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => {
      reportConnection(false);
      reject(new ConnectionLost(new Error('the upload was cut off')));
    };
    request.onload = () => {
      reportConnection(true);
      readAnswer(request, path).then(resolve, reject);
    };
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.send(file);
  });
}

async function readAnswer(request: XMLHttpRequest, path: string): Promise<UploadedImage> {
  if (request.status < 200 || request.status >= 300) {
    const retryAfter = request.getResponseHeader('retry-after');
    const headers = new Headers(retryAfter ? { 'retry-after': retryAfter } : {});
    throw await failureOf({ status: request.status, headers, text: async () => request.responseText });
  }
  try {
    return UploadedImageSchema.parse(JSON.parse(request.responseText));
  } catch (cause) {
    throw new UnexpectedAnswer(path, cause);
  }
}

const CONCERNS_ALL = new Set(['storage_full', 'unauthenticated', 'forbidden', 'study_cancelled', 'not_found']);

function describeFailure(error: unknown): UploadFailure {
  if (error instanceof ConnectionLost) {
    return {
      reason: 'The connection was cut off, or the file cannot be read any more. Retry once the connection is back.',
      concernsAll: false,
    };
  }
  if (error instanceof ApiFailure) {
    if (error.code === 'unauthenticated') reportSessionEnded(true);
    const reason = error.code === 'unprocessable' || error.code === 'conflict' ? reasonOf(error) : describeError(error).message;
    return { reason, concernsAll: CONCERNS_ALL.has(error.code) };
  }
  return { reason: describeError(error).message, concernsAll: false };
}

/** The server says what is wrong with this file in the issues, or in the message where there is no field to name. */
function reasonOf(error: ApiFailure): string {
  const issues = error.issues.map((issue) => issue.message);
  return issues.length > 0 ? issues.join('; ') : error.message;
}

export function imageTransport(studyId: string): UploadTransport {
  return { send: (file, onProgress, signal) => sendImage(studyId, file, onProgress, signal), describe: describeFailure };
}
