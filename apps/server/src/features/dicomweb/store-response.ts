import { ApiError } from '@readroom/contract';
import { type DicomJson, InvalidDicomError, type SopInstance } from '@readroom/dicom';
import { type IngestedInstance, InstanceConflictError } from '../images/index.ts';

/** What a STOW-RS request came to, instance by instance. */
export interface StoreOutcome {
  stored: IngestedInstance[];
  failed: StoreFailure[];
}

export interface StoreFailure {
  /** Null where the bytes could not be read that far. */
  instance: SopInstance | null;
  reason: number;
  message: string;
}

/** Failure reasons of PS3.18 table I.2-2 and PS3.7 annex C. */
export const FAILURE = {
  processing: 0x0110,
  duplicateInstance: 0x0111,
  notAuthorized: 0x0124,
  outOfResources: 0xa700,
  dataSetMismatch: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

/** The failure of one instance. Errors that are not about the instance become `processing` and are for the caller to log. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof InvalidDicomError) {
    const reason = error.code === 'sop-instance-mismatch' ? FAILURE.dataSetMismatch : FAILURE.cannotUnderstand;
    return { instance: error.instance, reason, message: error.message };
  }
  if (error instanceof InstanceConflictError) {
    return { instance: error.instance, reason: conflictReason(error), message: error.message };
  }
  if (error instanceof ApiError && error.code === 'storage_full') {
    return { instance: null, reason: FAILURE.outOfResources, message: error.message };
  }
  return { instance: null, reason: FAILURE.processing, message: 'The server could not store this instance. Send it again.' };
}

function conflictReason({ reason }: InstanceConflictError): number {
  if (reason === 'different-bytes') return FAILURE.duplicateInstance;
  return reason === 'not-allowed' ? FAILURE.notAuthorized : FAILURE.dataSetMismatch;
}

/**
 * Status of the whole (PS3.18 10.5.3.1): 200 all stored, 202 some, 409 none because of what they are. Where none was stored and the cause is ours,
 * 507 or 500, so that the client sends them again.
 */
export function statusOf({ stored, failed }: StoreOutcome): number {
  if (failed.length === 0) return 200;
  if (stored.length > 0) return 202;
  if (failed.some(({ reason }) => reason === FAILURE.outOfResources)) return 507;
  return failed.some(({ reason }) => reason === FAILURE.processing) ? 500 : 409;
}

/** The Store Instances Response Module as DICOM JSON (PS3.18 table I.2-1). The reason in words is ErrorComment (0000,0902), an LO of at most 64 characters. */
export function presentOutcome({ stored, failed }: StoreOutcome): DicomJson {
  const identified = failed.filter(({ instance }) => instance !== null);
  const others = failed.filter(({ instance }) => instance === null);
  return {
    // No retrieve service yet: type 2, so present and empty.
    '00081190': { vr: 'UR' },
    ...(identified.length > 0 && {
      '00081198': { vr: 'SQ', Value: identified.map((one) => ({ ...reference(one.instance), ...reasonOf(one) })) },
    }),
    ...(stored.length > 0 && { '00081199': { vr: 'SQ', Value: stored.map((one) => ({ ...reference(one), '00081190': { vr: 'UR' } })) } }),
    ...(others.length > 0 && { '0008119A': { vr: 'SQ', Value: others.map(reasonOf) } }),
  };
}

function reference(instance: SopInstance | null): DicomJson {
  if (!instance) return {};
  return {
    '00081150': { vr: 'UI', Value: [instance.sopClassUid] },
    '00081155': { vr: 'UI', Value: [instance.sopInstanceUid] },
  };
}

function reasonOf({ reason, message }: StoreFailure): DicomJson {
  return { '00000902': { vr: 'LO', Value: [message.slice(0, 64)] }, '00081197': { vr: 'US', Value: [reason] } };
}
