import type { StudyPage } from '@readroom/contract';
import { Banner } from '../../ui/index.ts';

/** What must be seen before anything is read. None of it can be closed: it goes when its cause goes. */
export function StudyNotices({ page: { study }, mismatches }: { page: StudyPage; mismatches: StudyPage['mismatches'] }) {
  return (
    <>
      {mismatches.length > 0 && (
        <Banner tone="danger">
          <strong>These images may be of another patient.</strong> The order and the images do not agree. Clear this up before you report.
          <ul className="m-0 flex list-none flex-wrap gap-x-6 p-0">
            {mismatches.map((mismatch) => (
              <li key={`${mismatch.field} ${mismatch.images}`}>
                {mismatch.field}: the order says <strong className="identifier">{mismatch.order}</strong>, the images say{' '}
                <strong className="identifier">{mismatch.images}</strong>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {study.isCancelled && (
        <Banner tone="warning">
          <strong>This study was cancelled.</strong> It can be looked at, not reported. Whoever ordered it can take the cancellation back.
        </Banner>
      )}
    </>
  );
}
