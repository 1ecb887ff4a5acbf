export { type ConflictReason, InstanceConflictError } from './conflict.ts';
export { type FileOutcome, type ImportSummary, importPath } from './import-path.ts';
export { type IngestContext, type IngestedInstance, ingestInstance, ingestStaged } from './ingest.ts';
export { maySendImages, mayStoreInto } from './policy.ts';
export { receivedBytes } from './receive.ts';
export { imageRoutes } from './routes.ts';
