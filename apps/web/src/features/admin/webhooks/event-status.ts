import type { AdminWebhookEvent } from '@readroom/contract';
import type { BadgeTone } from '../../../ui/index.ts';

export const STATUSES: Record<AdminWebhookEvent['status'], { tone: BadgeTone; label: string }> = {
  pending: { tone: 'warning', label: 'Waiting' },
  delivered: { tone: 'success', label: 'Delivered' },
  failed: { tone: 'danger', label: 'Failed' },
};

export const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
