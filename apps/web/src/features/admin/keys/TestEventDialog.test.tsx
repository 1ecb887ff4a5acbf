// @vitest-environment happy-dom
import { type AdminKey, type AdminWebhookEventDetail, publicId } from '@readroom/contract';
import { expect, test, vi } from 'vitest';
import { App, serve, testPage } from '../testing/page.tsx';
import { TestEventDialog } from './TestEventDialog.tsx';

const page = testPage();
const MADE_UP = 'A test: its data was made up.';
const apiKey: AdminKey = {
  apiKeyId: '11111111-2222-4333-8444-555555555555',
  description: 'PACS',
  hint: 'sk_live_…1a2b',
  scope: 'all',
  isViewerEnabled: false,
  isClinicalContextEnrichmentEnabled: false,
  studyWebhookUrl: 'https://pacs.example',
  reportWebhookUrl: null,
  patientStudyWebhookUrl: null,
  secondaryCaptureWebhookUrl: null,
  modalityWorklistWebhookUrl: null,
  previousSecretExpiresAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  lastUsedAt: null,
  revokedAt: null,
};
const attempt = { attempt: 1, startedAt: '2026-01-02T03:04:05.000Z', durationMs: 12, statusCode: 200, error: null, response: '{}' };
const delivered: AdminWebhookEventDetail = {
  eventId: publicId('whe', apiKey.apiKeyId),
  type: 'webhook.test',
  mode: 'sync',
  status: 'delivered',
  apiKey: { apiKeyId: apiKey.apiKeyId, description: 'PACS' },
  studyId: null,
  reportId: null,
  attempts: 1,
  warnings: [],
  createdAt: '2026-01-02T03:04:05.000Z',
  deliveredAt: '2026-01-02T03:04:05.000Z',
  nextAttemptAt: null,
  attemptLog: [attempt],
};
const failed = (why: string, isTyped = false): AdminWebhookEventDetail => ({
  ...delivered,
  status: 'failed',
  deliveredAt: null,
  warnings: isTyped ? [MADE_UP, why] : [why],
  attemptLog: [{ ...attempt, statusCode: null, error: why }],
});

test.each<[string, AdminWebhookEventDetail, string]>([
  ['is taken', delivered, 'The test was takenAnswered 200 in 12 ms.'],
  ['with made-up data is taken', { ...delivered, warnings: [MADE_UP] }, 'The test was takenAnswered 200 in 12 ms.'],
  [
    'is taken with remarks',
    { ...delivered, warnings: ['items[0] was left out: it has no usable step.', MADE_UP] },
    'Taken, with remarksitems[0] was left out: it has no usable step.',
  ],
  [
    'finds nobody',
    failed('The connection failed (ECONNREFUSED).'),
    'The test was not takenNothing answered at that address (ECONNREFUSED). Check the URL of the key, and that the program behind it is running.',
  ],
  [
    'finds a certificate that is no good',
    failed('The connection failed (DEPTH_ZERO_SELF_SIGNED_CERT).', true),
    'The test was not takenThe certificate at that address is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Give the program one of a known authority.',
  ],
  [
    'breaks off',
    failed('The connection failed (UND_ERR_SOCKET).'),
    'The test was not takenThe connection broke off before there was an answer (UND_ERR_SOCKET). Look into the log of the program.',
  ],
  ['is refused', failed('The receiver answered 500.', true), 'The test was not takenThe receiver answered 500.'],
])('a test that %s', async (_what, answer, words) => {
  serve(() => answer);
  const onClose = vi.fn();
  await page.show(
    <App>
      <TestEventDialog apiKey={apiKey} onClose={onClose} />
    </App>,
  );
  await page.click('Send');
  await page.eventually(() => expect(page.text()).toContain(words));
  expect(onClose).toHaveBeenCalledTimes(1);
});
