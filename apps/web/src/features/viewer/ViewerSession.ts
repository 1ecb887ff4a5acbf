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
    const unmount = () => {
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

  /** Fits the canvases to their elements; zoom and pan stay. */
  resize(): void {
    if (this.#engine.hasBeenDestroyed) return;
    const resize = [...this.#cells.values()].reduce<() => void>(
      (inner, cell) => () => cell.whileResizing(inner),
      () => this.#engine.resize(false, false),
    );
    resize();
  }

  dispose(): void {
    this.history.dispose();
    for (const cell of this.#cells.values()) cell.dispose();
    this.#cells.clear();
    removeToolGroup(this.#id);
    this.#engine.destroy();
  }
}
