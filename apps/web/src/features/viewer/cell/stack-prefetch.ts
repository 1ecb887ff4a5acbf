import { loadImage } from '../image/image-loader.ts';
import { instanceStore } from '../image/instance-store.ts';
import { parseImageId } from '../image-ids.ts';
import { nearestFirst } from './nearest-first.ts';

/** How many images are under way at once: a browser opens six connections to a server, and the reader's own scrolling needs some. */
const AT_ONCE = 4;

/** Fetches a whole stack, nearest images first. An image that fails is left to be asked for again when the reader comes to it. */
export class StackPrefetch {
  #imageIds: readonly string[];
  readonly #onChange: (loaded: number, isRunning: boolean) => void;
  readonly #arrived = new Set<string>();
  readonly #underWay = new Set<string>();
  #queue: string[] = [];
  #isRunning = false;
  #isStopped = false;

  /** @param onChange called with the number of images that have arrived, and whether more are coming */
  constructor(imageIds: readonly string[], onChange: (loaded: number, isRunning: boolean) => void) {
    this.#imageIds = imageIds;
    this.#onChange = onChange;
  }

  /** Whether the reader stopped it. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The stack has other images now; {@link start} fetches those that are new. */
  extend(imageIds: readonly string[]): void {
    this.#imageIds = imageIds;
    const known = new Set(imageIds);
    for (const imageId of this.#arrived) if (!known.has(imageId)) this.#arrived.delete(imageId);
  }

  start(around: number): void {
    this.#queue = nearestFirst(this.#imageIds.length, around)
      .map((index) => this.#imageIds[index]!)
      .filter((imageId) => !this.#arrived.has(imageId) && !this.#underWay.has(imageId));
    this.#isRunning = true;
    this.#isStopped = false;
    for (let i = this.#underWay.size; i < AT_ONCE; i++) void this.#next();
    this.#report();
  }

  /** Stops, cutting off what is under way. */
  stop(): void {
    this.#isRunning = false;
    this.#isStopped = true;
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
