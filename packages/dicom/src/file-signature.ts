const SIGNATURES: readonly (readonly [name: string, offset: number, bytes: readonly number[]])[] = [
  ['JPEG image', 0, [0xff, 0xd8, 0xff]],
  ['PNG image', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['GIF image', 0, [0x47, 0x49, 0x46, 0x38]],
  ['PDF document', 0, [0x25, 0x50, 0x44, 0x46]],
  ['ZIP archive', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['gzip archive', 0, [0x1f, 0x8b]],
  ['7-Zip archive', 0, [0x37, 0x7a, 0xbc, 0xaf]],
  ['RAR archive', 0, [0x52, 0x61, 0x72, 0x21]],
  ['BMP image', 0, [0x42, 0x4d]],
  ['TIFF image', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF image', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['NIfTI image', 344, [0x6e, 0x2b, 0x31, 0x00]],
  ['MP4 video', 4, [0x66, 0x74, 0x79, 0x70]],
];

/** What a file that is not DICOM seems to be by its first bytes, as words for the person who sent it; null if unknown. */
export function describeFileType(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(([, offset, magic]) => magic.every((byte, index) => bytes[offset + index] === byte));
  return found ? found[0] : null;
}
