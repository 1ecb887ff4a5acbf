import type { ReportDocument } from '@readroom/contract';
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EditorJson, fromEditor, normaliseDocument, toEditor } from '../document/editor-json.ts';
import { anyDocument, report, span } from '../testing/documents.ts';
import { fieldsIn, goToField } from './fields.ts';
import { findPlace } from './highlights.ts';
import { acceptRange, pendingAtSelection, pendingRanges, removeRange, sentencesIn } from './provenance.ts';
import { reportPlugins } from './report-plugins.ts';
import { reportSchema } from './report-schema.ts';
import { deleteKeepingStructure, deleteTowards, insertLines, splitParagraph } from './structure.ts';

let state: EditorState;

function open(document: ReportDocument): void {
  state = EditorState.create({ doc: reportSchema.nodeFromJSON(toEditor(document)), plugins: reportPlugins() });
  state.doc.check();
}

const shown = () => fromEditor(state.doc.toJSON() as EditorJson);
const spansOf = (section: 'findings' | 'impression', index = 0) =>
  shown().sections.find(({ id }) => id === section)!.paragraphs[index]!.spans;
const run = (command: Command) => command(state, (tr) => (state = state.apply(tr)));

/** Puts the cursor (or a selection of `text`) at the first place where this text stands. */
function select(section: 'findings' | 'impression' | 'exam', text: string, at: 'all' | 'start' | 'end' | number = 'all'): void {
  const range = findPlace(state.doc, { section, text })!;
  const cursor = at === 'start' ? range.from : at === 'end' ? range.to : range.from + Number(at);
  const selection = at === 'all' ? TextSelection.create(state.doc, range.from, range.to) : TextSelection.create(state.doc, cursor);
  state = state.apply(state.tr.setSelection(selection));
}
const type = (text: string) => (state = state.apply(state.tr.insertText(text)));

const NORMAL = report({
  exam: [{ label: null, spans: [span('CT chest')] }],
  findings: [
    { label: 'Lungs', spans: [span('No nodule. No consolidation.', 'template')] },
    { label: 'Heart', spans: [span('Normal size.', 'template')] },
    { label: null, spans: [span('More about the heart.')] },
  ],
  impression: [{ label: null, spans: [span('1. Normal chest.', 'generated')] }],
});

beforeEach(() => open(NORMAL));

it('shows any report and gives it back unchanged', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      open(document);
      expect(shown()).toEqual(normaliseDocument(document));
    }),
    { numRuns: 60 },
  );
});

describe('writing in text that was not dictated', () => {
  it('makes the whole sentence the radiologist’s own, and no other', () => {
    select('findings', 'No nodule', 'end');
    type(' larger than 3 mm');
    expect(spansOf('findings')).toEqual([span('No nodule larger than 3 mm.'), span(' No consolidation.', 'template')]);
  });

  it('beside a sentence touches none', () => {
    select('findings', 'No consolidation.', 'end');
    type(' Clear.');
    expect(spansOf('findings')).toEqual([span('No nodule. No consolidation.', 'template'), span(' Clear.')]);
  });

  it('claims the sentence of which a part is deleted', () => {
    select('findings', 'No consol');
    run(deleteTowards('back'));
    expect(spansOf('findings')).toEqual([span('No nodule. ', 'template'), span('idation.')]);
  });

  it('leaves the neighbours of a sentence that is deleted whole', () => {
    select('findings', 'No nodule. ');
    run(deleteTowards('back'));
    expect(spansOf('findings')).toEqual([span('No consolidation.', 'template')]);
  });

  it('counts the number of a list item to its sentence', () => {
    select('impression', 'Normal', 'end');
    type(' healthy');
    expect(spansOf('impression')).toEqual([span('1. Normal healthy chest.')]);
  });

  it('is typed also inside dictated words, which stay dictated around it', () => {
    open(report({ findings: [{ label: null, spans: [span('Mass in lobe.', 'dictated')] }] }));
    select('findings', 'Mass in', 'end');
    type(' the right');
    expect(spansOf('findings')).toEqual([span('Mass in', 'dictated'), span(' the right'), span(' lobe.', 'dictated')]);
  });

  it('splits sentences where they end, not inside a number', () => {
    const text = '2. Nodule of 3.5 cm. Stable? Yes\nNext line ';
    expect(sentencesIn(text).map(({ from, to }) => text.slice(from, to))).toEqual(['2. Nodule of 3.5 cm.', 'Stable?', 'Yes', 'Next line']);
  });
});

describe('accept and remove', () => {
  it('accepts the sentence at the cursor and keeps on record where it came from', () => {
    select('findings', 'No nodule', 3);
    run(acceptRange(pendingAtSelection(state)!));
    expect(spansOf('findings')).toEqual([span('No nodule.', 'template', true), span(' No consolidation.', 'template')]);
  });

  it('removes the sentence at the cursor with the space before it', () => {
    select('findings', 'No consolidation', 3);
    run(removeRange(pendingAtSelection(state)!));
    expect(spansOf('findings')).toEqual([span('No nodule.', 'template')]);
  });

  it('accepts everything at once', () => {
    run(acceptRange({ from: 0, to: state.doc.content.size }));
    expect(pendingRanges(state.doc)).toEqual([]);
    expect(shown().sections[4]!.paragraphs.map(({ label }) => label)).toEqual(['Lungs', 'Heart', null]);
  });

  it('offers nothing on the radiologist’s own words', () => {
    select('findings', 'More', 2);
    expect(pendingAtSelection(state)).toBeNull();
  });
});

describe('sections and organ systems', () => {
  it('an organ system stays when its text is emptied', () => {
    select('findings', 'Normal size.');
    run(deleteTowards('back'));
    run(deleteTowards('back'));
    expect(shown().sections[4]!.paragraphs.map(({ label, spans }) => [label, spans.length])).toEqual([
      ['Lungs', 1],
      ['Heart', 0],
      [null, 1],
    ]);
  });

  it('deleting across organ systems and sections empties them and keeps them all', () => {
    state = state.apply(deleteKeepingStructure(state.tr, 0, state.doc.content.size));
    expect(shown()).toEqual(
      report({
        findings: [
          { label: 'Lungs', spans: [] },
          { label: 'Heart', spans: [] },
        ],
      }),
    );
  });

  it('Enter starts a paragraph of the same section without an organ system', () => {
    select('findings', 'No nodule.', 'end');
    run(splitParagraph);
    type('New line.');
    expect(shown().sections[4]!.paragraphs.slice(0, 2)).toEqual([
      { label: 'Lungs', spans: [span('No nodule.', 'template')] },
      { label: null, spans: [span('New line.'), span(' No consolidation.', 'template')] },
    ]);
  });

  it('Backspace joins a plain paragraph to the one above, and never an organ system', () => {
    select('findings', 'More', 'start');
    run(deleteTowards('back'));
    expect(spansOf('findings', 1)).toEqual([span('Normal size.', 'template'), span('More about the heart.')]);
    select('findings', 'Normal', 'start');
    expect(run(deleteTowards('back'))).toBe(true);
    expect(shown().sections[4]!.paragraphs).toHaveLength(2);
  });

  it('Backspace at the start of a section does nothing', () => {
    const before = state.doc;
    select('impression', '1.', 'start');
    expect(run(deleteTowards('back'))).toBe(true);
    select('exam', 'CT chest', 'end');
    expect(run(deleteTowards('forward'))).toBe(true);
    expect(state.doc.eq(before)).toBe(true);
  });

  it('refuses a change that would take an organ system or a section away', () => {
    const before = state.doc;
    const lungs = findPlace(before, { section: 'findings', text: 'No nodule' })!.from - 1;
    const { state: after } = state.applyTransaction(state.tr.delete(lungs, lungs + before.nodeAt(lungs)!.nodeSize));
    expect(after.doc.eq(before)).toBe(true);
    const end = before.content.size;
    const deleted = state.applyTransaction(state.tr.delete(end - before.lastChild!.nodeSize, end)).state;
    expect(deleted.doc.eq(before)).toBe(true);
  });

  it('keeps six sections and every organ system under any keys', () => {
    const anyEdit = fc.record({ from: fc.nat(400), to: fc.nat(400), what: fc.constantFrom('back', 'forward', 'enter', 'type', 'paste') });
    fc.assert(
      fc.property(anyDocument, fc.array(anyEdit, { maxLength: 15 }), (document, edits) => {
        open(document);
        const skeleton = () =>
          shown().sections.map(({ id, paragraphs }) => [id, paragraphs.map(({ label }) => label).filter((label) => label !== null)]);
        const before = skeleton();
        for (const { from, to, what } of edits) {
          const size = state.doc.content.size;
          const selection = TextSelection.between(state.doc.resolve(Math.min(from, size)), state.doc.resolve(Math.min(to, size)));
          state = state.apply(state.tr.setSelection(selection));
          if (what === 'enter') run(splitParagraph);
          else if (what === 'paste') state = state.apply(insertLines(state.tr, 'one\r\ntwo\n\n'));
          else if (what === 'type' && selection.$from.sameParent(selection.$to)) type('x');
          else run(deleteTowards(what === 'back' ? 'back' : 'forward'));
          state.doc.check();
        }
        expect(skeleton()).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it('pastes lines as plain paragraphs', () => {
    select('findings', 'More about', 'all');
    state = state.apply(insertLines(state.tr, 'First\r\nSecond'));
    expect(shown().sections[4]!.paragraphs.slice(2)).toEqual([
      { label: null, spans: [span('First')] },
      { label: null, spans: [span('Second the heart.')] },
    ]);
  });
});

describe('fields', () => {
  it('are brackets; Tab selects them one after the other, and is free where there is none', () => {
    expect(run(goToField(1))).toBe(false);
    open(report({ findings: [{ label: null, spans: [span('Mass of [size] in the [side] lobe.', 'template')] }] }));
    const selected = () => state.doc.textBetween(state.selection.from, state.selection.to);
    expect(fieldsIn(state.doc)).toHaveLength(2);
    const seen = [1, 1, 1, -1, -1].map((direction) => {
      run(goToField(direction as 1 | -1));
      return selected();
    });
    expect(seen).toEqual(['[size]', '[side]', '[size]', '[side]', '[size]']);
    type('3 cm');
    expect(fieldsIn(state.doc)).toHaveLength(1);
  });
});
