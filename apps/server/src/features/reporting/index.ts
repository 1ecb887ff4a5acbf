export { beginAddendum } from './addendum.ts';
export { contentHash } from './content-hash.ts';
export { keepDictation, saveDraft } from './draft.ts';
export { openReport } from './open.ts';
export { reportingRoutes } from './routes.ts';
export { signReport } from './sign.ts';
