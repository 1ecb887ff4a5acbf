/** npm start: from a clean clone to a running reading room. */
import { join } from 'node:path';
import { buildWebIfStale, installIfNeeded, ROOT, requireNode20, runInPlace } from './workspace.mjs';

requireNode20();
installIfNeeded();
await buildWebIfStale();
process.exitCode = await runInPlace([join(ROOT, 'apps/server/src/main.ts')]);
