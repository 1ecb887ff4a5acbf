import { type AdminKey, eachWebhookUrl, type WebhookUrlField } from '@readroom/contract';

/** A key as the form holds it. */
export interface KeyFields extends Record<WebhookUrlField, string> {
  description: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  isClinicalContextEnrichmentEnabled: boolean;
}

export const NEW_KEY: KeyFields = {
  description: '',
  scope: 'self',
  isViewerEnabled: false,
  isClinicalContextEnrichmentEnabled: false,
  ...eachWebhookUrl(() => ''),
};

export function fieldsOfKey(key: AdminKey): KeyFields {
  const { description, scope, isViewerEnabled, isClinicalContextEnrichmentEnabled } = key;
  return {
    description,
    scope,
    isViewerEnabled,
    isClinicalContextEnrichmentEnabled,
    ...eachWebhookUrl((field) => key[field] ?? ''),
  };
}

/** The body of POST /api/admin/keys: no URL is null. */
export function createOf(fields: KeyFields): Record<string, unknown> {
  return {
    ...fields,
    description: fields.description.trim(),
    ...eachWebhookUrl((field) => fields[field].trim() || null),
  };
}

/** The body of a PATCH: what differs. The scope never changes. */
export function changeOf(before: KeyFields, fields: KeyFields): Record<string, unknown> {
  const known = createOf(before);
  return Object.fromEntries(Object.entries(createOf(fields)).filter(([name, value]) => name !== 'scope' && value !== known[name]));
}
