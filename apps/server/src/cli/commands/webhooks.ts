import { listWebhooks, type WebhookListing } from '../../features/webhooks/index.ts';
import { type Command, optional, UsageError } from '../command.ts';

export const webhooksList: Command = {
  name: 'webhooks list',
  usage: '[--limit <1-1000>]',
  summary: 'List the newest webhook events with every attempt to deliver them',
  options: { limit: { type: 'string' } },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const limit = Number(optional(values, 'limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError('--limit: expected a whole number from 1 to 1000');
    const events = await listWebhooks(deps, limit);
    return { result: { events }, text: events.map(describe).join('\n') || 'There are no webhook events.' };
  },
};

function describe(event: WebhookListing): string {
  const next = event.nextAttemptAt && event.status === 'pending' ? `, next attempt ${event.nextAttemptAt}` : '';
  const attempts = event.attempts.map(
    (attempt) => `    ${attempt.startedAt}  ${attempt.durationMs} ms  ${attempt.statusCode ?? attempt.error ?? 'no answer'}`,
  );
  const warnings = event.warnings.map((warning) => `    ${warning}`);
  return [`${event.eventId}  ${event.type}  ${event.status}${next}`, ...attempts, ...warnings].join('\n');
}
