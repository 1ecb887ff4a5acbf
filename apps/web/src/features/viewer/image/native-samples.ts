/** Samples of a native frame in the file's byte order, unsigned. */
export function nativeSamples(bytes: Uint8Array, bitsAllocated: number, isBigEndian: boolean): ArrayLike<number> {
  if (bitsAllocated <= 8) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bitsAllocated === 16) return Uint16Array.from({ length: bytes.length >> 1 }, (_, i) => view.getUint16(i * 2, !isBigEndian));
  if (bitsAllocated === 32) return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, !isBigEndian));
  throw new Error(`${bitsAllocated} bits a sample cannot be shown`);
}
