import { writeFile } from 'node:fs/promises';
import { typesFile } from './types-file.ts';

/** `npm run generate -w @readroom/sdk`: writes the types of requests and answers as the contract has them. A test fails where they are stale. */
await writeFile(new URL('../src/_generated/types.ts', import.meta.url), await typesFile());
