/** Why a file is refused. The codes are stable: the server maps them to STOW-RS failure reasons and the upload page to its messages. */
export type InvalidDicomCode =
  | 'empty-file'
  | 'not-dicom'
  | 'malformed'
  | 'truncated'
  | 'missing-uid'
  | 'invalid-uid'
  | 'sop-instance-mismatch'
  | 'missing-transfer-syntax';

export interface SopInstance {
  sopClassUid: string;
  sopInstanceUid: string;
}

/** A file that cannot be taken as a DICOM instance. The message says why in words for the sender and never holds a value out of the file (PHI). */
export class InvalidDicomError extends Error {
  readonly code: InvalidDicomCode;
  /** Which instance it would have been, where the file could be read that far. */
  readonly instance: SopInstance | null;

  constructor(code: InvalidDicomCode, message: string, options: { cause?: unknown; instance?: SopInstance } = {}) {
    super(message, options);
    this.name = 'InvalidDicomError';
    this.code = code;
    this.instance = options.instance ?? null;
  }
}
