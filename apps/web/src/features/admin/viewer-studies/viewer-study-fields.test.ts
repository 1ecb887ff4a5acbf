import { ViewerStudyCreateSchema, ViewerStudyPatchSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { newPair } from '../metadata.ts';
import { createOf, NEW_VIEWER_STUDY, patchOf } from './viewer-study-fields.ts';

const head = { ...NEW_VIEWER_STUDY, studyInstanceUid: '1.2.3', studyDescription: ' CT HEAD ' };

test('a new study leaves out what is empty', () => {
  expect(createOf(head)).toEqual({ studyInstanceUid: '1.2.3', studyDescription: 'CT HEAD', severity: 'normal' });
  expect(ViewerStudyCreateSchema.safeParse(createOf(head)).success).toBe(true);
});

test('a change holds what differs, never the UID or the customer', () => {
  const before = { ...head, studyDescription: 'CT HEAD', assignedTo: 'usr_1', metadata: [newPair('a', 'b')] };
  expect(patchOf(before, { ...before, studyInstanceUid: '9.9', expressCustomerId: 'cus_1' })).toEqual({});
  const body = patchOf(before, { ...before, assignedTo: '', studyViewerStatus: 'complete', metadata: [] });
  expect(body).toEqual({ assignedTo: null, studyViewerStatus: 'complete', metadata: null });
  expect(ViewerStudyPatchSchema.safeParse(body).success).toBe(true);
});
