import type { ModalityWorklist } from '@readroom/contract';
import { Badge } from '../../../ui/index.ts';

/** What each program answered, and what of it a scanner would not get. */
export function SourceList({ sources }: { sources: ModalityWorklist['sources'] }) {
  return (
    <section aria-labelledby="worklist-sources">
      <h3 id="worklist-sources" className="mt-0 mb-2 text-[13px] font-medium text-muted">
        Who was asked
      </h3>
      <ul className="m-0 list-none rounded-xl border border-border bg-surface-raised p-0">
        {sources.map(({ apiKey, itemCount, error, warnings }) => (
          <li key={apiKey.apiKeyId} className="border-t border-border px-4 py-3 first:border-t-0">
            <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
              <span className="min-w-0 break-words">{apiKey.description}</span>
              {itemCount === null ? (
                <Badge tone="danger">No worklist</Badge>
              ) : (
                <Badge tone="success">{itemCount === 1 ? '1 item' : `${itemCount} items`}</Badge>
              )}
            </p>
            {error && <p className="m-0 text-[13px] text-danger">{error} The webhook log has the details.</p>}
            {warnings.length > 0 && (
              <ul className="m-0 mt-1 list-disc pl-5 text-[13px] break-words text-warning">
                {warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
