import { expect, test } from 'vitest';
import { isImagesOnly } from './images-only.ts';

test.each([
  ['full', 'images'],
  ['reroute', 'images'],
  ['reroute', '?images'],
  ['viewer', ''],
] as const)('a %s session at "%s" sees the viewer alone', (kind, search) => {
  expect(isImagesOnly({ kind }, search)).toBe(true);
});

test.each([
  ['full', ''],
  ['reroute', ''],
  ['full', 'other=images'],
] as const)('a %s session at "%s" sees the report beside the images', (kind, search) => {
  expect(isImagesOnly({ kind }, search)).toBe(false);
});
