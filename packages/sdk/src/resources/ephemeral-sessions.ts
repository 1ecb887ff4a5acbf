import type * as T from '../_generated/types.ts';
import type { Http, RequestOptions } from '../http.ts';

/** A viewer without user and study. Its images come from the study webhook of the key (`ephemeral.access_requested`). */
export class EphemeralSessions {
  readonly #http: Http;
  readonly #path: string;

  constructor(http: Http, path: string) {
    this.#http = http;
    this.#path = path;
  }

  /** A landing URL that opens once, within 30 seconds. */
  create(body: T.EphemeralSessionCreate, options?: RequestOptions): Promise<T.EphemeralSessionUrl> {
    return this.#http.request('POST', this.#path, { body }, options);
  }
}
