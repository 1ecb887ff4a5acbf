import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Check, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from '../../ui/index.ts';
import { acceptRange, pendingAtSelection, removeRange } from './editor/provenance.ts';

/** Accept or remove, under the text at the cursor that nobody dictated. The same two keys work without it. */
export function PendingToolbar({ editor, container }: { editor: Editor; container: HTMLElement }) {
  const place = useEditorState({ editor, selector: ({ editor: current }) => placeIn(current, container) });
  if (!place) return null;
  const run = (command: typeof acceptRange) => () => {
    const range = pendingAtSelection(editor.state);
    if (range) command(range)(editor.state, editor.view.dispatch);
    editor.view.focus();
  };
  return (
    <div
      role="toolbar"
      aria-label="Text that was not dictated"
      data-testid="pending-toolbar"
      className="absolute z-10 flex gap-0.5 rounded-lg border border-border bg-surface-overlay p-0.5 shadow-overlay"
      style={{ top: place.top, left: place.left }}
      // The cursor stays where it is.
      onPointerDown={(event) => event.preventDefault()}
    >
      <ToolbarButton icon={<Check size={13} aria-hidden />} label="Accept" shortcut="Alt ⏎" onClick={run(acceptRange)} />
      <ToolbarButton icon={<Trash2 size={13} aria-hidden />} label="Remove" shortcut="Alt Del" onClick={run(removeRange)} />
    </div>
  );
}

function ToolbarButton({ icon, label, shortcut, onClick }: { icon: ReactNode; label: string; shortcut: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-7 items-center gap-1.5 rounded-md px-2 text-[13px] whitespace-nowrap hover:bg-surface-hover"
    >
      {icon}
      {label}
      <span className="whitespace-nowrap max-sm:hidden">
        <Kbd>{shortcut}</Kbd>
      </span>
    </button>
  );
}

/** With the names of its keys; narrow screens show none. */
const WIDTH = 270;

/** In the coordinates of the scrolling container, which is positioned. */
function placeIn(editor: Editor, container: HTMLElement): { top: number; left: number } | null {
  if (editor.isDestroyed || !editor.isFocused) return null;
  const range = pendingAtSelection(editor.state);
  if (!range) return null;
  const cursor = editor.view.coordsAtPos(editor.state.selection.head);
  const box = container.getBoundingClientRect();
  return {
    top: cursor.bottom - box.top + container.scrollTop + 4,
    left: Math.max(8, Math.min(cursor.left - box.left, container.clientWidth - WIDTH)),
  };
}
