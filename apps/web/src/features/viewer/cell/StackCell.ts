import { cache, Enums, type RenderingEngine, type Types } from '@cornerstonejs/core';
import { asImageError, ImageError } from '../image/image-error.ts';
import { loadedImage, loadImage } from '../image/image-loader.ts';
import { instanceStore } from '../image/instance-store.ts';
import { parseImageId } from '../image-ids.ts';
import { placeInGrown, type Stack, sameImages } from '../stacks.ts';
import { type DragTarget, setDragTarget } from '../tools/drag-targets.ts';
import { type CellState, DEFAULT_FRAMES_PER_SECOND, EMPTY_CELL } from './cell-state.ts';
import { CinePlayer } from './cine-player.ts';
import { ImageView } from './ImageView.ts';
import { ScrollGestures } from './scroll-gestures.ts';
import { StackPrefetch } from './stack-prefetch.ts';
import { isCanvasFitted, measureView } from './viewport-view.ts';

/** A stack is fetched as a whole only if its pixels fit well into the cache. */
const PREFETCH_BYTES = 512 * 1024 * 1024;

/**
 * One cell of the layout: which stack and image it shows and how. It drives a Cornerstone viewport and tells React what came of it. Only an image that has arrived
 * is ever handed to the viewport, so that a broken one is a message in this cell and nothing else.
 */
export class StackCell implements DragTarget {
  readonly element: HTMLDivElement;
  readonly viewportId: string;
  /** How the images are shown. */
  readonly view = new ImageView({
    viewport: () => (this.#hasStack ? this.#viewport : null),
    image: () => this.#state.image,
    onChange: (change) => this.#set(change),
  });
  readonly #engine: RenderingEngine;
  readonly #listeners = new Set<() => void>();
  #state: CellState = EMPTY_CELL;
  #prefetch: StackPrefetch | null = null;
  readonly #gestures = new ScrollGestures();
  readonly #cine = new CinePlayer({
    readiness: () => (this.#state.status === 'shown' ? 'next' : this.#state.status === 'failed' || !this.#state.stack ? 'stop' : 'wait'),
    next: () => this.goTo((this.#state.index + 1) % (this.#state.stack?.imageIds.length ?? 1)),
    framesPerSecond: () => this.#state.cine.framesPerSecond,
    onChange: (isPlaying) => this.#set({ cine: { ...this.#state.cine, isPlaying } }),
  });
  #hasStack = false;
  /** More images have come than the viewport knows of: it is told when the next one is shown. */
  #hasGrown = false;
  #endProgress: (() => void) | null = null;

  constructor(engine: RenderingEngine, viewportId: string, element: HTMLDivElement) {
    this.#engine = engine;
    this.viewportId = viewportId;
    this.element = element;
    setDragTarget(element, this);
    element.addEventListener(Enums.Events.IMAGE_RENDERED, this.#onRendered);
  }

  dispose(): void {
    this.pause();
    this.#prefetch?.abandon();
    this.#endProgress?.();
    this.element.removeEventListener(Enums.Events.IMAGE_RENDERED, this.#onRendered);
    this.#listeners.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): CellState => this.#state;

  /** Shows a stack; forgets the window, zoom and rotation of the one before. */
  show(stack: Stack, index = 0): void {
    this.pause();
    this.#prefetch?.abandon();
    this.#hasStack = false;
    this.#hasGrown = false;
    this.#state = { ...EMPTY_CELL, stack };
    this.view.clear();
    this.#prefetch = new StackPrefetch(stack.imageIds, (loadedCount, isPrefetching) => this.#set({ loadedCount, isPrefetching }));
    void this.#show(index).then(() => {
      if (this.#state.stack === stack) this.prefetch();
    });
  }

  /** Shows a stack unless it is shown already; when more of its images have come, the reader stays at the same one. */
  assign(stack: Stack): void {
    const { stack: before, index } = this.#state;
    const isSame = before?.key === stack.key;
    const place = isSame ? placeInGrown(before, stack, index) : null;
    if (!isSame || place === null) this.show(stack);
    else if (!sameImages(before, stack)) this.#grow(before, stack, place);
  }

  #grow(before: Stack, stack: Stack, index: number): void {
    const { shownIndex, status } = this.#state;
    const shownPlace = shownIndex === null ? null : placeInGrown(before, stack, shownIndex);
    if (shownIndex !== null && before.imageIds[shownIndex] !== stack.imageIds[shownPlace ?? -1]) {
      // The image on the screen comes from elsewhere now.
      const window = this.view.chosenWindow;
      this.show(stack, index);
      this.view.chooseWindow(window);
      return;
    }
    this.#hasGrown = true;
    this.#set({ stack, index, shownIndex: shownPlace });
    if (status === 'loading') void this.#show(index);
    this.#prefetch?.extend(stack.imageIds);
    if (!this.#prefetch?.isStopped) this.prefetch();
  }

  goTo(index: number): void {
    const { stack } = this.#state;
    if (!stack) return;
    const wanted = Math.max(0, Math.min(stack.imageIds.length - 1, Math.round(index)));
    if (wanted !== this.#state.index || this.#state.status === 'failed') void this.#show(wanted);
  }

  step(by: number): void {
    this.goTo(this.#state.index + by);
  }

  /** Asks for the failed image again, and for the rest of the stack. */
  retry(): void {
    void this.#show(this.#state.index).then(() => this.prefetch());
  }

  prefetch(): void {
    const { stack, index } = this.#state;
    if (stack && stack.decodedSize <= PREFETCH_BYTES) this.#prefetch?.start(index);
  }

  /** Stops loading; what has arrived stays. */
  stopLoading(): void {
    const { stack, index, status } = this.#state;
    this.#prefetch?.stop();
    if (stack && status === 'loading') instanceStore.stop(parseImageId(stack.imageIds[index]!).url);
  }

  // ---- what the pointer does

  dragWindow(right: number, down: number): void {
    this.view.dragWindow(right, down);
  }

  wheel(down: number): void {
    const by = this.#gestures.wheel(down);
    if (by) this.step(by);
  }

  dragScroll(down: number): void {
    const by = this.#gestures.drag(down);
    if (by) this.step(by);
  }

  endDrag(): void {
    this.#gestures.endDrag();
  }

  get isFitted(): boolean {
    return isCanvasFitted(this.element);
  }

  /** Remembers zoom and pan; the function that comes back restores them once the canvas has its new size. */
  keepView(): () => void {
    const key = this.#state.stack?.key;
    const restore = this.view.keep();
    return () => {
      if (this.#state.stack?.key === key) restore();
    };
  }

  /** Back to how the stack came: window, zoom, pan, rotation, mirroring and inversion. The image stays. */
  reset(): void {
    const { stack, index, status } = this.#state;
    if (!stack || status !== 'shown') return;
    this.#hasStack = false;
    this.view.clear();
    void this.#show(index);
  }

  // ---- cine

  play(): void {
    if ((this.#state.stack?.imageIds.length ?? 0) > 1) this.#cine.play();
  }

  pause(): void {
    this.#cine.pause();
  }

  setFramesPerSecond(framesPerSecond: number): void {
    this.#set({ cine: { ...this.#state.cine, framesPerSecond } });
  }

  // ---- inside

  get #viewport(): Types.IStackViewport {
    return this.#engine.getViewport(this.viewportId) as Types.IStackViewport;
  }

  async #show(index: number): Promise<void> {
    const { stack } = this.#state;
    const imageId = stack?.imageIds[index];
    if (!stack || !imageId) return;
    this.#set({ index, status: cache.getImage(imageId) ? this.#state.status : 'loading', error: null });
    this.#endProgress?.();
    this.#endProgress = instanceStore.onProgress(parseImageId(imageId).url, (progress) => this.#set({ progress }));
    const isStillWanted = () => this.#state.stack === stack && this.#state.index === index && !this.#engine.hasBeenDestroyed;
    try {
      await loadImage(imageId);
      this.#prefetch?.markArrived(imageId);
      if (!isStillWanted()) return;
      await this.#display(stack, index, imageId);
    } catch (error) {
      if (isStillWanted()) this.#set({ status: 'failed', error: asImageError(error), progress: null });
    } finally {
      if (isStillWanted()) {
        this.#endProgress?.();
        this.#endProgress = null;
      }
    }
  }

  async #display(stack: Stack, index: number, imageId: string): Promise<void> {
    const image = loadedImage(imageId);
    if (!image) throw new ImageError('broken', 'This image cannot be shown: its header was lost. Try again.');
    const isFirst = !this.#hasStack;
    if (isFirst) {
      this.#hasGrown = false;
      await this.#viewport.setStack(stack.imageIds, index);
      this.#viewport.resetCamera();
      this.#hasStack = true;
      this.#set({ cine: { ...this.#state.cine, framesPerSecond: image.header.framesPerSecond ?? DEFAULT_FRAMES_PER_SECOND } });
    } else if (this.#hasGrown) {
      this.#hasGrown = false;
      const restore = this.view.keep();
      await this.#viewport.setStack(stack.imageIds, index);
      restore();
    } else {
      await this.#viewport.setImageIdIndex(index);
      this.view.orientNext();
    }
    if (this.#state.stack !== stack || this.#state.index !== index) return;
    this.#set({ status: 'shown', image, shownIndex: index, isRendered: false, error: null, progress: null });
    this.view.draw();
  }

  readonly #onRendered = (): void => {
    const { image } = this.#state;
    if (!image || !this.#hasStack) return;
    const view = measureView(this.#viewport, this.element, image.header);
    if (view) this.#set({ isRendered: true, ...view });
  };

  #set(change: Partial<CellState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
