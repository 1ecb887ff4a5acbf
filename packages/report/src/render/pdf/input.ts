import type { ReportDocument, ReportMetadata } from '@readroom/contract';

/**
 * TrueType or OpenType files as bytes; collections (.ttc) are refused. `regular`, `bold` and `italic` are the main face; `fallback` is asked
 * in its order for what the main face lacks. A character that none of them has is printed as `[U+XXXX]`.
 */
export interface PdfFonts {
  regular: Uint8Array;
  bold: Uint8Array;
  italic: Uint8Array;
  fallback: Uint8Array[];
}

export interface PdfSigner {
  firstName: string;
  lastName: string;
  middleName?: string;
  /** Credentials or a generational suffix, printed behind the name in this order: "MD", "PhD". */
  suffix1?: string;
  suffix2?: string;
  npiNumber?: string;
}

/** Everything that is printed. The same input gives the same bytes, on any day and wherever the machine stands. */
export interface PdfInput {
  /** `rep_` and 32 hex digits. */
  reportId: string;
  isAddendum: boolean;
  isCritical: boolean;
  clinicName: string;
  /** Address and telephone of the clinic, one line. */
  letterhead?: string;
  /** IANA name of the zone whose times are printed; default UTC. */
  timeZone?: string;
  document: ReportDocument;
  /** The header as it was frozen at sign-off. */
  header: ReportMetadata;
  studyDescription: string;
  studyInstanceUid: string;
  accessionNumber?: string;
  signer: PdfSigner;
  /** RFC 3339; also the creation date of the file. */
  signedAt: string;
  /** Hex digest of the signed content. */
  contentHash: string;
  /** For an addendum: when the report that it adds to was signed, RFC 3339. */
  parentSignedAt?: string;
  fonts: PdfFonts;
  /** Default `letter`. */
  pageSize?: 'letter' | 'a4';
}

/**
 * Refuses what cannot be printed, naming the field and what was expected.
 *
 * @throws RangeError
 */
export function checkInput(input: PdfInput): void {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(input.reportId)) throw new RangeError('reportId: expected up to 100 letters, digits, "_" or "-"');
  if (!/^[0-9a-f]{16,256}$/i.test(input.contentHash)) throw new RangeError('contentHash: expected 16 to 256 hex digits');
  for (const field of ['signedAt', 'parentSignedAt'] as const) {
    const value = input[field];
    if (value !== undefined && Number.isNaN(Date.parse(value))) throw new RangeError(`${field}: expected an RFC 3339 date-time`);
  }
}
