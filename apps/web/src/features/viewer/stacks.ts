import { orderSlices } from '@readroom/dicom/geometry';
import { imageIdOf } from './image-ids.ts';
import { inReadingOrder, type ViewedInstance, type ViewedSeries } from './viewed-series.ts';

/** What one cell shows: the single-frame images of a series in order, or the frames of one multi-frame instance. */
export interface Stack {
  key: string;
  seriesInstanceUid: string;
  seriesNumber: number | null;
  /** What the files say, or null; `description` has words in its place. */
  seriesDescription: string | null;
  description: string;
  modality: string | null;
  imageIds: string[];
  sopInstanceUids: string[];
  /** Frames of one recording: played, and fetched as one file. */
  isMultiFrame: boolean;
  /** Single images that are still to come; 0 where nobody said how many there are. */
  awaited: number;
  /** What the pixels take when decoded, bytes; an estimate. */
  decodedSize: number;
}

/**
 * The stacks of a study in the order of its series numbers. Slices stand along their normal, else by instance number; instances without an image (reports,
 * presentation states, documents) make no stack.
 */
export function stacksOf(series: readonly ViewedSeries[]): Stack[] {
  return inReadingOrder(series).flatMap(stacksOfSeries);
}

/** How many instances of a series hold no image. */
export function countWithoutImage(series: ViewedSeries): number {
  return series.instances.filter((instance) => !hasImage(instance)).length;
}

/** Whether two stacks have the same images in the same order. */
export function sameImages(a: Stack, b: Stack): boolean {
  return a.imageIds.length === b.imageIds.length && a.imageIds.every((imageId, index) => imageId === b.imageIds[index]);
}

/** Where the image at `index` of a stack is once more of its images have come; null where it is gone. */
export function placeInGrown(before: Stack, after: Stack, index: number): number | null {
  if (before.isMultiFrame) return index < after.imageIds.length ? index : null;
  const place = after.sopInstanceUids.indexOf(before.sopInstanceUids[index] ?? '');
  return place < 0 ? null : place;
}

function hasImage(instance: ViewedInstance): boolean {
  return Boolean(instance.rows && instance.columns);
}

function stacksOfSeries(series: ViewedSeries): Stack[] {
  const images = series.instances.filter(hasImage);
  const singles = orderSlices(images.filter((instance) => instance.numberOfFrames <= 1)).slices;
  const recordings = orderSlices(images.filter((instance) => instance.numberOfFrames > 1)).slices;
  const about = {
    seriesInstanceUid: series.seriesInstanceUid,
    seriesNumber: series.seriesNumber,
    seriesDescription: series.seriesDescription,
    description: series.seriesDescription ?? series.bodyPartExamined ?? 'Without a description',
    modality: series.modality,
  };
  const stacks: Stack[] = recordings.map((instance) => ({
    ...about,
    key: `${series.seriesInstanceUid}/${instance.sopInstanceUid}`,
    imageIds: frameIds(instance),
    sopInstanceUids: Array<string>(instance.numberOfFrames).fill(instance.sopInstanceUid),
    isMultiFrame: true,
    awaited: 0,
    decodedSize: decodedSize(instance) * instance.numberOfFrames,
  }));
  if (singles.length === 0) return stacks;
  const stack: Stack = {
    ...about,
    key: series.seriesInstanceUid,
    imageIds: singles.map((instance) => imageIdOf(instance.url, 1)),
    sopInstanceUids: singles.map((instance) => instance.sopInstanceUid),
    isMultiFrame: false,
    awaited: Math.max(0, series.expectedCount - series.instances.length),
    decodedSize: singles.reduce((size, instance) => size + decodedSize(instance), 0),
  };
  return [stack, ...stacks];
}

function frameIds({ url, numberOfFrames }: ViewedInstance): string[] {
  return Array.from({ length: numberOfFrames }, (_, index) => imageIdOf(url, index + 1));
}

/** Two bytes a pixel is the usual grey image; colour takes three. */
function decodedSize(instance: ViewedInstance): number {
  return (instance.rows ?? 0) * (instance.columns ?? 0) * 2;
}
