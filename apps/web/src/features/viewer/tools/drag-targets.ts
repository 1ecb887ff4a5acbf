/** What the drag tools move: the cell under the pointer. Distances in CSS pixels since the last event. */
export interface DragTarget {
  dragWindow(right: number, down: number): void;
  dragScroll(down: number): void;
  endDrag(): void;
}

const targets = new WeakMap<Element, DragTarget>();

export function setDragTarget(element: Element, target: DragTarget): void {
  targets.set(element, target);
}

export function dragTargetOf(element: Element): DragTarget | null {
  return targets.get(element) ?? null;
}
