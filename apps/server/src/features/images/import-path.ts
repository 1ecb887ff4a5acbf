import { InvalidDicomError } from '@readroom/dicom';
import type { Deps } from '../../deps.ts';
import { type LocalFile, localFiles } from '../../platform/storage/index.ts';
import { systemActor } from '../audit/index.ts';
import { InstanceConflictError } from './conflict.ts';
import { ingestInstance } from './ingest.ts';

/** What became of one file. */
export type FileOutcome =
  | { path: string; status: 'stored' | 'duplicate' | 'skipped' }
  | { path: string; status: 'refused'; code: string; message: string };

export interface ImportSummary {
  stored: number;
  duplicates: number;
  /** Media directories (DICOMDIR): an index of files, no image. */
  skipped: number;
  refused: { path: string; code: string; message: string }[];
}

/** Enough to keep the disk and the database busy at once. */
const CONCURRENT = 4;

/**
 * Imports one file, or every file below a folder, into a clinic. A file that is refused is counted with its reason and the rest goes on.
 * @throws StorageFullError, and whatever else concerns every file
 */
export async function importPath(
  deps: Pick<Deps, 'db' | 'storage'>,
  request: { clinicId: string; path: string; onFile?: (outcome: FileOutcome) => void },
): Promise<ImportSummary> {
  const summary: ImportSummary = { stored: 0, duplicates: 0, skipped: 0, refused: [] };
  const files = localFiles(request.path);
  const work = async () => {
    for await (const file of files) {
      const outcome = await importFile(deps, request.clinicId, file);
      if (outcome.status === 'refused') summary.refused.push({ path: outcome.path, code: outcome.code, message: outcome.message });
      else if (outcome.status === 'stored') summary.stored += 1;
      else if (outcome.status === 'duplicate') summary.duplicates += 1;
      else summary.skipped += 1;
      request.onFile?.(outcome);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return summary;
}

async function importFile(deps: Pick<Deps, 'db' | 'storage'>, clinicId: string, { path, name, read }: LocalFile): Promise<FileOutcome> {
  if (name === 'DICOMDIR') return { path, status: 'skipped' };
  try {
    const { status } = await ingestInstance(deps, { clinicId, source: read(), actor: systemActor('import') });
    return { path, status };
  } catch (error) {
    if (error instanceof InvalidDicomError) return { path, status: 'refused', code: error.code, message: error.message };
    if (error instanceof InstanceConflictError) return { path, status: 'refused', code: error.reason, message: error.message };
    throw error;
  }
}
