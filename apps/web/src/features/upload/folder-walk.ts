/** A file with the path it had in the dropped folder. */
export interface FoundFile {
  file: File;
  path: string;
}

export interface FoundFiles {
  files: FoundFile[];
  /** How many files were left out because they are known to hold no image. */
  leftOut: number;
}

/** Written by operating systems, and DICOMDIR: the index of a DICOM medium (PS3.10), which holds no image. */
const NO_IMAGE = /^(\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|DICOMDIR)$/i;

export function mayBeImage(name: string): boolean {
  return !NO_IMAGE.test(name);
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** All files under the entries, folders within folders too, in the order of their names. Rejects where the system refuses to read one. */
export async function walkEntries(entries: readonly FileSystemEntry[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], leftOut: 0 };
  for (const entry of byName(entries)) await walk(entry, '', found);
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: FoundFiles): Promise<void> {
  const path = folder + entry.name;
  if (entry.isFile) {
    if (mayBeImage(entry.name)) found.files.push({ file: await fileOf(entry as FileSystemFileEntry), path });
    else found.leftOut += 1;
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  // A browser hands out a folder in batches (Chromium: 100 entries) and an empty one at its end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) children.push(...batch);
  for (const child of byName(children)) await walk(child, `${path}/`, found);
}

function byName(entries: readonly FileSystemEntry[]): FileSystemEntry[] {
  return [...entries].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Files that come as a plain list, e.g. of a file or folder picker. */
export function listedFiles(list: Iterable<File>): FoundFiles {
  const all = [...list];
  const files = all.filter((file) => mayBeImage(file.name)).map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return { files, leftOut: all.length - files.length };
}

export interface Dropped {
  entries: FileSystemEntry[];
  /** Files that another program holds in memory, e.g. an attachment of a mail: they are in no folder. */
  looseFiles: File[];
}

/** What was dropped. To be called while the drop event is handled: afterwards the browser has forgotten it. */
export function readDrop(transfer: DataTransfer): Dropped {
  const dropped: Dropped = { entries: [], looseFiles: [] };
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) dropped.entries.push(entry);
    else if (file) dropped.looseFiles.push(file);
  }
  return dropped;
}

/** All files of a drop. Rejects where the system refuses to read one. */
export async function findDropped({ entries, looseFiles }: Dropped): Promise<FoundFiles> {
  const walked = await walkEntries(entries);
  const loose = listedFiles(looseFiles);
  return { files: [...walked.files, ...loose.files], leftOut: walked.leftOut + loose.leftOut };
}
