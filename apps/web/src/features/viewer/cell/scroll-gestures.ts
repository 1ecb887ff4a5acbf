/** Pixels of drag for one image. */
const DRAG_PER_IMAGE = 8;
/** Pixels of wheel for one image; a notch is 100 or more, in Firefox 3 lines. */
const WHEEL_PER_IMAGE = 40;

/** Turns wheels and drags into whole images to scroll by. */
export class ScrollGestures {
  #dragged = 0;
  #wheeled = 0;

  /** One notch of a wheel is one image; the many small moves of a touchpad add up to notches. @returns images to go on by. */
  wheel(down: number): number {
    const isNotch = Math.abs(down) >= WHEEL_PER_IMAGE;
    this.#wheeled = isNotch || Math.sign(down) !== Math.sign(this.#wheeled) ? down : this.#wheeled + down;
    if (Math.abs(this.#wheeled) < WHEEL_PER_IMAGE) return 0;
    const by = Math.sign(this.#wheeled);
    this.#wheeled = 0;
    return by;
  }

  /** @returns images to go on by; what is left of an image is kept for the next move. */
  drag(down: number): number {
    this.#dragged += down / DRAG_PER_IMAGE;
    const whole = Math.trunc(this.#dragged);
    this.#dragged -= whole;
    return whole;
  }

  endDrag(): void {
    this.#dragged = 0;
  }
}
