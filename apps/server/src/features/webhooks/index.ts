export { adminWebhookRoutes } from './admin-routes.ts';
export { type Answer, type AskedKey, askWebhook, DEADLINE_MS, type Question } from './ask.ts';
export { startDelivering } from './delivery.ts';
export { listWebhooks, type WebhookListing } from './listing.ts';
export { readEvent } from './log.ts';
export { queueReportDelivered } from './outbox.ts';
export { pruneLog, startPruning } from './pruning.ts';
export { addWarnings, hasStudyUrl, nameStudyOfEvent } from './repository.ts';
export { JsonText } from './send.ts';
