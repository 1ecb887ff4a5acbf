import { Ban, ChevronsUp, UserRound } from 'lucide-react';
import { Button } from '../../../ui/index.ts';
import type { BulkKind } from './BulkDialog.tsx';

export interface BulkBarProps {
  shown: number;
  chosen: number;
  onAll: (isChosen: boolean) => void;
  onBulk: (kind: BulkKind) => void;
}

/** What can be done with the chosen studies. */
export function BulkBar({ shown, chosen, onAll, onBulk }: BulkBarProps) {
  return (
    <div className="mb-2 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2 px-4">
      <label className="flex items-center gap-4 max-sm:basis-full">
        <input
          type="checkbox"
          className="size-4 accent-accent-solid"
          checked={chosen === shown}
          ref={(element) => {
            if (element) element.indeterminate = chosen > 0 && chosen < shown;
          }}
          onChange={(event) => onAll(event.target.checked)}
        />
        <span aria-live="polite" className={chosen > 0 ? 'font-medium' : 'text-muted'}>
          {chosen > 0 ? `${chosen} of ${shown} chosen` : shown === 1 ? 'Choose the one shown' : `Choose all ${shown} shown`}
        </span>
      </label>
      {chosen > 0 && (
        <>
          <Button size="small" icon={<UserRound size={14} aria-hidden />} onClick={() => onBulk('assign')}>
            Assign…
          </Button>
          <Button size="small" icon={<ChevronsUp size={14} aria-hidden />} onClick={() => onBulk('severity')}>
            Priority…
          </Button>
          <Button size="small" icon={<Ban size={14} aria-hidden />} onClick={() => onBulk('cancel')}>
            Cancel them…
          </Button>
        </>
      )}
    </div>
  );
}
