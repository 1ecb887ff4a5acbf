/** What a player needs of the cell that it plays. */
interface Played {
  /** `wait`: the frame has not arrived yet, and none is skipped without being seen. */
  readiness(): 'next' | 'wait' | 'stop';
  next(): void;
  framesPerSecond(): number;
  onChange(isPlaying: boolean): void;
}

/** Plays the images of one cell, one after the other, in a circle. */
export class CinePlayer {
  readonly #played: Played;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(played: Played) {
    this.#played = played;
  }

  get isPlaying(): boolean {
    return this.#timer !== null;
  }

  play(): void {
    if (this.isPlaying) return;
    this.#schedule();
    this.#played.onChange(true);
  }

  pause(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#played.onChange(false);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      const readiness = this.#played.readiness();
      if (readiness === 'next') this.#played.next();
      if (readiness === 'stop') this.pause();
      else this.#schedule();
    }, 1000 / this.#played.framesPerSecond());
  }
}
