export { type DocumentSummary, type SourceDocument, summariseDocuments } from './summarise.ts';
