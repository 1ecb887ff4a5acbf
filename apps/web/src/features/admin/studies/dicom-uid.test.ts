import { DicomUidSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { uidOfUuid } from './dicom-uid.ts';

test('the example of PS3.5 B.2', () => {
  expect(uidOfUuid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe('2.25.329800735698586629295641978511506172918');
});

test('the smallest and the largest are UIDs too', () => {
  expect(uidOfUuid('00000000-0000-0000-0000-000000000000')).toBe('2.25.0');
  expect(DicomUidSchema.safeParse(uidOfUuid('ffffffff-ffff-ffff-ffff-ffffffffffff')).success).toBe(true);
});
