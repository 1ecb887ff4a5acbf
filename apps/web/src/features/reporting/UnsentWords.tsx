import { useState } from 'react';
import { browserStorage } from '../session/index.ts';
import { AsideVersions } from './AsideVersions.tsx';
import { useCurrentUserId } from './report-queries.ts';
import { KeptDrafts } from './sync/kept-drafts.ts';

/** Words on this computer that did not reach the report before it was signed elsewhere. They are not lost: an addendum can say them. */
export function UnsentWords({ reportId }: { reportId: string }) {
  const userId = useCurrentUserId();
  const [kept] = useState(() => new KeptDrafts(browserStorage(), userId, reportId, 'signed'));
  const [versions, setVersions] = useState(() => [...kept.all(), ...kept.aside()]);
  const discard = () => {
    kept.removeOthers();
    kept.clearAside();
    setVersions([]);
  };
  return <AsideVersions versions={versions} kept={kept} onDiscard={discard} />;
}
