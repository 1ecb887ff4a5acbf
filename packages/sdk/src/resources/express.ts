import type * as T from '../_generated/types.ts';
import type { Http, RequestOptions } from '../http.ts';
import { listOf, type PagePromise } from '../page.ts';
import { type PageParams, page } from './auto-scribe.ts';

/** Customers of one account: everything under /v1/express. */
export class Express {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(body: T.ExpressCustomerCreate, options?: RequestOptions): Promise<T.ExpressCustomer> {
    return this.#http.request('POST', '/express', { body }, options);
  }

  list(params: PageParams = {}, options?: RequestOptions): PagePromise<T.ExpressCustomer> {
    return listOf('expressCustomers', (cursor) =>
      this.#http.request<T.ExpressCustomerList>('GET', '/express', { query: page(params, cursor) }, options),
    );
  }

  retrieve(expressCustomerId: string, options?: RequestOptions): Promise<T.ExpressCustomer> {
    return this.#http.request('GET', one(expressCustomerId), {}, options);
  }

  update(expressCustomerId: string, body: T.ExpressCustomerPatch, options?: RequestOptions): Promise<T.ExpressCustomer> {
    return this.#http.request('PATCH', one(expressCustomerId), { body }, options);
  }

  deactivate(expressCustomerId: string, options?: RequestOptions): Promise<T.ExpressCustomer> {
    return this.#http.request('POST', `${one(expressCustomerId)}/deactivate`, {}, options);
  }

  reactivate(expressCustomerId: string, options?: RequestOptions): Promise<T.ExpressCustomer> {
    return this.#http.request('POST', `${one(expressCustomerId)}/reactivate`, {}, options);
  }

  addUser(expressCustomerId: string, userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${one(expressCustomerId)}/users`, { body: { userId } }, options);
  }

  removeUser(expressCustomerId: string, userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('DELETE', `${one(expressCustomerId)}/users`, { body: { userId } }, options);
  }
}

function one(expressCustomerId: string): string {
  return `/express/${encodeURIComponent(expressCustomerId)}`;
}
