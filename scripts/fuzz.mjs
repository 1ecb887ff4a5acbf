/** npm run fuzz [-- <seed>]: 20,000 requests made from the API document against the real server. A seed repeats the run that printed it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, installIfNeeded, nodePath, ROOT, requireNode20 } from './workspace.mjs';

requireNode20();
installIfNeeded();
const [seed] = process.argv.slice(2);
const { status } = spawnSync(
  nodePath(),
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'server', 'apps/server/test/fuzz'],
  {
    cwd: ROOT,
    env: { ...environment(), READROOM_FUZZ_RUNS: '20000', ...(seed !== undefined && { READROOM_FUZZ_SEED: seed }) },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
