// @vitest-environment happy-dom
import { chooseTemplate, startDocument, templateById } from '@readroom/report';
import { undo } from '@tiptap/pm/history';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportText } from './document/report-text.ts';
import { createReportEditor } from './editor/create-editor.ts';
import { DraftSync } from './sync/draft-sync.ts';
import type { SaveDraft } from './sync/draft-transport.ts';
import { KeptDrafts } from './sync/kept-drafts.ts';
import { SYNC_TIMES } from './sync/sync-status.ts';
import { Writing } from './writing.ts';

const CONTEXT = { studyDescription: 'CT CHEST WITHOUT CONTRAST', modality: 'CT' };
const SPOKEN = 'four millimeter nodule in the right upper lobe period';

let sync: DraftSync;
let writing: Writing;
let recorded: string[];

/** A network on which no answer ever comes: these tests are about the screen. */
const silence: SaveDraft = () => new Promise(() => undefined);

beforeEach(() => {
  recorded = [];
  const draft = {
    revision: 1,
    document: startDocument(chooseTemplate(CONTEXT), CONTEXT),
    dictation: '',
    updatedAt: '2026-06-03T10:00:00.000Z',
  };
  const kept = new KeptDrafts(null, 'usr_a', 'rep_a', 'w');
  sync = new DraftSync({ draft, userId: 'usr_a', reportId: 'rep_a', windowId: 'w', save: silence, kept, times: SYNC_TIMES });
  const editor = createReportEditor(draft.document, { editable: true, label: 'Report' });
  writing = new Writing(editor, sync, CONTEXT, (spoken) => recorded.push(spoken));
});
afterEach(() => {
  writing.dispose();
  writing.editor.destroy();
  sync.dispose();
});

const report = () => reportText(sync.state.content.document);
const box = () => sync.state.content.dictation;
const undoInEditor = () => undo(writing.editor.state, writing.editor.view.dispatch);

describe('a dictation', () => {
  it('goes into the report and leaves the box, and its words are recorded', () => {
    writing.setDictation(SPOKEN);
    const placements = writing.putIntoReport();
    expect(placements.map(({ label }) => label)).toEqual(['Lungs and airways']);
    expect(report()).toMatch(/4 mm nodule in the right upper lobe\./i);
    expect(box()).toBe('');
    expect(recorded).toEqual([SPOKEN]);
  });

  it('is undone as one step, which gives its words back', () => {
    const before = report();
    writing.setDictation(SPOKEN);
    writing.putIntoReport();
    expect(writing.undoDictation()).toBe(true);
    expect(report()).toBe(before);
    expect(box()).toBe(SPOKEN);
  });

  it('is given back in front of what was said since', () => {
    writing.setDictation(SPOKEN);
    writing.putIntoReport();
    writing.setDictation('no effusion');
    undoInEditor();
    expect(box()).toBe(`${SPOKEN}\nno effusion`);
  });

  it('twice is undone one after the other', () => {
    const before = report();
    for (const spoken of [SPOKEN, 'no pleural effusion period']) {
      writing.setDictation(spoken);
      writing.putIntoReport();
    }
    undoInEditor();
    expect(box()).toBe('no pleural effusion period');
    undoInEditor();
    expect(box()).toBe(`${SPOKEN}\nno pleural effusion period`);
    expect(report()).toBe(before);
  });

  it('is undone apart from what was typed after it', () => {
    writing.setDictation(SPOKEN);
    writing.putIntoReport();
    writing.editor.view.dispatch(writing.editor.state.tr.insertText('Typed. '));
    undoInEditor();
    expect(box()).toBe('');
    expect(report()).toMatch(/4 mm nodule/i);
  });

  it('without a sentence stays in the box', () => {
    writing.setDictation('  \n');
    expect(writing.putIntoReport()).toEqual([]);
    expect(recorded).toEqual([]);
  });
});

it('another template is one step of undo and keeps what was dictated', () => {
  writing.setDictation(SPOKEN);
  writing.putIntoReport();
  const before = report();
  writing.switchTemplate(templateById('ct-head')!);
  expect(sync.state.content.document.templateId).toBe('ct-head');
  expect(report()).toMatch(/4 mm nodule/i);
  undoInEditor();
  expect(report()).toBe(before);
  expect(sync.state.content.document.templateId).toBe('ct-chest');
  expect(box()).toBe('');
});

it('every edit in the editor is handed to the draft at once', () => {
  writing.editor.view.dispatch(writing.editor.state.tr.insertText('Typed. ', 2));
  expect(report()).toContain('Typed.');
  expect(sync.state.status.kind).toBe('saving');
});
