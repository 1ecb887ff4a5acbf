import { baseKeymap, chainCommands } from '@tiptap/pm/commands';
import { history, redo, undo } from '@tiptap/pm/history';
import { keymap } from '@tiptap/pm/keymap';
import type { Command } from '@tiptap/pm/state';
import { goToField, goToPending } from './fields.ts';
import { highlightPlugins } from './highlights.ts';
import { acceptRange, pendingAtSelection, provenancePlugin, removeRange } from './provenance.ts';
import { deleteTowards, splitParagraph, structureGuard } from './structure.ts';

const atSelection =
  (command: typeof acceptRange): Command =>
  (state, dispatch, view) => {
    const range = pendingAtSelection(state);
    return range ? command(range)(state, dispatch, view) : false;
  };

const back = deleteTowards('back');
const forward = deleteTowards('forward');

/** The plugins of the editor, the strictest first. */
export function reportPlugins() {
  return [
    structureGuard(),
    provenancePlugin(),
    keymap({
      Enter: splitParagraph,
      'Shift-Enter': splitParagraph,
      Backspace: back,
      'Shift-Backspace': back,
      'Mod-Backspace': back,
      'Alt-Backspace': back,
      Delete: forward,
      'Mod-Delete': forward,
      Tab: goToField(1),
      'Shift-Tab': goToField(-1),
      // Not F8, which goes to the notifications.
      F9: goToPending(1),
      'Shift-F9': goToPending(-1),
      'Alt-Enter': atSelection(acceptRange),
      'Alt-Delete': atSelection(removeRange),
      'Mod-z': undo,
      'Mod-y': redo,
      'Shift-Mod-z': redo,
      // The pane's: put the dictation into the report.
      'Mod-Enter': () => true,
    }),
    ...highlightPlugins(),
    history({ newGroupDelay: 700 }),
    keymap({ ...baseKeymap, Backspace: chainCommands(back, baseKeymap.Backspace!) }),
  ];
}
