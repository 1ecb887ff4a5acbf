import type { AdminKey } from '@readroom/contract';

/** A key as the form holds it. */
export interface KeyFields {
  description: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  isClinicalContextEnrichmentEnabled: boolean;
  studyWebhookUrl: string;
  reportWebhookUrl: string;
}

export const NEW_KEY: KeyFields = {
  description: '',
  scope: 'self',
  isViewerEnabled: false,
  isClinicalContextEnrichmentEnabled: false,
  studyWebhookUrl: '',
  reportWebhookUrl: '',
};

export function fieldsOfKey(key: AdminKey): KeyFields {
  const { description, scope, isViewerEnabled, isClinicalContextEnrichmentEnabled, studyWebhookUrl, reportWebhookUrl } = key;
  return {
    description,
    scope,
    isViewerEnabled,
    isClinicalContextEnrichmentEnabled,
    studyWebhookUrl: studyWebhookUrl ?? '',
    reportWebhookUrl: reportWebhookUrl ?? '',
  };
}

/** The body of POST /api/admin/keys: no URL is null. */
export function createOf(fields: KeyFields): Record<string, unknown> {
  return {
    ...fields,
    description: fields.description.trim(),
    studyWebhookUrl: fields.studyWebhookUrl.trim() || null,
    reportWebhookUrl: fields.reportWebhookUrl.trim() || null,
  };
}

/** The body of a PATCH: what differs. The scope never changes. */
export function changeOf(before: KeyFields, fields: KeyFields): Record<string, unknown> {
  const known = createOf(before);
  return Object.fromEntries(Object.entries(createOf(fields)).filter(([name, value]) => name !== 'scope' && value !== known[name]));
}
