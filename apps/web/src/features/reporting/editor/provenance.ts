import type { Node } from '@tiptap/pm/model';
import { type Command, type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import { Mapping } from '@tiptap/pm/transform';
import { isPendingMark } from './report-schema.ts';
import { deleteKeepingStructure } from './structure.ts';

/** Marks a transaction whose text brings its own origin: it is no edit by the radiologist. */
export const KEEPS_ORIGIN = 'keepsOrigin';

export interface Range {
  from: number;
  to: number;
}

/** The number of a list item belongs to its first sentence. */
const SENTENCE = /(?:\d+[.)]\s+)?\S.*?(?:[.!?](?=\s|$)|(?=\s*(?:\n|$)))/gs;

/** Sentences of a text without the space around them. A full stop inside a number does not end one. */
export function sentencesIn(text: string): Range[] {
  return Array.from(text.matchAll(SENTENCE), (match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** The sentences that a change of this range of the document cuts into; writing beside a sentence does not touch it. */
function touchedSentences(doc: Node, { from, to }: Range): Range[] {
  const touched: Range[] = [];
  doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, position) => {
    if (node.type.name !== 'paragraph') return true;
    for (const sentence of sentencesIn(node.textContent)) {
      const start = position + 1 + sentence.from;
      const end = position + 1 + sentence.to;
      if (from === to ? start < from && from < end : from < end && to > start) touched.push({ from: start, to: end });
    }
    return false;
  });
  return touched;
}

/** What the radiologist writes is theirs, and so is the whole sentence of marked text that they change a part of. */
export function provenancePlugin(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, state) => {
      const tr = state.tr;
      for (const [index, edit] of transactions.entries()) {
        if (!edit.docChanged || edit.getMeta(KEEPS_ORIGIN) || edit.getMeta('history$')) continue;
        const later = new Mapping(transactions.slice(index + 1).flatMap((next) => next.mapping.maps));
        claimEdit(tr, edit, later);
      }
      return tr.docChanged ? tr : null;
    },
  });
}

function claimEdit(tr: Transaction, edit: Transaction, later: Mapping): void {
  for (const [step, map] of edit.mapping.maps.entries()) {
    const rest = edit.mapping.slice(step + 1);
    const now = ({ from, to }: Range): Range => ({ from: later.map(rest.map(from, -1), -1), to: later.map(rest.map(to, 1), 1) });
    map.forEach((oldFrom, oldTo, newFrom, newTo) => {
      const written = now({ from: newFrom, to: newTo });
      if (written.to > written.from) tr.removeMark(written.from, written.to, tr.doc.type.schema.marks.provenance);
      for (const sentence of touchedSentences(edit.docs[step]!, { from: oldFrom, to: oldTo })) {
        claimPending(tr, now({ from: map.map(sentence.from, -1), to: map.map(sentence.to, 1) }));
      }
    });
  }
}

function claimPending(tr: Transaction, range: Range): void {
  for (const pending of pendingRanges(tr.doc, range)) tr.removeMark(pending.from, pending.to, tr.doc.type.schema.marks.provenance);
}

/** Runs of pending text inside a range, or in the whole document. */
export function pendingRanges(doc: Node, { from, to }: Range = { from: 0, to: doc.content.size }): Range[] {
  const found: Range[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    if (!node.isText || !node.marks.some(isPendingMark)) return true;
    const start = Math.max(from, position);
    const end = Math.min(to, position + node.nodeSize);
    const last = found.at(-1);
    if (last && last.to === start) last.to = end;
    else if (start < end) found.push({ from: start, to: end });
    return true;
  });
  return found;
}

/** What Accept and Remove are about: the pending text in the selection, or the pending part of the sentence at the cursor; null where there is none. */
export function pendingAtSelection(state: EditorState): Range | null {
  const { selection, doc } = state;
  if (!selection.empty) {
    const ranges = pendingRanges(doc, selection);
    return ranges.length ? { from: ranges[0]!.from, to: ranges.at(-1)!.to } : null;
  }
  const { $from } = selection;
  if ($from.parent.type.name !== 'paragraph') return null;
  const start = $from.start();
  const sentence = sentencesIn($from.parent.textContent).find(({ from, to }) => start + from <= $from.pos && $from.pos <= start + to);
  if (!sentence) return null;
  const ranges = pendingRanges(doc, { from: start + sentence.from, to: start + sentence.to });
  return ranges.length ? { from: ranges[0]!.from, to: ranges.at(-1)!.to } : null;
}

/** Makes all pending text of a range the radiologist's own; its origin stays on record. */
export function acceptRange(range: Range): Command {
  return (state, dispatch) => {
    const pending = withSpaceBefore(state.doc, range);
    const tr = state.tr.setMeta(KEEPS_ORIGIN, true);
    for (const { from, to } of pendingRanges(state.doc, pending)) {
      state.doc.nodesBetween(from, to, (node, position) => {
        const mark = node.marks.find(isPendingMark);
        if (!mark) return true;
        const accepted = mark.type.create({ ...mark.attrs, accepted: true });
        tr.addMark(Math.max(from, position), Math.min(to, position + node.nodeSize), accepted);
        return true;
      });
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}

/** Takes pending text out of the report; words of the radiologist in the range stay. */
export function removeRange(range: Range): Command {
  return (state, dispatch) => {
    const ranges = pendingRanges(state.doc, withSpaceBefore(state.doc, range));
    if (ranges.length === 0) return false;
    const tr = state.tr.setMeta(KEEPS_ORIGIN, true);
    for (const { from, to } of ranges.reverse()) deleteKeepingStructure(tr, from, to);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** The space that parts a sentence from the one before belongs to it. */
function withSpaceBefore(doc: Node, range: Range): Range {
  const $from = doc.resolve(range.from);
  const before = $from.parent.textBetween(0, $from.parentOffset);
  return { from: range.from - (before.length - before.trimEnd().length), to: range.to };
}
