import type { Node } from '@tiptap/pm/model';
import { type Command, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { canJoin } from '@tiptap/pm/transform';

/** Marks a transaction that may change sections and organ systems: a template, a dictation, another window's words. */
export const REPLACES_STRUCTURE = 'replacesStructure';

/** Deletes the text of a range and keeps every section and every organ system in it, emptied. */
export function deleteKeepingStructure(tr: Transaction, from: number, to: number): Transaction {
  const runs: { from: number; to: number; section: Node | null }[] = [];
  tr.doc.nodesBetween(from, to, (node, position, parent) => {
    if (node.type.name !== 'paragraph') return true;
    const start = Math.max(from, position + 1);
    const end = Math.min(to, position + 1 + node.content.size);
    const last = runs.at(-1);
    if (last && last.section === parent && node.attrs.label === null) last.to = end;
    else runs.push({ from: start, to: end, section: parent });
    return false;
  });
  for (const run of runs.reverse()) if (run.from < run.to) tr.delete(run.from, run.to);
  const start = runs.at(-1)?.from;
  return start === undefined ? tr : tr.setSelection(TextSelection.create(tr.doc, start));
}

/** Writes lines of plain text in place of the selection; a line break starts a paragraph. */
export function insertLines(tr: Transaction, text: string): Transaction {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  deleteKeepingStructure(tr, tr.selection.from, tr.selection.to);
  for (const [index, line] of lines.entries()) {
    if (index > 0) splitHere(tr);
    if (line) tr.replaceWith(tr.selection.from, tr.selection.from, tr.doc.type.schema.text(line));
  }
  return tr.scrollIntoView();
}

function splitHere(tr: Transaction): void {
  const position = tr.selection.from;
  tr.split(position, 1, [{ type: tr.doc.type.schema.nodes.paragraph!, attrs: { label: null } }]);
  tr.setSelection(TextSelection.create(tr.doc, position + 2));
}

/** Enter: a new paragraph of the same section, without an organ system of its own. */
export const splitParagraph: Command = (state, dispatch) => {
  if (dispatch) {
    const tr = deleteKeepingStructure(state.tr, state.selection.from, state.selection.to);
    splitHere(tr);
    dispatch(tr.scrollIntoView());
  }
  return true;
};

/** Backspace and Delete: what a browser would do, except that a heading and an organ system stay. */
export function deleteTowards(direction: 'back' | 'forward'): Command {
  return (state, dispatch) => {
    const { selection, tr } = state;
    if (!selection.empty) {
      dispatch?.(deleteKeepingStructure(tr, selection.from, selection.to).scrollIntoView());
      return true;
    }
    const { $from } = selection;
    const isAtEdge = direction === 'back' ? $from.parentOffset === 0 : $from.parentOffset === $from.parent.content.size;
    if (!isAtEdge) return false;
    const boundary = direction === 'back' ? $from.before() : $from.after();
    const { nodeBefore: above, nodeAfter: below } = state.doc.resolve(boundary);
    if (!above || !below) return true;
    if (below.attrs.label === null && canJoin(state.doc, boundary)) dispatch?.(tr.join(boundary).scrollIntoView());
    else if (above.content.size === 0 && above.attrs.label === null)
      dispatch?.(tr.delete(boundary - above.nodeSize, boundary).scrollIntoView());
    return true;
  };
}

function sectionIds(doc: Node): string {
  return JSON.stringify(doc.children.map((section) => section.attrs.id));
}

function organSystems(doc: Node): string {
  return JSON.stringify(
    doc.children.map((section) => section.children.map((paragraph) => paragraph.attrs.label).filter((label) => label !== null)),
  );
}

/** The last word on structure: no keystroke, drop or browser quirk removes, doubles or moves a section or an organ system. */
export function structureGuard(): Plugin {
  return new Plugin({
    filterTransaction: (tr, state) => {
      if (!tr.docChanged) return true;
      if (sectionIds(tr.doc) !== sectionIds(state.doc)) return false;
      return Boolean(tr.getMeta(REPLACES_STRUCTURE) || tr.getMeta('history$')) || organSystems(tr.doc) === organSystems(state.doc);
    },
    props: {
      handleTextInput: (view, from, to, text) => {
        const { doc, tr } = view.state;
        if (doc.resolve(from).sameParent(doc.resolve(to))) return false;
        deleteKeepingStructure(tr, from, to);
        view.dispatch(tr.insertText(text).scrollIntoView());
        return true;
      },
      handlePaste: (view, event) => {
        const text = event.clipboardData?.getData('text/plain');
        if (text) view.dispatch(insertLines(view.state.tr, text));
        return true;
      },
      handleDrop: () => true,
      handleDOMEvents: {
        dragstart: (_view, event) => {
          event.preventDefault();
          return true;
        },
        cut: (view, event) => {
          const { selection, tr } = view.state;
          if (!selection.empty && event.clipboardData) {
            event.clipboardData.setData('text/plain', selectedText(view.state.doc, selection.from, selection.to));
            view.dispatch(deleteKeepingStructure(tr, selection.from, selection.to).scrollIntoView());
          }
          event.preventDefault();
          return true;
        },
      },
      clipboardTextSerializer: (slice) => selectedText(slice.content, 0, slice.content.size),
    },
  });
}

/** Plain text of a range: paragraphs on lines of their own, an organ system in front of the text that it starts. */
function selectedText(content: Pick<Node, 'nodesBetween'>, from: number, to: number): string {
  const lines: string[] = [];
  content.nodesBetween(from, to, (node, position) => {
    if (node.isText) {
      lines.push(node.text!.slice(Math.max(0, from - position), to - position));
      return false;
    }
    if (node.type.name !== 'paragraph') return true;
    const start = position + 1;
    const words = node.textBetween(Math.max(0, from - start), Math.min(node.content.size, to - start));
    const isFromStart = from <= start && node.attrs.label !== null;
    lines.push(isFromStart ? `${node.attrs.label}: ${words}` : words);
    return false;
  });
  return lines.join('\n');
}
