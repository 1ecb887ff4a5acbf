/** What the operations on a row name: ids by prefix, a study's UID, an image's, the address of a file, a draft as it is saved (JSON). */
export type Row = Partial<
  Record<
    'stu' | 'uid' | 'rep' | 'ref' | 'externalId' | 'cus' | 'usr' | 'inv' | 'ext' | 'key' | 'whe' | 'sop' | 'session' | 'file' | 'draft',
    string
  >
>;

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  payload?: Record<string, unknown> | Buffer;
  headers?: Record<string, string>;
}

/** Whom a study is given to, and who joins a customer: a user whom the key `self` invited, and one whom it did not. */
export interface People {
  readerId: string;
  foreignReaderId: string;
}

export type CallOf = (row: Row, people: People) => Call;

export const get = (url: string): Call => ({ method: 'GET', url });
export const remove = (url: string): Call => ({ method: 'DELETE', url });
export const post = (url: string, payload?: Record<string, unknown>): Call => ({ method: 'POST', url, ...(payload && { payload }) });
export const put = (url: string, payload: Record<string, unknown>): Call => ({ method: 'PUT', url, payload });
export const patch = (url: string, payload: Record<string, unknown>): Call => ({ method: 'PATCH', url, payload });
