/**
 * A new DICOM UID of a UUID: `2.25.` and the UUID as one decimal number (PS3.5 B.2). Unique without asking anybody.
 * `uuid` has the usual form of 32 hex digits and four dashes.
 */
export function uidOfUuid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
}
