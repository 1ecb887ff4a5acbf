export { adminKeyRoutes } from './admin-routes.ts';
export type { KeyRequest, NewKey } from './keep.ts';
export { createKey, type KeyListing, listKeys, revokeKey, rotateSecret } from './service.ts';
