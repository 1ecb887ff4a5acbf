/** The answer of a list: the items under `key`, and where the next page begins. */
type ListAnswer<Key extends string, Item> = { [K in Key]: Item[] } & { hasMore: boolean; cursor?: string };

/** One page of a list, newest first. `for await` goes on through all that follow. */
export class Page<Item> implements AsyncIterable<Item> {
  readonly items: Item[];
  readonly hasMore: boolean;
  readonly cursor: string | undefined;
  readonly #fetchAfter: (cursor: string) => Promise<Page<Item>>;

  constructor(items: Item[], cursor: string | undefined, hasMore: boolean, fetchAfter: (cursor: string) => Promise<Page<Item>>) {
    this.items = items;
    this.cursor = cursor;
    this.hasMore = hasMore;
    this.#fetchAfter = fetchAfter;
  }

  /** The page after this one, or null where this is the last. */
  async nextPage(): Promise<Page<Item> | null> {
    return this.hasMore && this.cursor !== undefined ? this.#fetchAfter(this.cursor) : null;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (let page: Page<Item> | null = this; page; page = await page.nextPage()) yield* page.items;
  }
}

/** A list that is awaited for its first page, or gone through with `for await` at once. */
export class PagePromise<Item> implements PromiseLike<Page<Item>>, AsyncIterable<Item> {
  readonly #first: () => Promise<Page<Item>>;
  #started: Promise<Page<Item>> | undefined;

  constructor(first: () => Promise<Page<Item>>) {
    this.#first = first;
  }

  #page(): Promise<Page<Item>> {
    this.#started ??= this.#first();
    return this.#started;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a list gives its first page, as callers of the older clients expect
  then<Fulfilled = Page<Item>, Rejected = never>(
    onFulfilled?: ((page: Page<Item>) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#page().then(onFulfilled, onRejected);
  }

  catch<Rejected = never>(onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null): Promise<Page<Item> | Rejected> {
    return this.#page().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Page<Item>> {
    return this.#page().finally(onFinally);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    yield* await this.#page();
  }
}

/** @param fetch asks for the page after a cursor, or the first; `key` names the items in the answer. */
export function listOf<Key extends string, Item>(key: Key, fetch: (cursor?: string) => Promise<ListAnswer<Key, Item>>): PagePromise<Item> {
  const load = async (cursor?: string): Promise<Page<Item>> => {
    const answer = await fetch(cursor);
    return new Page(answer[key], answer.cursor, answer.hasMore, load);
  };
  return new PagePromise(load);
}
