/**
 * YCbCr to RGB by the inverse of the equations of PS3.3 C.7.6.3.1.2 (YBR_FULL), full range, rounded and held inside a byte:
 * R = Y + 1.402 (Cr-128), G = Y - 0.344136 (Cb-128) - 0.714136 (Cr-128), B = Y + 1.772 (Cb-128).
 */
function writeRgb(target: Uint8ClampedArray, at: number, y: number, cb: number, cr: number): void {
  target[at] = y + 1.402 * (cr - 128);
  target[at + 1] = y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128);
  target[at + 2] = y + 1.772 * (cb - 128);
}

function requireLength(frame: ArrayLike<number>, expected: number, photometric: string, rows: number, columns: number): void {
  if (frame.length < expected) {
    throw new RangeError(`${photometric} needs ${expected} bytes for ${rows} x ${columns} pixels, the frame has ${frame.length}`);
  }
}

/**
 * Uncompressed YBR_FULL: three full planes, interleaved (`planar` false) or one after the other.
 *
 * @returns interleaved RGB, `rows * columns * 3` bytes
 * @throws RangeError when the frame is shorter than that
 */
export function ybrFullToRgb(frame: ArrayLike<number>, rows: number, columns: number, planar: boolean): Uint8Array {
  const pixels = rows * columns;
  requireLength(frame, pixels * 3, 'YBR_FULL', rows, columns);
  const rgb = new Uint8ClampedArray(pixels * 3);
  const step = planar ? 1 : 3;
  const plane = planar ? pixels : 1;
  for (let i = 0; i < pixels; i++) {
    const at = i * step;
    writeRgb(rgb, i * 3, frame[at]!, frame[at + plane]!, frame[at + 2 * plane]!);
  }
  return new Uint8Array(rgb.buffer);
}

/**
 * Uncompressed YBR_FULL_422: for each horizontal pair of pixels the bytes Y1 Y2 Cb Cr, the chroma shared by both (PS3.3 C.7.6.3.1.2). Some writers say 4:2:2 and
 * store three full samples a pixel; the length tells them apart.
 *
 * @returns interleaved RGB, `rows * columns * 3` bytes
 * @throws RangeError when the frame is too short, or the number of columns is odd, which the standard forbids
 */
export function ybrFull422ToRgb(frame: ArrayLike<number>, rows: number, columns: number): Uint8Array {
  const pixels = rows * columns;
  if (frame.length >= pixels * 3) return ybrFullToRgb(frame, rows, columns, false);
  if (columns % 2 !== 0) throw new RangeError(`YBR_FULL_422 needs an even number of columns, the image has ${columns}`);
  requireLength(frame, pixels * 2, 'YBR_FULL_422', rows, columns);
  const rgb = new Uint8ClampedArray(pixels * 3);
  for (let pair = 0; pair < pixels / 2; pair++) {
    const at = pair * 4;
    const cb = frame[at + 2]!;
    const cr = frame[at + 3]!;
    writeRgb(rgb, pair * 6, frame[at]!, cb, cr);
    writeRgb(rgb, pair * 6 + 3, frame[at + 1]!, cb, cr);
  }
  return new Uint8Array(rgb.buffer);
}
