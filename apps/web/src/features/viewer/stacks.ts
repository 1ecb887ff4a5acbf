import type { Instance, Series } from '@readroom/contract';
import { orderSlices } from '@readroom/dicom/geometry';
import { imageIdOf, instanceUrl } from './image-ids.ts';

/** What one cell shows: the single-frame images of a series in order, or the frames of one multi-frame instance. */
export interface Stack {
  key: string;
  seriesInstanceUid: string;
  seriesNumber: number | null;
  description: string;
  modality: string | null;
  imageIds: string[];
  sopInstanceUids: string[];
  /** Frames of one recording: played, and fetched as one file. */
  isMultiFrame: boolean;
  /** What the pixels take when decoded, bytes; an estimate. */
  decodedSize: number;
}

/**
 * The stacks of a study in the order of its series numbers. Slices stand along their normal, else by instance number; instances without an image (reports,
 * presentation states, documents) make no stack.
 */
export function stacksOf(studyId: string, series: readonly Series[]): Stack[] {
  const bySeriesNumber = [...series].sort(
    (a, b) => (a.seriesNumber ?? Number.POSITIVE_INFINITY) - (b.seriesNumber ?? Number.POSITIVE_INFINITY),
  );
  return bySeriesNumber.flatMap((one) => stacksOfSeries(studyId, one));
}

/** How many instances of a series hold no image. */
export function countWithoutImage(series: Series): number {
  return series.instances.filter((instance) => !hasImage(instance)).length;
}

function hasImage(instance: Instance): boolean {
  return Boolean(instance.rows && instance.columns);
}

function stacksOfSeries(studyId: string, series: Series): Stack[] {
  const images = series.instances.filter(hasImage);
  const singles = orderSlices(images.filter((instance) => instance.numberOfFrames <= 1)).slices;
  const recordings = orderSlices(images.filter((instance) => instance.numberOfFrames > 1)).slices;
  const about = {
    seriesInstanceUid: series.seriesInstanceUid,
    seriesNumber: series.seriesNumber,
    description: series.seriesDescription ?? series.bodyPartExamined ?? 'Without a description',
    modality: series.modality,
  };
  const stacks: Stack[] = recordings.map((instance) => ({
    ...about,
    key: `${series.seriesInstanceUid}/${instance.sopInstanceUid}`,
    imageIds: frameIds(studyId, instance),
    sopInstanceUids: Array<string>(instance.numberOfFrames).fill(instance.sopInstanceUid),
    isMultiFrame: true,
    decodedSize: decodedSize(instance) * instance.numberOfFrames,
  }));
  if (singles.length === 0) return stacks;
  const stack: Stack = {
    ...about,
    key: series.seriesInstanceUid,
    imageIds: singles.map((instance) => imageIdOf(instanceUrl(studyId, instance.sopInstanceUid), 1)),
    sopInstanceUids: singles.map((instance) => instance.sopInstanceUid),
    isMultiFrame: false,
    decodedSize: singles.reduce((size, instance) => size + decodedSize(instance), 0),
  };
  return [stack, ...stacks];
}

function frameIds(studyId: string, instance: Instance): string[] {
  const url = instanceUrl(studyId, instance.sopInstanceUid);
  return Array.from({ length: instance.numberOfFrames }, (_, index) => imageIdOf(url, index + 1));
}

/** Two bytes a pixel is the usual grey image; colour takes three. */
function decodedSize(instance: Instance): number {
  return (instance.rows ?? 0) * (instance.columns ?? 0) * 2;
}
