import type { Principal } from '../principal/index.ts';
import type { NewStudy } from './repository.ts';

/** The columns that say who made a study: a key, or a user in the dashboard. */
export function creatorOf(principal: Principal): Pick<NewStudy, 'createdByApiKeyId' | 'createdByUserId'> {
  return principal.kind === 'key'
    ? { createdByApiKeyId: principal.apiKeyId, createdByUserId: null }
    : { createdByApiKeyId: null, createdByUserId: principal.userId };
}
