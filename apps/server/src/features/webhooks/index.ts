export { startDelivering } from './delivery.ts';
export { listWebhooks, type WebhookListing } from './listing.ts';
export { queueReportDelivered } from './outbox.ts';
