import type { Node } from '@tiptap/pm/model';
import { type Command, type EditorState, TextSelection } from '@tiptap/pm/state';
import { pendingRanges, type Range } from './provenance.ts';

const FIELD = /\[[^\][\n]*\]/g;

/** Unfilled fields: brackets in the text, `[size]`. */
export function fieldsIn(doc: Node): Range[] {
  const fields: Range[] = [];
  doc.descendants((node, position) => {
    if (node.type.name !== 'paragraph') return true;
    for (const match of node.textContent.matchAll(FIELD)) {
      const from = position + 1 + match.index;
      fields.push({ from, to: from + match[0].length });
    }
    return false;
  });
  return fields;
}

/** The next or previous of these places from the selection, around the end. */
function step(places: Range[], state: EditorState, direction: 1 | -1): Range | undefined {
  const { from, to } = state.selection;
  if (direction === 1)
    return places.find((place) => place.from >= to && place.to > from && !(place.from === from && place.to === to)) ?? places[0];
  return places.findLast((place) => place.to <= from) ?? places.at(-1);
}

/** Tab and Shift+Tab: selects the next or previous unfilled field; false, so that the key does its usual work, where there is none. */
export function goToField(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const field = step(fieldsIn(state.doc), state, direction);
    if (!field) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, field.from, field.to)).scrollIntoView());
    return true;
  };
}

/** Puts the cursor into the next or previous text that was not dictated. */
export function goToPending(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const place = step(pendingRanges(state.doc), state, direction);
    if (!place) return false;
    const start = Math.min(place.to, place.from + 1);
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, start)).scrollIntoView());
    return true;
  };
}
