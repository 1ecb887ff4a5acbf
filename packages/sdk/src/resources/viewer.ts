import type * as T from '../_generated/types.ts';
import type { Http, RequestOptions } from '../http.ts';
import { listOf, type PagePromise } from '../page.ts';
import { type PageParams, page, type StudySelector } from './auto-scribe.ts';
import { EphemeralSessions } from './ephemeral-sessions.ts';
import { Invitations, Users } from './users.ts';

export type ViewerStudyListParams = PageParams & {
  assignedTo?: string | null;
  expressCustomerId?: string | null;
  isCancelled?: boolean;
  severity?: T.Severity;
  studyDescription?: string;
  studyViewerStatus?: T.StudyViewerStatus;
};

const STUDIES = '/viewer/studies';

export class ViewerStudies {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(body: T.ViewerStudyCreate, options?: RequestOptions): Promise<T.ViewerStudy> {
    return this.#http.request('POST', STUDIES, { body }, options);
  }

  retrieve(studyId: string, options?: RequestOptions): Promise<T.ViewerStudy> {
    return this.#http.request('GET', `${STUDIES}/${encodeURIComponent(studyId)}`, {}, options);
  }

  retrieveByUid(studyInstanceUid: string, options?: RequestOptions): Promise<T.ViewerStudy> {
    return this.#http.request('GET', `${STUDIES}/by-uid/${encodeURIComponent(studyInstanceUid)}`, {}, options);
  }

  list(params: ViewerStudyListParams = {}, options?: RequestOptions): PagePromise<T.ViewerStudy> {
    return listOf('studies', (cursor) => this.#http.request<T.ViewerStudyList>('GET', STUDIES, { query: page(params, cursor) }, options));
  }

  update(studyId: string, body: T.ViewerStudyPatch, options?: RequestOptions): Promise<T.ViewerStudy> {
    return this.#http.request('PATCH', `${STUDIES}/${encodeURIComponent(studyId)}`, { body }, options);
  }

  cancel(selector: StudySelector, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${STUDIES}/cancel`, { body: selector }, options);
  }

  uncancel(selector: StudySelector, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${STUDIES}/uncancel`, { body: selector }, options);
  }

  /** A URL that opens the images, once. */
  rerouteUrl(selector: StudySelector, options?: RequestOptions): Promise<T.Url> {
    return this.#http.request('POST', `${STUDIES}/reroute-url`, { body: selector }, options);
  }
}

/** Images without reports: everything under /v1/viewer. Needs a key with the Viewer enabled. */
export class Viewer {
  readonly studies: ViewerStudies;
  readonly users: Users<T.ViewerUser, T.ViewerUserInvite, T.ViewerUserPatch>;
  readonly invitations: Invitations<T.ViewerInvitation>;
  readonly ephemeralSessions: EphemeralSessions;

  constructor(http: Http) {
    this.studies = new ViewerStudies(http);
    this.users = new Users(http, '/viewer/users');
    this.invitations = new Invitations(http, '/viewer/users/invitations');
    this.ephemeralSessions = new EphemeralSessions(http, '/viewer/ephemeral-sessions');
  }
}
