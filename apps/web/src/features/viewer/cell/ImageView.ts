import type { Enums, Types } from '@cornerstonejs/core';
import type { VoiWindow } from '../image/image-header.ts';
import type { LoadedImage } from '../image/image-loader.ts';
import { isUsableWindow, rangeOfWindow } from '../image/voi.ts';
import { mirroredSideways, mirroredUpsideDown, type ScreenAxes, turnedClockwise, UPRIGHT } from '../orientation.ts';
import { placeView, pointCamera } from './viewport-view.ts';

/** What a view needs of its cell. */
interface Viewed {
  /** Null while nothing has been drawn. */
  viewport(): Types.IStackViewport | null;
  image(): LoadedImage | null;
  onChange(change: { window: VoiWindow } | { isInverted: boolean }): void;
}

/** How the images of one cell are shown: window, inversion, rotation, mirroring and zoom, kept from image to image of a stack. */
export class ImageView {
  readonly #viewed: Viewed;
  /** The window that the reader chose; null follows each image's own. */
  #chosenWindow: VoiWindow | null = null;
  #isInverted = false;
  #axes = UPRIGHT;

  constructor(viewed: Viewed) {
    this.#viewed = viewed;
  }

  /** Back to how images come. Nothing is drawn yet. */
  clear(): void {
    this.#chosenWindow = null;
    this.#axes = UPRIGHT;
    this.#isInverted = false;
    this.#viewed.onChange({ isInverted: false });
  }

  get chosenWindow(): VoiWindow | null {
    return this.#chosenWindow;
  }

  /** Of the images that are drawn from now on. */
  chooseWindow(window: VoiWindow | null): void {
    this.#chosenWindow = window;
  }

  /** Grey images only, and windows that their function can use. */
  setWindow(window: VoiWindow): void {
    const image = this.#viewed.image();
    if (!image || image.components === 3 || !isUsableWindow(window, image.voiFunction)) return;
    this.#chosenWindow = window;
    this.#applyWindow();
    this.#viewed.viewport()?.render();
  }

  /** Steps are finer where the window is narrow. Colour images are windowed too, as brightness and contrast. */
  dragWindow(right: number, down: number): void {
    const image = this.#viewed.image();
    if (!image) return;
    const window = this.#chosenWindow ?? image.window;
    const perPixel = Math.max(window.width, 16) / 250;
    const width = Math.max(image.voiFunction === 'LINEAR' ? 1 : 1e-3, window.width + right * perPixel);
    this.#chosenWindow = { width, center: window.center + down * perPixel };
    this.#applyWindow();
    this.#viewed.viewport()?.render();
  }

  invert(): void {
    const viewport = this.#viewed.viewport();
    if (!viewport) return;
    this.#isInverted = !this.#isInverted;
    this.#viewed.onChange({ isInverted: this.#isInverted });
    this.#applyInversion(viewport);
    viewport.render();
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
    const viewport = this.#viewed.viewport();
    if (!viewport) return;
    viewport.setZoom(viewport.getZoom() * factor);
    viewport.render();
  }

  /** Remembers zoom and pan, relative to the whole image; the function that comes back restores them in whatever the canvas has become. */
  keep(): () => void {
    const presentation = this.#viewed.viewport()?.getViewPresentation();
    return () => {
      const viewport = this.#viewed.viewport();
      if (viewport && presentation) placeView(viewport, this.#axes, presentation);
    };
  }

  /** The next image of a stack lies as the one before it. */
  orientNext(): void {
    const viewport = this.#viewed.viewport();
    if (viewport) pointCamera(viewport, this.#axes);
  }

  /** Draws the image that the viewport has got. */
  draw(): void {
    const viewport = this.#viewed.viewport();
    if (!viewport) return;
    this.#applyWindow();
    this.#applyInversion(viewport);
    viewport.render();
  }

  #orient(axes: ScreenAxes): void {
    const viewport = this.#viewed.viewport();
    if (!viewport) return;
    this.#axes = axes;
    pointCamera(viewport, axes);
    viewport.render();
  }

  /** MONOCHROME1: the lowest value is white. */
  #applyInversion(viewport: Types.IStackViewport): void {
    const isStoredInverted = this.#viewed.image()?.header.photometricInterpretation === 'MONOCHROME1';
    viewport.setProperties({ invert: this.#isInverted !== isStoredInverted });
  }

  /** The chosen window, or else the image's own, as the viewport takes it. */
  #applyWindow(): void {
    const image = this.#viewed.image();
    if (!image) return;
    const window = this.#chosenWindow ?? image.window;
    this.#viewed.viewport()?.setProperties({
      voiRange: rangeOfWindow(window, image.voiFunction),
      VOILUTFunction: image.voiFunction as Enums.VOILUTFunctionType,
    });
    this.#viewed.onChange({ window });
  }
}
