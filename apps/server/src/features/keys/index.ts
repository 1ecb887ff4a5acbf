export { createKey, type KeyListing, type KeyRequest, listKeys, type NewKey, revokeKey } from './service.ts';
