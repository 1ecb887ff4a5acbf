import { createReadStream } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A file of the machine, to be read once. */
export interface LocalFile {
  path: string;
  name: string;
  read(): AsyncIterable<Uint8Array>;
}

/** The file, or every regular file below the folder. Links are followed where they are named, not inside a folder: a link could lead round in circles. */
export async function* localFiles(path: string): AsyncGenerator<LocalFile> {
  const found = await stat(path);
  if (found.isFile()) yield localFile(path);
  else if (found.isDirectory()) yield* filesBelow(path);
}

async function* filesBelow(folder: string): AsyncGenerator<LocalFile> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield localFile(path);
  }
}

function localFile(path: string): LocalFile {
  return { path, name: basename(path), read: () => createReadStream(path) };
}
