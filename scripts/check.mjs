/** npm run check: types, lint and format, the doors between the rooms, unused code. Ends with the one line "N passed, N failed". */
import { join } from 'node:path';
import { capture, installIfNeeded, nodePath, ROOT, requireNode20 } from './workspace.mjs';

const CHECKS = [
  ['types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']],
  ['lint and format', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ['boundaries', 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.mjs', 'packages', 'apps']],
  ['unused code', 'node_modules/knip/bin/knip.js', ['--no-progress']],
];

requireNode20();
installIfNeeded();
let failed = 0;
for (const [name, program, args] of CHECKS) {
  const { status, output } = await capture(nodePath(), [join(ROOT, program), ...args]);
  process.stdout.write(`${status === 0 ? 'ok     ' : 'FAILED '} ${name}\n`);
  if (status !== 0) {
    failed += 1;
    process.stdout.write(`${output.trim()}\n\n`);
  }
}
process.stdout.write(`${CHECKS.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
