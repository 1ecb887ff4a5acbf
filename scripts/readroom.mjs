/** npm run readroom -- <command>: the command line, beside a running server or without one. */
import { join } from 'node:path';
import { installIfNeeded, ROOT, requireNode20, runInPlace } from './workspace.mjs';

requireNode20();
if (process.argv[2] === 'start') {
  await import('./start.mjs');
} else {
  installIfNeeded();
  process.exitCode = await runInPlace([join(ROOT, 'apps/server/src/cli/main.ts'), ...process.argv.slice(2)]);
}
