/** Files are kept up to this many bytes. The browser holds them outside of the page's memory, on disk where they are many. */
const KEPT_BYTES = 4 * 1024 ** 3;

/** The bytes of files that cannot be fetched again whenever they are wanted, for as long as the page is open. */
export class KeptFiles {
  readonly #wanted = new Set<string>();
  readonly #files = new Map<string, Blob>();
  #size = 0;

  /** Keeps this file once it comes. */
  want(url: string): void {
    this.#wanted.add(url);
  }

  /** Does nothing for a file that nobody wants kept, or where there is no room: it is fetched again then. */
  put(url: string, bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#wanted.has(url) || this.#files.has(url) || this.#size + bytes.length > KEPT_BYTES) return;
    this.#files.set(url, new Blob([bytes]));
    this.#size += bytes.length;
  }

  /** Null where it is not kept, also where the browser has lost it. */
  async read(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = this.#files.get(url);
    if (!file) return null;
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch {
      this.#remove(url, file);
      return null;
    }
  }

  drop(url: string): void {
    this.#wanted.delete(url);
    const file = this.#files.get(url);
    if (file) this.#remove(url, file);
  }

  #remove(url: string, file: Blob): void {
    this.#files.delete(url);
    this.#size -= file.size;
  }
}
