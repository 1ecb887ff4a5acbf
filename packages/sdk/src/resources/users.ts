import type * as T from '../_generated/types.ts';
import type { Http, RequestOptions } from '../http.ts';
import { listOf, type PagePromise } from '../page.ts';

export type UserListParams = {
  cursor?: string;
  limit?: number;
  email?: string;
  firstName?: string;
  lastName?: string;
  invitedSource?: T.InvitedSource;
  level?: 'owner' | 'admin' | 'member';
  /** AutoScribe only. */
  canCreateReports?: boolean;
};

export type InvitationListParams = {
  cursor?: string;
  limit?: number;
  startDate?: string;
  endDate?: string;
  expired?: T.InvitationExpired;
  status?: T.InvitationStatus[];
  userId?: string;
};

/** Users of a product; AutoScribe's have more fields than Viewer's. */
export class Users<User, Invite, Patch> {
  readonly #http: Http;
  readonly #root: string;

  constructor(http: Http, root: string) {
    this.#http = http;
    this.#root = root;
  }

  invite(body: Invite, options?: RequestOptions): Promise<User> {
    return this.#http.request('POST', this.#root, { body }, options);
  }

  list(params: UserListParams = {}, options?: RequestOptions): PagePromise<User> {
    return listOf('users', (cursor) =>
      this.#http.request<{ users: User[]; hasMore: boolean; cursor?: string }>(
        'GET',
        this.#root,
        { query: cursor === undefined ? params : { ...params, cursor } },
        options,
      ),
    );
  }

  retrieve(userId: string, options?: RequestOptions): Promise<User> {
    return this.#http.request('GET', `${this.#root}/${encodeURIComponent(userId)}`, {}, options);
  }

  update(userId: string, body: Patch, options?: RequestOptions): Promise<User> {
    return this.#http.request('PATCH', `${this.#root}/${encodeURIComponent(userId)}`, { body }, options);
  }

  /** Sessions and links of the user end at once. */
  revokeAccess(userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${this.#root}/revoke-access`, { body: { userId } }, options);
  }

  reactivate(userId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${this.#root}/reactivate`, { body: { userId } }, options);
  }
}

export class Invitations<Invitation> {
  readonly #http: Http;
  readonly #root: string;

  constructor(http: Http, root: string) {
    this.#http = http;
    this.#root = root;
  }

  list(params: InvitationListParams = {}, options?: RequestOptions): PagePromise<Invitation> {
    return listOf('invitations', (cursor) =>
      this.#http.request<{ invitations: Invitation[]; hasMore: boolean; cursor?: string }>(
        'GET',
        this.#root,
        { query: cursor === undefined ? params : { ...params, cursor } },
        options,
      ),
    );
  }

  retrieve(invitationId: string, options?: RequestOptions): Promise<Invitation> {
    return this.#http.request('GET', `${this.#root}/${encodeURIComponent(invitationId)}`, {}, options);
  }

  /** Every field of the invitation but the email; only while it is sent and not expired. */
  update(invitationId: string, body: Partial<T.UserPatch>, options?: RequestOptions): Promise<Invitation> {
    return this.#http.request('PATCH', `${this.#root}/${encodeURIComponent(invitationId)}`, { body }, options);
  }

  revoke(body: { invitationId?: string; userId?: string }, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${this.#root}/revoke`, { body }, options);
  }
}
