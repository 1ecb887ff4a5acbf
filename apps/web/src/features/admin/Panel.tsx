import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { ConnectionLost, describeError } from '../../api/index.ts';
import { Button, ErrorState, focusFirstLeft, Spinner } from '../../ui/index.ts';

/** Heading, one line on what the panel is for, and its main action. */
export function PanelHeader({ title, lead, action }: { title: string; lead: string; action?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-start gap-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="m-0 text-lg font-semibold">{title}</h2>
        <p className="m-0 text-muted">{lead}</p>
      </div>
      {action}
    </div>
  );
}

export interface PagedListProps<Item> {
  /** As useInfiniteQuery gives it. */
  query: {
    isPending: boolean;
    isError: boolean;
    error: unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError?: boolean;
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  items: Item[];
  /** Of what: "the users". */
  what: string;
  empty: ReactNode;
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** A list that grows page by page, with its loading, failed and empty states. */
export function PagedList<Item>({ query, items, what, empty, keyOf, children }: PagedListProps<Item>) {
  const rows = useRef<HTMLUListElement>(null);
  const firstNew = useRef<number>(null);
  // With the last page the button goes: the focus goes on to what it brought.
  useLayoutEffect(() => {
    const index = firstNew.current;
    if (index === null || items.length <= index) return;
    firstNew.current = null;
    const row = rows.current?.children[index];
    if (!query.hasNextPage && row instanceof HTMLElement) focusFirstLeft([row]);
  }, [items.length, query.hasNextPage]);
  const showMore = () => {
    firstNew.current = items.length;
    return query.fetchNextPage();
  };
  if (query.isPending) {
    return (
      <div className="flex justify-center p-10">
        <Spinner size={24} label={`Loading ${what}`} />
      </div>
    );
  }
  if (query.isError && items.length === 0) {
    return <ErrorState title={`It was not possible to load ${what}`} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (items.length === 0) return <div className="rounded-xl border border-border">{empty}</div>;
  return (
    <>
      <ul ref={rows} className="m-0 list-none rounded-xl border border-border bg-surface-raised p-0">
        {items.map((item) => (
          <li key={keyOf(item)} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-4 py-3 first:border-t-0">
            {children(item)}
          </li>
        ))}
      </ul>
      {(query.isError || query.hasNextPage) && (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-3">
          {query.isError && (
            <NotRead
              what={
                query.isFetchNextPageError
                  ? 'It was not possible to load more.'
                  : `It was not possible to read ${what} anew; this is how it was before.`
              }
              error={query.error}
              onRetry={query.isFetchNextPageError ? showMore : query.refetch}
            />
          )}
          {query.hasNextPage && (
            <Button isBusy={query.isFetchingNextPage} onClick={showMore}>
              Show more
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Beside rows that stay as they are. */
function NotRead({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => unknown }) {
  const why =
    error instanceof ConnectionLost ? 'The server cannot be reached. Check the connection, then try again.' : describeError(error).message;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-danger-surface px-3 py-2 text-danger">
      <p className="m-0 min-w-0">
        {what} {why}
      </p>
      <Button size="small" onClick={() => onRetry()}>
        Try again
      </Button>
    </div>
  );
}
