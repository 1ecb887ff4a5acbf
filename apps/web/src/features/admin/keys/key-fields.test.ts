import { AdminKeyCreateSchema, AdminKeyPatchSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { changeOf, createOf, NEW_KEY } from './key-fields.ts';

const pacs = { ...NEW_KEY, description: 'PACS', reportWebhookUrl: 'https://pacs.example/hook' };

test('a new key without a URL says null', () => {
  const body = createOf({ ...pacs, description: ' PACS ' });
  expect(body).toMatchObject({ description: 'PACS', scope: 'self', studyWebhookUrl: null, reportWebhookUrl: 'https://pacs.example/hook' });
  expect(AdminKeyCreateSchema.safeParse(body).success).toBe(true);
});

test('a change holds what differs, null for a URL that was taken away, and never the scope', () => {
  const body = changeOf(pacs, { ...pacs, scope: 'all', isViewerEnabled: true, reportWebhookUrl: '' });
  expect(body).toEqual({ isViewerEnabled: true, reportWebhookUrl: null });
  expect(AdminKeyPatchSchema.safeParse(body).success).toBe(true);
});
