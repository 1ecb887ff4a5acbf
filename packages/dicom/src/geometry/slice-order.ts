import { dot, orientationVectors, type Vector3 } from './vector.ts';

/** What slice ordering needs of an instance. */
export interface SliceGeometry {
  sopInstanceUid: string;
  instanceNumber: number | null;
  imagePositionPatient: readonly number[] | null;
  imageOrientationPatient: readonly number[] | null;
}

export interface SliceOrder<T> {
  slices: T[];
  /** `position`: along the normal of the slices. `instance-number`: at least one slice has no usable geometry, or they are not parallel. */
  basis: 'position' | 'instance-number';
  /** Distance between neighbouring slices in mm where it is the same throughout (within 1 %), else null: then it is no volume. */
  spacing: number | null;
}

/** Cosine of the angle up to which two slices count as parallel: about 1 degree. */
const PARALLEL = Math.cos(Math.PI / 180);

/**
 * Orders the slices of a series along their normal (row x column direction, PS3.3 C.7.6.2.1.1), ascending; equal positions by instance number.
 * Falls back to InstanceNumber, then SOP Instance UID, for the whole series: mixing both orders would interleave slices wrongly.
 */
export function orderSlices<T extends SliceGeometry>(instances: readonly T[]): SliceOrder<T> {
  const distances = distancesAlongNormal(instances);
  if (!distances) return { slices: [...instances].sort(byNumber), basis: 'instance-number', spacing: null };
  const slices = [...instances].sort((a, b) => distances.get(a)! - distances.get(b)! || byNumber(a, b));
  return { slices, basis: 'position', spacing: uniformSpacing(slices.map((slice) => distances.get(slice)!)) };
}

function distancesAlongNormal<T extends SliceGeometry>(instances: readonly T[]): Map<T, number> | null {
  const first = orientationVectors(instances[0]?.imageOrientationPatient ?? null);
  if (!first) return null;
  const distances = new Map<T, number>();
  for (const instance of instances) {
    const orientation = orientationVectors(instance.imageOrientationPatient);
    const position = instance.imagePositionPatient;
    if (!orientation || position?.length !== 3 || dot(orientation.normal, first.normal) < PARALLEL) return null;
    distances.set(instance, dot(position as unknown as Vector3, first.normal));
  }
  return distances;
}

function uniformSpacing(sorted: readonly number[]): number | null {
  if (sorted.length < 2) return null;
  const mean = (sorted.at(-1)! - sorted[0]!) / (sorted.length - 1);
  const isUniform =
    mean > 0 && sorted.every((distance, index) => index === 0 || Math.abs(distance - sorted[index - 1]! - mean) <= mean * 0.01);
  return isUniform ? mean : null;
}

function byNumber(a: SliceGeometry, b: SliceGeometry): number {
  const byInstanceNumber = (a.instanceNumber ?? Number.POSITIVE_INFINITY) - (b.instanceNumber ?? Number.POSITIVE_INFINITY);
  if (byInstanceNumber) return byInstanceNumber;
  return a.sopInstanceUid < b.sopInstanceUid ? -1 : a.sopInstanceUid > b.sopInstanceUid ? 1 : 0;
}
