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

/** The image in true proportions inside a black square of `side` pixels, as RGBA bytes. */
export function thumbnailPixels(source: ThumbnailSource, side: number): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, pixelSize } = source;
  const scale = Math.max(rows * pixelSize.row, columns * pixelSize.column) / side;
  const height = Math.max(1, Math.round((rows * pixelSize.row) / scale));
  const width = Math.max(1, Math.round((columns * pixelSize.column) / scale));
  const [top, left] = [Math.floor((side - height) / 2), Math.floor((side - width) / 2)];
  const rgba = new Uint8ClampedArray(side * side * 4);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  for (let y = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height));
    for (let x = 0; x < width; x++) {
      const column = Math.min(columns - 1, Math.floor(((x + 0.5) * columns) / width));
      rgba.set(greyOrColor(source, row * columns + column), ((top + y) * side + left + x) * 4);
    }
  }
  return rgba;
}

function greyOrColor(source: ThumbnailSource, pixel: number): [number, number, number] {
  if (source.components === 3) return [source.pixels[pixel * 3]!, source.pixels[pixel * 3 + 1]!, source.pixels[pixel * 3 + 2]!];
  const share = windowed(source.pixels[pixel]!, source.window, source.voiFunction);
  const grey = Math.round((source.isInverted ? 1 - share : share) * 255);
  return [grey, grey, grey];
}
