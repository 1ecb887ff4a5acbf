import { Enums, RenderingEngine } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/tools';
import { StackCell } from './cell/StackCell.ts';
import { AnnotationHistory } from './tools/annotation-history.ts';
import { createToolGroup, removeToolGroup, setPrimaryTool } from './tools/tool-group.ts';
import type { PrimaryTool } from './tools/tool-names.ts';

let sessions = 0;

/** What one open viewer holds of Cornerstone: a rendering engine, a tool group and the cells. Needs {@link startCornerstone} to have finished. */
export class ViewerSession {
  readonly history: AnnotationHistory;
  readonly #id: string;
  readonly #engine: RenderingEngine;
  readonly #tools: Types.IToolGroup;
  readonly #cells = new Map<string, StackCell>();
  readonly #resizes = new ResizeObserver(() => this.#resize());
  #resizeFrame = 0;

  /** @param onHistory called when drawings were made, deleted or taken back */
  constructor(onHistory: () => void) {
    sessions += 1;
    this.#id = `viewer-${sessions}`;
    this.#engine = new RenderingEngine(this.#id);
    this.#tools = createToolGroup(this.#id);
    this.history = new AnnotationHistory(() => [...this.#cells.keys()], onHistory);
  }

  mountCell(element: HTMLDivElement): { cell: StackCell; unmount: () => void } {
    const viewportId = `${this.#id}-cell-${crypto.randomUUID()}`;
    this.#engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK, defaultOptions: { background: [0, 0, 0] } });
    this.#tools.addViewport(viewportId, this.#id);
    const cell = new StackCell(this.#engine, viewportId, element);
    this.#cells.set(viewportId, cell);
    this.#resizes.observe(element);
    const unmount = () => {
      this.#resizes.unobserve(element);
      cell.dispose();
      this.#cells.delete(viewportId);
      if (this.#engine.hasBeenDestroyed) return;
      this.#tools.removeViewports(this.#id, viewportId);
      this.#engine.disableElement(viewportId);
    };
    return { cell, unmount };
  }

  setTool(tool: PrimaryTool): void {
    setPrimaryTool(this.#tools, tool);
  }

  /**
   * Fits the canvases to their elements; zoom and pan stay relative to the whole image. A canvas takes its new size only with the next frame that is drawn, and while
   * one is pending the library forgets the camera: so it is asked until every canvas fits, and the cameras are fitted here.
   */
  #resize(): void {
    if (this.#resizeFrame) return;
    const restores = [...this.#cells.values()].map((cell) => cell.keepView());
    const attempt = () => {
      this.#resizeFrame = 0;
      if (this.#engine.hasBeenDestroyed) return;
      this.#engine.resize(true, false);
      if ([...this.#cells.values()].every((cell) => cell.isFitted)) for (const restore of restores) restore();
      else this.#resizeFrame = requestAnimationFrame(attempt);
    };
    this.#resizeFrame = requestAnimationFrame(attempt);
  }

  dispose(): void {
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#resizeFrame);
    this.history.dispose();
    for (const cell of this.#cells.values()) cell.dispose();
    this.#cells.clear();
    removeToolGroup(this.#id);
    this.#engine.destroy();
  }
}
