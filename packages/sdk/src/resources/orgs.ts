import type * as T from '../_generated/types.ts';
import type { Http, RequestOptions } from '../http.ts';
import { listOf, type PagePromise } from '../page.ts';
import { type PageParams, page } from './auto-scribe.ts';

/**
 * The customers of an account under the ids and names of the first revision: everything under /v1/orgs.
 * @deprecated use `express`: `cus_` and the same hex.
 */
export class Orgs {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(body: T.OrgCreate, options?: RequestOptions): Promise<T.Org> {
    return this.#http.request('POST', '/orgs', { body }, options);
  }

  list(params: PageParams = {}, options?: RequestOptions): PagePromise<T.Org> {
    return listOf('organizations', (cursor) => this.#http.request<T.OrgList>('GET', '/orgs', { query: page(params, cursor) }, options));
  }

  retrieve(orgId: string, options?: RequestOptions): Promise<T.Org> {
    return this.#http.request('GET', one(orgId), {}, options);
  }

  update(orgId: string, body: T.OrgPatch, options?: RequestOptions): Promise<T.Org> {
    return this.#http.request('PATCH', one(orgId), { body }, options);
  }

  deactivate(orgId: string, options?: RequestOptions): Promise<T.Org> {
    return this.#http.request('POST', `${one(orgId)}/deactivate`, {}, options);
  }

  reactivate(orgId: string, options?: RequestOptions): Promise<T.Org> {
    return this.#http.request('POST', `${one(orgId)}/reactivate`, {}, options);
  }

  addUser(orgId: string, userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${one(orgId)}/users`, { body: { userId } }, options);
  }

  removeUser(orgId: string, userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('DELETE', `${one(orgId)}/users`, { body: { userId } }, options);
  }
}

function one(orgId: string): string {
  return `/orgs/${encodeURIComponent(orgId)}`;
}
