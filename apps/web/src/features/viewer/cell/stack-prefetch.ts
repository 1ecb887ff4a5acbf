import { instanceStore, loadImage } from '../image/image-loader.ts';
import { parseImageId } from '../image-ids.ts';
import { nearestFirst } from './nearest-first.ts';

/** How many images are under way at once: a browser opens six connections to a server, and the reader's own scrolling needs some. */
const AT_ONCE = 4;

/** Fetches a whole stack, nearest images first. An image that fails is left to be asked for again when the reader comes to it. */
export class StackPrefetch {
  readonly #imageIds: readonly string[];
  readonly #onChange: (loaded: number, isRunning: boolean) => void;
  readonly #arrived = new Set<string>();
  readonly #underWay = new Set<string>();
  #queue: string[] = [];
  #isRunning = false;

  /** @param onChange called with the number of images that have arrived, and whether more are coming */
  constructor(imageIds: readonly string[], onChange: (loaded: number, isRunning: boolean) => void) {
    this.#imageIds = imageIds;
    this.#onChange = onChange;
  }

  start(around: number): void {
    this.#queue = nearestFirst(this.#imageIds.length, around)
      .map((index) => this.#imageIds[index]!)
      .filter((imageId) => !this.#arrived.has(imageId));
    this.#isRunning = true;
    for (let i = 0; i < AT_ONCE; i++) void this.#next();
    this.#report();
  }

  /** Stops, cutting off what is under way. */
  stop(): void {
    this.#isRunning = false;
    this.#queue = [];
    for (const imageId of this.#underWay) instanceStore.stop(parseImageId(imageId).url);
    this.#report();
  }

  /** Stops without cutting anything off, and says nothing more. */
  abandon(): void {
    this.#isRunning = false;
    this.#queue = [];
  }

  markArrived(imageId: string): void {
    this.#arrived.add(imageId);
    this.#report();
  }

  async #next(): Promise<void> {
    const imageId = this.#queue.shift();
    if (!imageId || !this.#isRunning) {
      if (this.#isRunning && this.#underWay.size === 0) {
        this.#isRunning = false;
        this.#report();
      }
      return;
    }
    this.#underWay.add(imageId);
    try {
      await loadImage(imageId);
      this.#arrived.add(imageId);
    } catch {
      // Shown, with its reason, in the cell that comes to this image.
    } finally {
      this.#underWay.delete(imageId);
    }
    if (this.#isRunning) this.#report();
    await this.#next();
  }

  #report(): void {
    this.#onChange(this.#arrived.size, this.#isRunning);
  }
}
