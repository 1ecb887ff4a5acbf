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
    if (change?.kind === 'drawn') this.#remove(change.annotationUID);
    if (change?.kind === 'deleted') annotation.state.addAnnotation(change.drawing, change.element);
    this.#changed();
  }

  /** Deletes the selected drawings, else the last one made, among those on the image `imageId` of the cell `element`: never one that is out of sight. */
  deleteDrawing(element: HTMLDivElement, imageId: string): void {
    const onImage = annotation.state.getAllAnnotations().filter((drawing) => drawing.metadata?.referencedImageId === imageId);
    const selected = onImage.filter((drawing) => drawing.annotationUID && annotation.selection.isAnnotationSelected(drawing.annotationUID));
    for (const drawing of selected.length > 0 ? selected : onImage.slice(-1)) {
      this.#remove(drawing.annotationUID ?? '');
      this.#changes.push({ kind: 'deleted', drawing, element });
    }
    this.#changed();
  }

  #remove(annotationUID: string): void {
    annotation.selection.setAnnotationSelected(annotationUID, false);
    annotation.state.removeAnnotation(annotationUID);
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
