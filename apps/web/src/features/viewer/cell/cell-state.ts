import type { EdgeLabels } from '@readroom/dicom/geometry';
import type { ImageError } from '../image/image-error.ts';
import type { VoiWindow } from '../image/image-header.ts';
import type { LoadedImage } from '../image/image-loader.ts';
import type { Progress } from '../image/instance-store.ts';
import type { Stack } from '../stacks.ts';

/** What a cell shows at the moment; a new object with every change. */
export interface CellState {
  stack: Stack | null;
  /** The image that the reader asked for, from 0. */
  index: number;
  status: 'empty' | 'loading' | 'shown' | 'failed';
  error: ImageError | null;
  /** The image on the screen; while the next one loads, still the last one. */
  image: LoadedImage | null;
  shownIndex: number | null;
  /** Drawn to the canvas since the last change of image. */
  isRendered: boolean;
  window: VoiWindow | null;
  isInverted: boolean;
  /** Screen pixels (CSS) an image pixel takes. */
  zoom: number;
  edges: EdgeLabels | null;
  /** Images of the stack that have arrived. */
  loadedCount: number;
  isPrefetching: boolean;
  /** Of the one file that is awaited. */
  progress: Progress | null;
  cine: { isPlaying: boolean; framesPerSecond: number };
}

export const DEFAULT_FRAMES_PER_SECOND = 15;

export const EMPTY_CELL: CellState = {
  stack: null,
  index: 0,
  status: 'empty',
  error: null,
  image: null,
  shownIndex: null,
  isRendered: false,
  window: null,
  isInverted: false,
  zoom: 1,
  edges: null,
  loadedCount: 0,
  isPrefetching: false,
  progress: null,
  cine: { isPlaying: false, framesPerSecond: DEFAULT_FRAMES_PER_SECOND },
};
