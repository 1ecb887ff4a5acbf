import type { StudyContext } from '@readroom/contract';
import { type CheckFinding, compose, type Placement, type ReportTemplate, templateById } from '@readroom/report';
import type { Editor } from '@tiptap/core';
import { undo } from '@tiptap/pm/history';
import { TextSelection } from '@tiptap/pm/state';
import { switchTemplate } from './document/switch-template.ts';
import { applyDocument, documentOf, passOf, showDocument } from './editor/create-editor.ts';
import { goToPending } from './editor/fields.ts';
import { findPlace, type Highlight, highlightMeta, type Place } from './editor/highlights.ts';
import { acceptRange } from './editor/provenance.ts';
import type { DraftSync } from './sync/draft-sync.ts';

const HIGHLIGHT_MS = 6000;

/**
 * One report being written: the editor, the dictation box and the draft that both are saved in. Whatever changes on screen is handed to the draft at once; what
 * changes in the draft from outside is shown.
 */
export class Writing {
  readonly editor: Editor;
  readonly #sync: DraftSync;
  readonly #context: StudyContext;
  readonly #record: (spoken: string) => void;
  /** The words of every dictation put into the report since it was opened, by its pass. */
  readonly #passes: string[] = [];
  #pass: number;
  #replaced: number;
  #dictationAfterUpdate: string | null = null;
  #fade: ReturnType<typeof setTimeout> | undefined;
  readonly #stop: () => void;

  constructor(editor: Editor, sync: DraftSync, context: StudyContext, record: (spoken: string) => void) {
    this.editor = editor;
    this.#sync = sync;
    this.#context = context;
    this.#record = record;
    this.#pass = passOf(editor);
    this.#replaced = sync.state.replaced;
    editor.on('update', this.#edited);
    this.#stop = sync.subscribe(this.#followDraft);
  }

  dispose(): void {
    clearTimeout(this.#fade);
    this.#stop();
    this.editor.off('update', this.#edited);
  }

  /** The one way into the dictation box: the keyboard's today, a microphone's later. */
  setDictation(dictation: string): void {
    this.#sync.edit({ document: this.#sync.state.content.document, dictation });
  }

  /**
   * Runs the dictation through the engine, as one step of undo, and empties the box. Returns where the sentences went; nothing where the box holds no
   * sentence, and then it is left as it is.
   */
  putIntoReport(): Placement[] {
    const spoken = this.#sync.state.content.dictation.trim();
    const document = documentOf(this.editor);
    const template = templateById(document.templateId) ?? templateById('generic');
    if (!spoken || !template) return [];
    const { document: composed, placements } = compose({ document, dictation: spoken, template, context: this.#context });
    if (placements.length === 0) return [];
    this.#passes.length = this.#pass;
    this.#passes.push(spoken);
    this.#pass += 1;
    this.#dictationAfterUpdate = '';
    this.#record(spoken);
    applyDocument(this.editor, composed, this.#pass);
    this.#showPlacements(placements);
    return placements;
  }

  /** Gives the last dictation back to the box, where nothing was done since. False where there is nothing to give back. */
  undoDictation(): boolean {
    return this.#pass > 0 && undo(this.editor.state, this.editor.view.dispatch);
  }

  switchTemplate(template: ReportTemplate): void {
    applyDocument(this.editor, switchTemplate(documentOf(this.editor), template, this.#context), this.#pass);
  }

  acceptAll(): void {
    acceptRange({ from: 0, to: this.editor.state.doc.content.size })(this.editor.state, this.editor.view.dispatch);
  }

  /** To the next text that nobody dictated. */
  goToNextPending(): void {
    goToPending(1)(this.editor.state, this.editor.view.dispatch);
    this.editor.view.focus();
  }

  goToFinding(finding: CheckFinding): void {
    this.#goTo({ section: finding.sectionId, label: finding.label, text: finding.quote }, 'finding');
  }

  goToPlacement({ sectionId, label, sentence }: Placement): void {
    this.#goTo({ section: sectionId, label, text: sentence }, 'placed');
  }

  #goTo(place: Place, kind: Highlight['kind']): void {
    const { state, view } = this.editor;
    const range = findPlace(state.doc, place) ?? findPlace(state.doc, { section: place.section, text: place.text });
    const target = range ?? findPlace(state.doc, { section: place.section, text: '' });
    if (!target) return;
    const tr = state.tr.setSelection(TextSelection.create(state.doc, target.from, target.to)).scrollIntoView();
    view.dispatch(tr.setMeta(...highlightMeta(range ? [{ ...range, kind }] : [])));
    view.focus();
    this.#fadeHighlights();
  }

  #showPlacements(placements: Placement[]): void {
    const { state, view } = this.editor;
    const highlights = placements.flatMap(({ sectionId, label, sentence }): Highlight[] => {
      const range = findPlace(state.doc, { section: sectionId, label, text: sentence });
      return range ? [{ ...range, kind: 'placed' }] : [];
    });
    const last = highlights.at(-1);
    const tr = state.tr.setMeta(...highlightMeta(highlights));
    view.dispatch(last ? tr.setSelection(TextSelection.create(tr.doc, last.to)).scrollIntoView() : tr);
    view.dom.querySelector('.report-placed')?.scrollIntoView({ block: 'nearest' });
    this.#fadeHighlights();
  }

  #fadeHighlights(): void {
    clearTimeout(this.#fade);
    this.#fade = setTimeout(() => {
      if (!this.editor.isDestroyed) this.editor.view.dispatch(this.editor.state.tr.setMeta(...highlightMeta([])));
    }, HIGHLIGHT_MS);
  }

  #edited = (): void => {
    const document = documentOf(this.editor);
    const dictation = this.#dictationAfterUpdate ?? this.#dictationOfPass(passOf(this.editor), this.#sync.state.content.dictation);
    this.#dictationAfterUpdate = null;
    this.#pass = passOf(this.editor);
    this.#sync.edit({ document, dictation });
  };

  /** Undo gives the spoken words back, in front of what was said since; redo takes them out again. */
  #dictationOfPass(pass: number, dictation: string): string {
    if (pass < this.#pass) return [...this.#passes.slice(pass, this.#pass), dictation].filter(Boolean).join('\n');
    const again = this.#passes.slice(this.#pass, pass).join('\n');
    return again && dictation.startsWith(again) ? dictation.slice(again.length).trimStart() : dictation;
  }

  #followDraft = (): void => {
    const { replaced, content } = this.#sync.state;
    if (replaced === this.#replaced) return;
    this.#replaced = replaced;
    if (!this.editor.isDestroyed) showDocument(this.editor, content.document);
  };
}
