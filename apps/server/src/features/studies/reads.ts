import { ApiError, rawId, type Study, type StudySelector } from '@readroom/contract';
import type { Ask } from '../../platform/db/connection.ts';
import { gather } from '../../platform/gather/index.ts';
import type { KeyCaller, KeyRead } from '../principal/index.ts';
import { askToRead, type StudyColumn } from './details-repository.ts';
import { presentStudy } from './presenter.ts';

interface Asked {
  ask: Ask;
  caller: KeyCaller;
  by: StudyColumn;
  study: string | null;
}

/** As `readStudy`, for a key, outside of a transaction. What a key asks for while its last reads are on their way goes in one statement: sixteen callers cost PostgreSQL little more than one. */
export function studyReads(): (selector: StudySelector) => KeyRead<Study> {
  const read = gather(
    (asked: Asked[]) => {
      const { ask, caller, by } = asked[0]!;
      return askToRead(
        ask,
        caller.principal,
        'autoscribe',
        by,
        asked.map(({ study, caller: { requestId } }) => ({ study, requestId })),
      );
    },
    { most: 100 },
  );
  return ({ studyId, studyInstanceUid = '' }) =>
    async (ask, caller) => {
      const { apiKeyId, scope, isViewerEnabled } = caller.principal;
      const by = studyId === undefined ? 'studyInstanceUid' : 'id';
      const study = studyId === undefined ? studyInstanceUid : rawId('stu', studyId);
      const details = await read({ ask, caller, by, study }, `${apiKeyId} ${scope} ${isViewerEnabled} ${by}`);
      if (!details) throw new ApiError('not_found');
      return presentStudy(details);
    };
}
