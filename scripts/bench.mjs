/** npm run bench [-- <name> ...]: measures side by side in one run and prints ratios. Without a name: every bench. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installIfNeeded, ROOT, requireNode20, runInPlace, say } from './workspace.mjs';

requireNode20();
installIfNeeded();
const available = readdirSync(join(ROOT, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const [first, ...rest] = process.argv.slice(2);
if (first !== undefined && !available.includes(first)) {
  say(`There is no bench "${first}". There are: ${available.join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const name of first === undefined ? available : [first]) {
    process.exitCode ||= await runInPlace([join(ROOT, `bench/${name}.bench.ts`), ...rest]);
  }
}
