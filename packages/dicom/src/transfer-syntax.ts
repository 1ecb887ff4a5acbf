/** What is known of a transfer syntax (PS3.6 A-1). `displayable`: the viewer has a decoder for it. */
export interface TransferSyntax {
  uid: string;
  name: string;
  displayable: boolean;
}

const KNOWN: readonly (readonly [uid: string, name: string, displayable: boolean])[] = [
  ['1.2.840.10008.1.2', 'Implicit VR Little Endian', true],
  ['1.2.840.10008.1.2.1', 'Explicit VR Little Endian', true],
  ['1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', true],
  ['1.2.840.10008.1.2.2', 'Explicit VR Big Endian', true],
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline', true],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended', true],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless', true],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless, first-order prediction', true],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', true],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS Near-lossless', true],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless', true],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000', true],
  ['1.2.840.10008.1.2.4.201', 'High-Throughput JPEG 2000 Lossless', true],
  ['1.2.840.10008.1.2.4.202', 'High-Throughput JPEG 2000 with RPCL Lossless', true],
  ['1.2.840.10008.1.2.4.203', 'High-Throughput JPEG 2000', true],
  ['1.2.840.10008.1.2.5', 'RLE Lossless', true],
  ['1.2.840.10008.1.2.4.100', 'MPEG2 Main Profile / Main Level', false],
  ['1.2.840.10008.1.2.4.101', 'MPEG2 Main Profile / High Level', false],
  ['1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264 High Profile', false],
  ['1.2.840.10008.1.2.4.103', 'MPEG-4 AVC/H.264 BD-compatible High Profile', false],
  ['1.2.840.10008.1.2.4.107', 'HEVC/H.265 Main Profile', false],
];

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const DEFLATED_EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';

/** Name and displayability; an unknown syntax is stored all the same and said not to be displayable. */
export function describeTransferSyntax(uid: string): TransferSyntax {
  const known = KNOWN.find((entry) => entry[0] === uid);
  return known ? { uid, name: known[1], displayable: known[2] } : { uid, name: 'Unknown transfer syntax', displayable: false };
}

/** Whether a whole video is one fragment, so that frames cannot be counted by fragments (PS3.5 8.2.5 to 8.2.8, Annex A.4). */
export function isVideo(uid: string): boolean {
  return /^1\.2\.840\.10008\.1\.2\.4\.10[0-9]/.test(uid);
}
