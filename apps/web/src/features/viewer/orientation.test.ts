import { describe, expect, test } from 'vitest';
import { cameraAxes } from './cell/camera-axes.ts';
import { mirroredSideways, mirroredUpsideDown, screenEdges, storedEdges, turnedClockwise, UPRIGHT } from './orientation.ts';

/** An axial slice of a patient on the back, seen from the feet: PS3.3 C.7.6.2.1.1. */
const axial = { orientation: [1, 0, 0, 0, 1, 0], patientOrientation: null };
const edges = (axes = UPRIGHT) => {
  const { left, right, top, bottom } = screenEdges(storedEdges(axial)!, axes);
  return { left, right, top, bottom };
};

describe('letters at the edges of the screen', () => {
  test('as stored: the patient is seen from the feet', () => {
    expect(edges()).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
  });

  test('a quarter turn clockwise brings the front to the right', () => {
    expect(edges(turnedClockwise(UPRIGHT))).toEqual({ left: 'P', right: 'A', top: 'R', bottom: 'L' });
  });

  test('mirrored sideways the sides change places, and only they', () => {
    expect(edges(mirroredSideways(UPRIGHT))).toEqual({ left: 'L', right: 'R', top: 'A', bottom: 'P' });
    expect(edges(mirroredUpsideDown(UPRIGHT))).toEqual({ left: 'R', right: 'L', top: 'P', bottom: 'A' });
  });

  test('mirroring is of the screen, also of a turned image', () => {
    expect(edges(mirroredSideways(turnedClockwise(UPRIGHT)))).toEqual({ left: 'A', right: 'P', top: 'R', bottom: 'L' });
  });

  test('four turns, two mirrorings, or both mirrorings and a half turn change nothing', () => {
    const half = turnedClockwise(turnedClockwise(UPRIGHT));
    expect(turnedClockwise(turnedClockwise(half))).toEqual(UPRIGHT);
    expect(mirroredSideways(mirroredSideways(UPRIGHT))).toEqual(UPRIGHT);
    expect(mirroredUpsideDown(mirroredSideways(half))).toEqual(UPRIGHT);
  });

  test('projections without an orientation use Patient Orientation; nothing known is nothing claimed', () => {
    const chest = storedEdges({ orientation: null, patientOrientation: ['L', 'F'] });
    expect(chest).toMatchObject({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
    expect(storedEdges({ orientation: null, patientOrientation: null })).toBeNull();
    expect(storedEdges({ orientation: [0, 0, 0, 0, 0, 0], patientOrientation: null })).toBeNull();
  });
});

describe('the camera', () => {
  test('looks at an axial slice from the feet, the front of the patient up', () => {
    expect(cameraAxes(UPRIGHT, axial.orientation)).toEqual({ up: [0, -1, 0], normal: [0, 0, -1] });
  });

  test('looks from the other side when the image is mirrored', () => {
    const { up, normal } = cameraAxes(mirroredSideways(UPRIGHT), axial.orientation);
    expect([up[1], normal[2]]).toEqual([-1, 1]);
  });
});
