import type { InstanceFacts } from '@readroom/dicom';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { BlobSource, StagedBlob } from '../../platform/storage/index.ts';
import type { StudyRow } from '../access/index.ts';
import { type AuditEntry, recordAudit } from '../audit/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';
import { InstanceConflictError } from './conflict.ts';
import { type InspectedInstance, inspectStaged } from './inspect.ts';
import { ensureSeries, findInstance, insertInstance, mergeStudy, studiesWithUid } from './repository.ts';

export interface IngestContext {
  clinicId: string;
  actor: AuditEntry['actor'];
  requestId?: string | null;
  /** Where the sender named the study: an image of another one is refused. */
  expectedStudyInstanceUid?: string;
  /** Whether the sender may add to a study that exists. Without it every study may be added to. */
  mayStoreInto?: (study: StudyRow) => boolean;
  /** What else is done in the transaction that stores an image; of a duplicate, in one of its own. */
  whenStored?: ((tx: Tx, studyInstanceUid: string) => Promise<void>) | undefined;
}

export interface IngestRequest extends IngestContext {
  source: BlobSource;
}

export interface IngestedInstance {
  /** `duplicate`: exactly these bytes were here already; nothing changed. */
  status: 'stored' | 'duplicate';
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  sopClassUid: string;
}

/**
 * Takes in one DICOM file of any size: received and hashed, checked, made durable in the storage, and only then entered into the database in one transaction
 * with its audit row and the notice to open worklists. When it resolves, the image survives a loss of power; when it throws, nobody sees anything of it.
 * A crash between the two can leave bytes in the storage that no row names; sending the file again uses them.
 * @throws InvalidDicomError, InstanceConflictError, StorageFullError, or what the source throws
 */
export async function ingestInstance(deps: Pick<Deps, 'db' | 'storage'>, request: IngestRequest): Promise<IngestedInstance> {
  return ingestStaged(deps, request, await deps.storage.stage(request.source));
}

/** The same for bytes that were received already, so that the next ones can be received meanwhile. Commits or discards them. */
export async function ingestStaged(
  deps: Pick<Deps, 'db' | 'storage'>,
  request: IngestContext,
  staged: StagedBlob,
): Promise<IngestedInstance> {
  try {
    const inspected = await inspectStaged(staged);
    const { study, instance } = inspected.facts;
    if (request.expectedStudyInstanceUid !== undefined && request.expectedStudyInstanceUid !== study.studyInstanceUid) {
      throw new InstanceConflictError('other-study', instance);
    }
    const key = storageKey(request.clinicId, staged.sha256);
    const known = await deps.db.inClinic(request.clinicId, (tx) => refuseOrFind(tx, request, inspected.facts, staged.sha256));
    if (known && (await deps.storage.head(key))?.size === staged.size) {
      const { whenStored } = request;
      if (whenStored) await deps.db.inClinic(request.clinicId, (tx) => whenStored(tx, study.studyInstanceUid));
      return resultOf('duplicate', inspected.facts);
    }
    await staged.commit(key);
    const isNew = await deps.db.inClinic(request.clinicId, (tx) => enter(tx, request, inspected, staged, key));
    return resultOf(isNew ? 'stored' : 'duplicate', inspected.facts);
  } finally {
    await staged.discard();
  }
}

/** Content-addressed: the same bytes have the same key, and two contents can never meet under one. */
function storageKey(clinicId: string, sha256: string): string {
  return `instances/${clinicId}/${sha256.slice(0, 2)}/${sha256}.dcm`;
}

/** Before any bytes are kept. @returns whether exactly these bytes are entered already */
async function refuseOrFind(tx: Tx, request: IngestContext, { study, instance }: InstanceFacts, sha256: string): Promise<boolean> {
  const targets = await studiesWithUid(tx, request.clinicId, study.studyInstanceUid);
  const { mayStoreInto } = request;
  if (mayStoreInto && targets.length > 0 && !targets.some(mayStoreInto)) throw new InstanceConflictError('not-allowed', instance);
  const known = await findInstance(tx, request.clinicId, instance.sopInstanceUid);
  if (known && known.sha256 !== sha256) throw new InstanceConflictError('different-bytes', instance);
  return known !== null;
}

/** @returns false where another request entered the same bytes in the meantime */
async function enter(tx: Tx, request: IngestContext, inspected: InspectedInstance, staged: StagedBlob, key: string): Promise<boolean> {
  const { clinicId } = request;
  const { facts, attributes } = inspected;
  const { study, series, patient, instance } = facts;
  const merged = await mergeStudy(tx, clinicId, facts);
  // Here, because it may lock the study's row: every transaction takes that before the series.
  await request.whenStored?.(tx, study.studyInstanceUid);
  if (patient.id !== null && merged.patientId !== patient.id) throw new InstanceConflictError('other-patient', instance);
  if ((await ensureSeries(tx, clinicId, facts)) !== study.studyInstanceUid)
    throw new InstanceConflictError('series-of-other-study', instance);
  const isNew = await insertInstance(tx, {
    clinicId,
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid: series.seriesInstanceUid,
    sopInstanceUid: instance.sopInstanceUid,
    sopClassUid: instance.sopClassUid,
    transferSyntaxUid: instance.transferSyntaxUid,
    instanceNumber: instance.number,
    numberOfFrames: instance.numberOfFrames,
    rows: instance.rows,
    columns: instance.columns,
    attributes,
    storageKey: key,
    size: staged.size,
    sha256: staged.sha256,
  });
  if (!isNew) {
    const known = await findInstance(tx, clinicId, instance.sopInstanceUid);
    if (known?.sha256 !== staged.sha256) throw new InstanceConflictError('different-bytes', instance);
    return false;
  }
  await announce(tx, request, facts, staged.size);
  return true;
}

async function announce(tx: Tx, request: IngestContext, { study, instance }: InstanceFacts, size: number): Promise<void> {
  const { clinicId } = request;
  const targets = await studiesWithUid(tx, clinicId, study.studyInstanceUid);
  await recordAudit(tx, {
    clinicId,
    actor: request.actor,
    action: 'image.stored',
    subject: instance.sopInstanceUid,
    studyId: targets[0]?.id ?? null,
    requestId: request.requestId ?? null,
    detail: { studyInstanceUid: study.studyInstanceUid, size },
  });
  for (const target of targets) await notifyStudyChanged(tx, { clinicId, studyId: target.id, change: 'images' });
}

function resultOf(status: IngestedInstance['status'], { study, series, instance }: InstanceFacts): IngestedInstance {
  return {
    status,
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid: series.seriesInstanceUid,
    sopInstanceUid: instance.sopInstanceUid,
    sopClassUid: instance.sopClassUid,
  };
}
