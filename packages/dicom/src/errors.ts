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

/** A file that cannot be taken as a DICOM instance. The message says why in words for the sender and never holds a value out of the file (PHI). */
export class InvalidDicomError extends Error {
  readonly code: InvalidDicomCode;

  constructor(code: InvalidDicomCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'InvalidDicomError';
    this.code = code;
  }
}
