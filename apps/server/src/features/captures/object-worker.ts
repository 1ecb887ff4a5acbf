import { parentPort, workerData } from 'node:worker_threads';
import { ApiError } from '@readroom/contract';
import { secondaryCapture } from '@readroom/dicom';
import type { ObjectRequest, ObjectResult } from './make-object.ts';
import { readPng } from './png.ts';

/** Runs beside the server: pixels of a large screen take a second, and nobody else should wait for them. */
function make({ png, capture }: ObjectRequest): ObjectResult {
  try {
    return { object: secondaryCapture({ ...capture, ...readPng(Buffer.from(png)) }) };
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.message };
    throw error;
  }
}

parentPort?.postMessage(make(workerData as ObjectRequest));
