/** A point in mm or a direction, in the patient's coordinates: +x to the patient's left, +y to the back, +z to the head (PS3.3 C.7.6.2.1.1). */
export type Vector3 = readonly [x: number, y: number, z: number];

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Row direction (first three) and column direction (last three) of ImageOrientationPatient; null where they are no two perpendicular unit vectors. */
export function orientationVectors(cosines: readonly number[] | null): { row: Vector3; column: Vector3; normal: Vector3 } | null {
  if (cosines?.length !== 6) return null;
  const [a, b, c, d, e, f] = cosines as [number, number, number, number, number, number];
  const row: Vector3 = [a, b, c];
  const column: Vector3 = [d, e, f];
  // Written with few digits by some devices, so unit length and a right angle are only near.
  const isUnit = (vector: Vector3) => Math.abs(dot(vector, vector) - 1) < 1e-2;
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot(row, column)) > 1e-2) return null;
  return { row, column, normal: cross(row, column) };
}
