import { expect, test } from 'vitest';
import { mayBeImage, walkEntries } from './folder-walk.ts';

/** What a browser hands out for a dropped file or folder; a folder comes in batches of `batchSize`, as in Chromium. */
function fileEntry(name: string): FileSystemFileEntry {
  return { isFile: true, isDirectory: false, name, file: (resolve: FileCallback) => resolve(new File(['x'], name)) } as FileSystemFileEntry;
}

function folderEntry(name: string, children: FileSystemEntry[], batchSize = 100): FileSystemDirectoryEntry {
  const createReader = () => {
    const left = [...children];
    return { readEntries: (resolve: FileSystemEntriesCallback) => resolve(left.splice(0, batchSize)) };
  };
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemDirectoryEntry;
}

test('finds the files of folders within folders, with their paths', async () => {
  const entries = [folderEntry('CD', [folderEntry('SE2', [fileEntry('IM1')]), folderEntry('SE1', [fileEntry('IM2'), fileEntry('IM1')])])];
  const { files } = await walkEntries(entries);
  expect(files.map((found) => found.path)).toEqual(['CD/SE1/IM1', 'CD/SE1/IM2', 'CD/SE2/IM1']);
});

test('reads a folder to its end, also where it comes in several batches', async () => {
  const slices = Array.from({ length: 350 }, (_, index) => fileEntry(`slice${index}.dcm`));
  const { files } = await walkEntries([folderEntry('series', slices)]);
  expect(files).toHaveLength(350);
  expect(files.map((found) => found.file.name).slice(8, 12)).toEqual(['slice8.dcm', 'slice9.dcm', 'slice10.dcm', 'slice11.dcm']);
});

test('leaves out what is known to hold no image, and counts it', async () => {
  const found = await walkEntries([
    folderEntry('CD', [fileEntry('DICOMDIR'), fileEntry('.DS_Store'), fileEntry('IM1'), fileEntry('notes.txt')]),
  ]);
  expect(found.files.map((item) => item.path)).toEqual(['CD/IM1', 'CD/notes.txt']);
  expect(found.leftOut).toBe(2);
});

test('an empty folder has no files', async () => {
  expect(await walkEntries([folderEntry('empty', [])])).toEqual({ files: [], leftOut: 0 });
});

test('a folder that cannot be read is an error, not an empty folder', async () => {
  const refusing = {
    isFile: false,
    isDirectory: true,
    name: 'locked',
    createReader: () => ({
      readEntries: (_: FileSystemEntriesCallback, reject: ErrorCallback) => reject(new DOMException('no', 'NotReadableError')),
    }),
  } as unknown as FileSystemDirectoryEntry;
  await expect(walkEntries([refusing])).rejects.toThrow('no');
});

test('a name without ending may be an image: DICOM media have such names', () => {
  expect(mayBeImage('IM000001')).toBe(true);
  expect(mayBeImage('1.2.840.113619.2.5')).toBe(true);
});
