export { referenceRoutes } from './routes.ts';
export { createReference, deleteReference, listReferences, patchReference, readReference, readReferenceByExternalId } from './service.ts';
