import type { SectionId } from '@readroom/contract';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { fieldsIn } from './fields.ts';
import type { Range } from './provenance.ts';

/** `placed`: sentences that a dictation has just put in. `finding`: the words that a check is about. */
export interface Highlight extends Range {
  kind: 'placed' | 'finding';
}

const highlightKey = new PluginKey<DecorationSet>('highlights');

/** Draws unfilled fields and what setHighlights names; an edit moves the highlights along. */
export function highlightPlugins(): Plugin[] {
  return [
    new Plugin<DecorationSet>({
      key: highlightKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, shown) => {
          const next = tr.getMeta(highlightKey) as Highlight[] | undefined;
          if (!next) return shown.map(tr.mapping, tr.doc);
          return DecorationSet.create(
            tr.doc,
            next.map(({ from, to, kind }) => Decoration.inline(from, to, { class: `report-${kind}` })),
          );
        },
      },
      props: { decorations: (state) => highlightKey.getState(state) },
    }),
    new Plugin({
      props: {
        decorations: (state) =>
          DecorationSet.create(
            state.doc,
            fieldsIn(state.doc).map(({ from, to }) => Decoration.inline(from, to, { class: 'report-field' })),
          ),
      },
    }),
  ];
}

/** The meta entry of a transaction that shows these highlights and no others. */
export function highlightMeta(highlights: Highlight[]): [PluginKey, Highlight[]] {
  return [highlightKey, highlights];
}

export interface Place {
  section: SectionId;
  /** The organ system; undefined to look in the whole section. */
  label?: string | null;
  text: string;
}

/** Where in the document this text stands, or null: the `nth` occurrence in the section (and organ system). */
export function findPlace(doc: Node, place: Place, nth = 0): Range | null {
  let left = nth;
  let found: Range | null = null;
  doc.forEach((section, sectionStart) => {
    if (section.attrs.id !== place.section) return;
    section.forEach((paragraph, offset) => {
      if (found || (place.label !== undefined && paragraph.attrs.label !== place.label)) return;
      const text = paragraph.textContent;
      for (let index = text.indexOf(place.text); index >= 0; index = text.indexOf(place.text, index + 1)) {
        if (left-- > 0) continue;
        const from = sectionStart + 1 + offset + 1 + index;
        found = { from, to: from + place.text.length };
        return;
      }
    });
  });
  return found;
}
