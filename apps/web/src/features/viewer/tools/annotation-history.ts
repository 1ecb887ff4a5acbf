import { eventTarget } from '@cornerstonejs/core';
import { annotation, Enums, type Types, utilities } from '@cornerstonejs/tools';

type Change = { kind: 'drawn'; annotationUID: string } | { kind: 'deleted'; drawing: Types.Annotation; element: HTMLDivElement };

/** What was drawn and deleted in one viewer, for undo. */
export class AnnotationHistory {
  readonly #changes: Change[] = [];
  readonly #viewportIds: () => string[];
  readonly #onChange: () => void;

  /** @param onChange called whenever {@link canUndo} may have changed */
  constructor(viewportIds: () => string[], onChange: () => void) {
    this.#viewportIds = viewportIds;
    this.#onChange = onChange;
    eventTarget.addEventListener(Enums.Events.ANNOTATION_COMPLETED, this.#drawn);
  }

  dispose(): void {
    eventTarget.removeEventListener(Enums.Events.ANNOTATION_COMPLETED, this.#drawn);
  }

  get canUndo(): boolean {
    return this.#changes.length > 0;
  }

  /** Takes back the last drawing or deletion. */
  undo(): void {
    const change = this.#changes.pop();
    if (change?.kind === 'drawn') annotation.state.removeAnnotation(change.annotationUID);
    if (change?.kind === 'deleted') annotation.state.addAnnotation(change.drawing, change.element);
    this.#changed();
  }

  /** Deletes what is selected, else the drawing last made in this viewer. */
  deleteSelected(element: HTMLDivElement): void {
    const selected = annotation.selection.getAnnotationsSelected();
    const last = this.#changes.findLast((change) => change.kind === 'drawn' && annotation.state.getAnnotation(change.annotationUID));
    const doomed = selected.length > 0 ? selected : last?.kind === 'drawn' ? [last.annotationUID] : [];
    for (const annotationUID of doomed) {
      const drawing = annotation.state.getAnnotation(annotationUID);
      if (!drawing) continue;
      annotation.selection.setAnnotationSelected(annotationUID, false);
      annotation.state.removeAnnotation(annotationUID);
      this.#changes.push({ kind: 'deleted', drawing, element });
    }
    this.#changed();
  }

  #changed(): void {
    utilities.triggerAnnotationRenderForViewportIds(this.#viewportIds());
    this.#onChange();
  }

  readonly #drawn = (event: Event): void => {
    const { annotation: drawing } = (event as CustomEvent<{ annotation: Types.Annotation }>).detail;
    if (!drawing.annotationUID) return;
    this.#changes.push({ kind: 'drawn', annotationUID: drawing.annotationUID });
    this.#onChange();
  };
}
