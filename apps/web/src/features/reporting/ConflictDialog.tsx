import type { Draft } from '@readroom/contract';
import { useMemo } from 'react';
import { Button, Dialog, toast } from '../../ui/index.ts';
import { draftText } from './document/report-text.ts';
import { type DiffPiece, diffWords } from './document/word-diff.ts';
import type { DraftSync } from './sync/draft-sync.ts';
import type { DraftContent } from './sync/fingerprint.ts';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Two versions of one draft, side by side. Closing decides nothing: the conflict stays, and nothing is sent until it is decided. */
export function ConflictDialog({
  sync,
  mine,
  theirs,
  onClose,
}: {
  sync: DraftSync;
  mine: DraftContent;
  theirs: Draft;
  onClose: () => void;
}) {
  const pieces = useMemo(() => diffWords(draftText(mine), draftText(theirs)), [mine, theirs]);
  const takeTheirs = () => {
    if (sync.takeTheirs()) return;
    toast({
      tone: 'danger',
      title: 'Nothing was changed',
      description: 'This browser could not keep your version. Copy its words first, or keep yours.',
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      testId="conflict-dialog"
      title="This report was changed in two places"
      description="Nothing was overwritten. The differences are marked. Choose which version goes on; the other one is kept."
      footer={
        <>
          <Button onClick={takeTheirs}>Take the saved version</Button>
          <Button variant="primary" onClick={() => sync.keepMine()}>
            Keep mine
          </Button>
        </>
      }
    >
      <div ref={showFirstDifferences} className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Version title="Mine, in this window" pieces={pieces} kind="first" />
        <Version title={`Saved elsewhere, ${TIME.format(new Date(theirs.updatedAt))}`} pieces={pieces} kind="second" />
      </div>
    </Dialog>
  );
}

/** Reports are long and differ in a few words. */
function showFirstDifferences(versions: HTMLElement | null): void {
  for (const text of versions?.querySelectorAll('p') ?? []) {
    const first = text.querySelector('mark');
    if (first) text.scrollTop = first.offsetTop - text.offsetTop - text.clientHeight / 2;
  }
}

function Version({ title, pieces, kind }: { title: string; pieces: DiffPiece[]; kind: 'first' | 'second' }) {
  return (
    <section className="flex min-w-0 flex-col rounded-md border border-border">
      <h3 className="m-0 border-b border-border px-3 py-1.5 text-[13px] font-semibold">{title}</h3>
      <p
        className="m-0 max-h-[50vh] overflow-y-auto px-3 py-2 text-[13px] whitespace-pre-wrap"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys must be able to scroll it
        tabIndex={0}
      >
        {pieces
          .filter((piece) => piece.kind === 'same' || piece.kind === kind)
          .map((piece, index) =>
            piece.kind === 'same' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: made anew as a whole
              <span key={index}>{piece.text}</span>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: made anew as a whole
              <mark key={index} className="rounded-sm bg-warning-surface font-medium text-warning">
                {piece.text}
              </mark>
            ),
          )}
      </p>
    </section>
  );
}
