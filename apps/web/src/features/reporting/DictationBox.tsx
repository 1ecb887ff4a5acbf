import { SECTION_TITLES } from '@readroom/contract';
import type { Placement } from '@readroom/report';
import { CornerDownLeft, X } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { Button, IconButton, Kbd } from '../../ui/index.ts';
import { MOD } from './shortcuts.ts';

export interface DictationBoxProps {
  dictation: string;
  onChange: (dictation: string) => void;
  onPutIntoReport: () => void;
  /** Undo in the empty box: gives back what was put into the report. True where something was. */
  onUndo: () => boolean;
  placements: Placement[];
  onGoTo: (placement: Placement) => void;
  onDismissPlacements: () => void;
}

/** Where the radiologist types, pastes or (later) speaks, in any order; the engine writes it into the report. */
export function DictationBox(props: DictationBoxProps) {
  const { dictation, onChange, onPutIntoReport, onUndo, placements, onGoTo, onDismissPlacements } = props;
  const hintId = useId();
  const isEmpty = dictation.trim() === '';
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    // What was typed in the box is the browser's to undo; an empty box has nothing left to undo but the last dictation.
    if (isUndo && dictation === '' && onUndo()) event.preventDefault();
  };
  return (
    <div className="border-t border-border bg-surface-raised px-3 pt-2 pb-2.5">
      {placements.length > 0 && <Placed placements={placements} onGoTo={onGoTo} onDismiss={onDismissPlacements} />}
      <textarea
        data-testid="dictation-box"
        aria-label="Dictation"
        aria-describedby={hintId}
        value={dictation}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        rows={3}
        // As in the editor: spelling services send what is typed to others.
        spellCheck={false}
        autoCorrect="off"
        autoComplete="off"
        data-gramm="false"
        placeholder="Dictate here in any order, punctuation spoken or typed: “three point five centimeter mass in the right upper lobe period no effusion”"
        className="block min-h-18 max-h-[40vh] w-full resize-y rounded-md border border-border-strong bg-surface px-3 py-2 leading-snug placeholder:text-muted"
      />
      <div className="mt-2 flex items-center gap-2">
        <span id={hintId} className="min-w-0 flex-1 text-xs text-muted">
          {isEmpty ? 'Nothing waits to be put into the report.' : 'Not in the report yet.'}
        </span>
        <Button
          size="small"
          variant={isEmpty ? 'secondary' : 'primary'}
          data-testid="put-into-report"
          disabled={isEmpty}
          onClick={onPutIntoReport}
          icon={<CornerDownLeft size={14} aria-hidden />}
        >
          Put into report
        </Button>
        <span className="max-sm:hidden">
          <Kbd>{MOD} Enter</Kbd>
        </span>
      </div>
    </div>
  );
}

function Placed({
  placements,
  onGoTo,
  onDismiss,
}: {
  placements: Placement[];
  onGoTo: (placement: Placement) => void;
  onDismiss: () => void;
}) {
  return (
    <div role="status" className="mb-2 flex items-start gap-1 rounded-md bg-success-surface py-1 pr-1 pl-2.5 text-[13px]">
      <div className="min-w-0 flex-1">
        <span className="sr-only">Put into the report:</span>
        <ul className="m-0 max-h-28 list-none overflow-y-auto p-0">
          {placements.map((placement, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <li key={index}>
              <button
                type="button"
                onClick={() => onGoTo(placement)}
                className="flex w-full items-baseline gap-2 rounded py-0.5 text-left hover:underline"
              >
                <span className="shrink-0 font-medium text-success">{placement.label ?? SECTION_TITLES[placement.sectionId]}</span>
                <span className="truncate">{placement.sentence}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <IconButton size="small" label="Hide" icon={<X size={14} aria-hidden />} onClick={onDismiss} />
    </div>
  );
}
