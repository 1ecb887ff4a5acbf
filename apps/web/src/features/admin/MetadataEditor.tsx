import { Plus, X } from 'lucide-react';
import { Button, IconButton, TextField } from '../../ui/index.ts';
import { newPair, type Pair, pairErrors } from './metadata.ts';
import { useRowFocus } from './use-row-focus.ts';

export interface MetadataEditorProps {
  pairs: Pair[];
  onChange: (pairs: Pair[]) => void;
  /** What the schema or the server found, of the pairs as a whole. */
  error?: string | undefined;
}

const MAX_PAIRS = 50;

/** Key and value, as many as there are. */
export function MetadataEditor({ pairs, onChange, error }: MetadataEditorProps) {
  const errors = pairErrors(pairs);
  const { list, focusRow } = useRowFocus();
  const set = (id: number, change: Partial<Pair>) => onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair)));
  return (
    <fieldset ref={list} className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0">
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Metadata</legend>
      {pairs.map((pair, index) => {
        const wrong = errors.get(pair.id);
        return (
          <div key={pair.id} data-row className="flex items-start gap-2">
            <TextField
              label={`Key of pair ${index + 1}`}
              isLabelHidden
              placeholder="Key"
              className="min-w-0 flex-1"
              maxLength={100}
              value={pair.key}
              {...(wrong !== undefined && { error: wrong })}
              onChange={(event) => set(pair.id, { key: event.target.value })}
            />
            <TextField
              label={`Value of pair ${index + 1}`}
              isLabelHidden
              placeholder="Value"
              className="min-w-0 flex-[2]"
              maxLength={1000}
              value={pair.value}
              onChange={(event) => set(pair.id, { value: event.target.value })}
            />
            <IconButton
              label={`Remove pair ${index + 1}`}
              icon={<X size={16} aria-hidden />}
              onClick={() => {
                onChange(pairs.filter(({ id }) => id !== pair.id));
                focusRow(index);
              }}
            />
          </div>
        );
      })}
      {error !== undefined && (
        <p role="alert" className="m-0 text-[13px] text-danger">
          {error}
        </p>
      )}
      <div className="flex items-center gap-3">
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          disabled={pairs.length >= MAX_PAIRS}
          data-add-row
          onClick={() => {
            onChange([...pairs, newPair()]);
            focusRow(pairs.length);
          }}
        >
          Add a pair
        </Button>
        {pairs.length === 0 && <span className="text-[13px] text-muted">Your own facts, such as a number in another system.</span>}
      </div>
    </fieldset>
  );
}
