import type { VoiFunction, VoiWindow } from './image/image-header.ts';
import { windowed } from './image/voi.ts';

export interface ThumbnailSource {
  pixels: ArrayLike<number>;
  components: 1 | 3;
  rows: number;
  columns: number;
  /** Height and width of one pixel; only the ratio matters. */
  pixelSize: { row: number; column: number };
  window: VoiWindow;
  voiFunction: VoiFunction;
  isInverted: boolean;
}

/** Each pixel of the thumbnail is the mean of this many samples across and down. */
const SAMPLES = 3;

/** The image in true proportions inside a black square of `side` pixels, as RGBA bytes. */
export function thumbnailPixels(source: ThumbnailSource, side: number): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, pixelSize } = source;
  const scale = Math.max(rows * pixelSize.row, columns * pixelSize.column) / side;
  const height = Math.max(1, Math.round((rows * pixelSize.row) / scale));
  const width = Math.max(1, Math.round((columns * pixelSize.column) / scale));
  const [top, left] = [Math.floor((side - height) / 2), Math.floor((side - width) / 2)];
  const rgba = new Uint8ClampedArray(side * side * 4);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  const samples = Array.from({ length: SAMPLES }, (_, index) => (index + 0.5) / SAMPLES);
  for (let y = 0; y < height; y++) {
    const sampledRows = samples.map((within) => Math.min(rows - 1, Math.floor(((y + within) * rows) / height)));
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (const within of samples) {
        const column = Math.min(columns - 1, Math.floor(((x + within) * columns) / width));
        for (const row of sampledRows) addColor(sum, source, row * columns + column);
      }
      const at = ((top + y) * side + left + x) * 4;
      for (let channel = 0; channel < 3; channel++) rgba[at + channel] = sum[channel]! / SAMPLES ** 2;
    }
  }
  return rgba;
}

function addColor(sum: number[], source: ThumbnailSource, pixel: number): void {
  const { pixels, components, window, voiFunction, isInverted } = source;
  const share = components === 1 ? windowed(pixels[pixel]!, window, voiFunction) : 0;
  const grey = (isInverted ? 1 - share : share) * 255;
  for (let channel = 0; channel < 3; channel++) sum[channel]! += components === 3 ? pixels[pixel * 3 + channel]! : grey;
}
