import { cache, Enums, type RenderingEngine, type Types } from '@cornerstonejs/core';
import { asImageError, ImageError } from '../image/image-error.ts';
import type { VoiWindow } from '../image/image-header.ts';
import { instanceStore, loadedImage, loadImage } from '../image/image-loader.ts';
import { isUsableWindow, rangeOfWindow } from '../image/voi.ts';
import { parseImageId } from '../image-ids.ts';
import {
  mirroredSideways,
  mirroredUpsideDown,
  type ScreenAxes,
  screenEdges,
  storedEdges,
  turnedClockwise,
  UPRIGHT,
} from '../orientation.ts';
import type { Stack } from '../stacks.ts';
import { type DragTarget, setDragTarget } from '../tools/drag-targets.ts';
import { cameraAxes } from './camera-axes.ts';
import { type CellState, DEFAULT_FRAMES_PER_SECOND, EMPTY_CELL } from './cell-state.ts';
import { StackPrefetch } from './stack-prefetch.ts';

/** A stack is fetched as a whole only if its pixels fit well into the cache. */
const PREFETCH_BYTES = 512 * 1024 * 1024;
/** Pixels of drag for one image. */
const DRAG_PER_IMAGE = 8;
/** Pixels of wheel for one image; a notch is 100 or more, in Firefox 3 lines. */
const WHEEL_PER_IMAGE = 40;

/**
 * One cell of the layout: which stack and image it shows and how. It drives a Cornerstone viewport and tells React what came of it. Only an image that has arrived
 * is ever handed to the viewport, so that a broken one is a message in this cell and nothing else.
 */
export class StackCell implements DragTarget {
  readonly element: HTMLDivElement;
  readonly viewportId: string;
  readonly #engine: RenderingEngine;
  readonly #listeners = new Set<() => void>();
  #state: CellState = EMPTY_CELL;
  #prefetch: StackPrefetch | null = null;
  #hasStack = false;
  /** The window that the reader chose; null follows each image's own. */
  #chosenWindow: VoiWindow | null = null;
  #axes = UPRIGHT;
  #dragged = 0;
  #wheeled = 0;
  #endProgress: (() => void) | null = null;
  #playTimer: ReturnType<typeof setTimeout> | null = null;

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
    this.#chosenWindow = null;
    this.#axes = UPRIGHT;
    this.#state = { ...EMPTY_CELL, stack };
    this.#prefetch = new StackPrefetch(stack.imageIds, (loadedCount, isPrefetching) => this.#set({ loadedCount, isPrefetching }));
    void this.#show(index).then(() => {
      if (this.#state.stack === stack) this.prefetch();
    });
  }

  /** Shows a stack unless it is shown already; when more of its images have come, the reader stays at the same one. */
  assign(stack: Stack): void {
    const { stack: before, index } = this.#state;
    const isSame = before?.key === stack.key;
    if (isSame && before.imageIds.join() === stack.imageIds.join()) return;
    const window = isSame ? this.#chosenWindow : null;
    this.show(stack, isSame ? Math.max(0, stack.imageIds.indexOf(before.imageIds[index] ?? '')) : 0);
    this.#chosenWindow = window;
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

  // ---- how the image is shown

  setWindow(window: VoiWindow): void {
    const { image } = this.#state;
    if (!image || image.components === 3 || !isUsableWindow(window, image.voiFunction)) return;
    this.#chosenWindow = window;
    this.#applyWindow();
    this.#viewport.render();
  }

  /** Steps are finer where the window is narrow. Colour images are windowed too, as brightness and contrast. */
  dragWindow(right: number, down: number): void {
    const { window, image } = this.#state;
    if (!window || !image) return;
    const perPixel = Math.max(window.width, 16) / 250;
    const width = Math.max(image.voiFunction === 'LINEAR' ? 1 : 1e-3, window.width + right * perPixel);
    this.#chosenWindow = { width, center: window.center + down * perPixel };
    this.#applyWindow();
    this.#viewport.render();
  }

  /** One notch of a wheel is one image; the many small moves of a touchpad add up to notches. */
  wheel(down: number): void {
    const isNotch = Math.abs(down) >= WHEEL_PER_IMAGE;
    this.#wheeled = isNotch || Math.sign(down) !== Math.sign(this.#wheeled) ? down : this.#wheeled + down;
    if (Math.abs(this.#wheeled) < WHEEL_PER_IMAGE) return;
    this.step(Math.sign(this.#wheeled));
    this.#wheeled = 0;
  }

  dragScroll(down: number): void {
    this.#dragged += down / DRAG_PER_IMAGE;
    const whole = Math.trunc(this.#dragged);
    if (whole === 0) return;
    this.#dragged -= whole;
    this.step(whole);
  }

  endDrag(): void {
    this.#dragged = 0;
  }

  invert(): void {
    if (!this.#hasStack) return;
    const isInverted = !this.#state.isInverted;
    this.#set({ isInverted });
    this.#viewport.setProperties({ invert: isInverted !== this.#isStoredInverted });
    this.#viewport.render();
  }

  /** A quarter turn clockwise. */
  rotate(): void {
    this.#orient(turnedClockwise(this.#axes));
  }

  /** Mirrors left and right of the screen (or top and bottom), however the image is turned. */
  flip(direction: 'horizontal' | 'vertical'): void {
    this.#orient(direction === 'horizontal' ? mirroredSideways(this.#axes) : mirroredUpsideDown(this.#axes));
  }

  zoomBy(factor: number): void {
    if (!this.#hasStack) return;
    this.#viewport.setZoom(this.#viewport.getZoom() * factor);
    this.#viewport.render();
  }

  /** Whether the canvas has as many pixels as its place on the screen. */
  get isFitted(): boolean {
    const canvas = this.element.querySelector('canvas');
    const pixels = (length: number) => Math.round(length * window.devicePixelRatio);
    return !canvas || (canvas.width === pixels(canvas.clientWidth) && canvas.height === pixels(canvas.clientHeight));
  }

  /** Remembers zoom and pan, relative to the whole image; the function that comes back restores them once the canvas has its new size. */
  keepView(): () => void {
    if (!this.#hasStack) return () => {};
    const { stack } = this.#state;
    const { zoom, pan } = this.#viewport.getViewPresentation();
    return () => {
      if (!this.#hasStack || this.#state.stack !== stack) return;
      this.#viewport.resetCamera();
      this.#applyAxes();
      this.#viewport.setViewPresentation({ zoom, pan });
      this.#viewport.render();
    };
  }

  /** Back to how the stack came: window, zoom, pan, rotation, mirroring and inversion. The image stays. */
  reset(): void {
    const { stack, index, status } = this.#state;
    if (!stack || status !== 'shown') return;
    this.#chosenWindow = null;
    this.#axes = UPRIGHT;
    this.#hasStack = false;
    this.#set({ isInverted: false });
    void this.#show(index);
  }

  // ---- cine

  play(): void {
    const { stack, cine } = this.#state;
    if (!stack || stack.imageIds.length < 2 || cine.isPlaying) return;
    this.#set({ cine: { ...cine, isPlaying: true } });
    this.#scheduleFrame();
  }

  pause(): void {
    if (this.#playTimer) clearTimeout(this.#playTimer);
    this.#playTimer = null;
    if (this.#state.cine.isPlaying) this.#set({ cine: { ...this.#state.cine, isPlaying: false } });
  }

  setFramesPerSecond(framesPerSecond: number): void {
    this.#set({ cine: { ...this.#state.cine, framesPerSecond } });
  }

  #scheduleFrame(): void {
    this.#playTimer = setTimeout(() => {
      const { stack, index, status } = this.#state;
      if (!stack) return;
      if (status === 'failed') return this.pause();
      // A frame that has not arrived yet is waited for: no frame is skipped without being seen.
      if (status === 'shown') this.goTo((index + 1) % stack.imageIds.length);
      this.#scheduleFrame();
    }, 1000 / this.#state.cine.framesPerSecond);
  }

  // ---- inside

  get #viewport(): Types.IStackViewport {
    return this.#engine.getViewport(this.viewportId) as Types.IStackViewport;
  }

  /** MONOCHROME1: the lowest value is white. */
  get #isStoredInverted(): boolean {
    return this.#state.image?.header.photometricInterpretation === 'MONOCHROME1';
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
      await this.#viewport.setStack(stack.imageIds, index);
      this.#viewport.resetCamera();
      this.#hasStack = true;
      this.#set({ cine: { ...this.#state.cine, framesPerSecond: image.header.framesPerSecond ?? DEFAULT_FRAMES_PER_SECOND } });
    } else {
      await this.#viewport.setImageIdIndex(index);
      this.#applyAxes();
    }
    if (this.#state.stack !== stack || this.#state.index !== index) return;
    this.#set({ status: 'shown', image, shownIndex: index, isRendered: false, error: null, progress: null });
    this.#applyWindow();
    this.#viewport.setProperties({ invert: this.#state.isInverted !== this.#isStoredInverted });
    this.#viewport.render();
  }

  #orient(axes: ScreenAxes): void {
    if (!this.#hasStack) return;
    this.#axes = axes;
    this.#applyAxes();
    this.#viewport.render();
  }

  /**
   * Points the camera so that the image lies as {@link ScreenAxes} say. The library's own flip flags are not used: combined with a rotation they do not survive a
   * change of image.
   */
  #applyAxes(): void {
    const direction = this.#viewport.getImageData()?.direction;
    const { focalPoint, position } = this.#viewport.getCamera();
    if (!direction || !focalPoint || !position) return;
    const { up, normal } = cameraAxes(this.#axes, direction);
    const distance = Math.hypot(...focalPoint.map((value, axis) => value - position[axis]!));
    this.#viewport.setCamera({
      viewUp: up,
      viewPlaneNormal: normal,
      focalPoint,
      position: focalPoint.map((value, axis) => value + normal[axis]! * distance) as Types.Point3,
    });
  }

  /** The chosen window, or else the image's own, as the viewport takes it. */
  #applyWindow(): void {
    const { image } = this.#state;
    if (!image) return;
    const window = this.#chosenWindow ?? image.window;
    this.#viewport.setProperties({
      voiRange: rangeOfWindow(window, image.voiFunction),
      VOILUTFunction: image.voiFunction as Enums.VOILUTFunctionType,
    });
    this.#set({ window });
  }

  readonly #onRendered = (): void => {
    const { image } = this.#state;
    if (!image || !this.#hasStack) return;
    const view = this.#viewport;
    const imageData = view.getImageData()?.imageData;
    if (!imageData?.worldToIndex) return;
    const { worldToIndex } = imageData;
    const middle: Types.Point2 = [this.element.clientWidth / 2, this.element.clientHeight / 2];
    const toIndex = (x: number, y: number) => worldToIndex(view.canvasToWorld([middle[0] + x, middle[1] + y])) as number[];
    const [at, toRight, toBottom] = [toIndex(0, 0), toIndex(10, 0), toIndex(0, 10)];
    const step = (to: number[]) => [to[0]! - at[0]!, to[1]! - at[1]!] as const;
    const right = step(toRight);
    const stored = storedEdges(image.header);
    this.#set({
      isRendered: true,
      zoom: 10 / Math.hypot(...right),
      edges: stored && screenEdges(stored, { right, down: step(toBottom) }),
    });
  };

  #set(change: Partial<CellState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
