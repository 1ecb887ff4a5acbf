export { queueReportDelivered, startDelivering } from './delivery.ts';
export { listWebhooks, type WebhookListing } from './listing.ts';
