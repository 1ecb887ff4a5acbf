import type { AddressInfo } from 'node:net';
import { createApp } from '../apps/server/src/app.ts';
import { readConfig } from '../apps/server/src/config.ts';
import { openDeps } from '../apps/server/src/open-deps.ts';
import { createLog } from '../apps/server/src/platform/log/index.ts';

/** The server as it is shipped, on the database of DATABASE_URL. Prints its port; ends with its parent. */
const config = readConfig({ ...process.env, READROOM_LOG: 'silent', READROOM_RATE_LIMIT: 'off' });
const { deps } = await openDeps(config, createLog('silent'), { worker: false, keepAlive: false, say: () => {} });
const app = await createApp(deps);
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
process.on('disconnect', () => process.exit(0));
