import type { ReportDocument } from '@readroom/contract';
import { Editor, Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { Fragment, Slice } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { type EditorJson, fromEditor, toEditor } from '../document/editor-json.ts';
import { KEEPS_ORIGIN } from './provenance.ts';
import { reportPlugins } from './report-plugins.ts';
import { reportExtensions } from './report-schema.ts';
import { REPLACES_STRUCTURE } from './structure.ts';

const ReportEditing = Extension.create({ name: 'reportEditing', addProseMirrorPlugins: reportPlugins });

/** Spelling services and writing assistants of browsers send what is typed to others. */
const NO_HELPERS = { spellcheck: 'false', autocorrect: 'off', 'data-gramm': 'false' };

/** A TipTap editor that can hold nothing but a report. */
export function createReportEditor(document: ReportDocument, options: { editable: boolean; label: string }): Editor {
  return new Editor({
    extensions: [...reportExtensions, ReportEditing],
    content: toEditor(document),
    editable: options.editable,
    enableCoreExtensions: { keymap: false, clipboardTextSerializer: false, paste: false, drop: false },
    editorProps: {
      attributes: { class: 'report-text', 'aria-label': options.label, 'aria-multiline': 'true', role: 'textbox', ...NO_HELPERS },
    },
  });
}

export function documentOf(editor: Editor): ReportDocument {
  return fromEditor(editor.getJSON() as unknown as EditorJson);
}

/** How many dictations the report on screen contains; undo makes it fewer. */
export function passOf(editor: Editor): number {
  return editor.state.doc.attrs.pass as number;
}

/** Puts another version of the report in place, as one step of undo. Only sections that differ are replaced, so that the rest stays as it is on screen. */
export function applyDocument(editor: Editor, document: ReportDocument, pass: number): void {
  const next = editor.schema.nodeFromJSON(toEditor(document));
  const tr = closeHistory(editor.state.tr).setMeta(REPLACES_STRUCTURE, true).setMeta(KEEPS_ORIGIN, true);
  const starts: { from: number; index: number }[] = [];
  editor.state.doc.forEach((_section, from, index) => void starts.push({ from, index }));
  for (const { from, index } of starts.reverse()) {
    const old = editor.state.doc.child(index);
    const section = next.child(index);
    if (old.eq(section)) continue;
    tr.step(new ReplaceStep(from, from + old.nodeSize, new Slice(Fragment.from(section), 0, 0)));
  }
  tr.setDocAttribute('templateId', document.templateId).setDocAttribute('pass', pass);
  editor.view.dispatch(tr);
  // What is typed next is a step of its own.
  editor.view.dispatch(closeHistory(editor.state.tr));
}

/** Shows words that came from outside (another window, a conflict): what was undone before cannot be undone into them. */
export function showDocument(editor: Editor, document: ReportDocument): void {
  const json = toEditor(document);
  json.attrs.pass = passOf(editor);
  const doc = editor.schema.nodeFromJSON(json);
  const { from } = editor.state.selection;
  const state = EditorState.create({ doc, plugins: editor.state.plugins });
  const selection = TextSelection.near(doc.resolve(Math.min(from, doc.content.size)));
  editor.view.updateState(state.apply(state.tr.setSelection(selection)));
}
