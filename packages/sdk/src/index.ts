import { type ClientOptions, Http } from './http.ts';
import { AutoScribe } from './resources/auto-scribe.ts';
import { Express } from './resources/express.ts';
import { Orgs } from './resources/orgs.ts';
import { Viewer } from './resources/viewer.ts';
import { unwrap } from './webhooks.ts';

/** The client of a Readroom server. Every call is one operation of its API; see `/docs` on the server. */
export class Readroom {
  readonly autoScribe: AutoScribe;
  readonly viewer: Viewer;
  readonly express: Express;
  /** @deprecated use `express` */
  readonly orgs: Orgs;
  readonly webhooks: { unwrap: typeof unwrap } = { unwrap };

  /** Throws ReadroomError where neither options nor environment name the key and the server. */
  constructor(options: ClientOptions = {}) {
    const http = new Http(options);
    this.autoScribe = new AutoScribe(http);
    this.viewer = new Viewer(http);
    this.express = new Express(http);
    this.orgs = new Orgs(http);
  }
}

export type * from './_generated/types.ts';
export * from './errors.ts';
export type { ClientOptions, RequestOptions } from './http.ts';
export { Page, PagePromise } from './page.ts';
export type { StudyListParams, StudySelector } from './resources/auto-scribe.ts';
export type { InvitationListParams, UserListParams } from './resources/users.ts';
export type { ViewerStudyListParams } from './resources/viewer.ts';
export { unwrap, type WebhookAnswers, type WebhookEvent } from './webhooks.ts';
