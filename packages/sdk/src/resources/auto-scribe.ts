import type * as T from '../_generated/types.ts';
import type { Http, Query, RequestOptions } from '../http.ts';
import { listOf, type PagePromise } from '../page.ts';
import { EphemeralSessions } from './ephemeral-sessions.ts';
import { Invitations, Users } from './users.ts';

/** A study by its id or its StudyInstanceUID. */
export type StudySelector = { studyId: string; studyInstanceUid?: string } | { studyId?: string; studyInstanceUid: string };
export type PageParams = { cursor?: string; limit?: number };

/** null of an id filter means "is null". */
export type StudyListParams = PageParams & {
  assignedTo?: string | null;
  expressCustomerId?: string | null;
  isCancelled?: boolean;
  severity?: T.Severity;
  studyDescription?: string;
  studyReportStatus?: T.StudyReportStatus[];
  studyType?: 'standard' | 'external';
};

const STUDIES = '/autoScribe/studies';
const REPORTS = '/autoScribe/reports';
const REFERENCES = '/autoScribe/clinicalReferences';

export class Studies {
  readonly external: ExternalStudies;
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
    this.external = new ExternalStudies(http);
  }

  create(body: T.StudyCreate, options?: RequestOptions): Promise<T.Study> {
    return this.#http.request('POST', STUDIES, { body }, options);
  }

  retrieve(studyId: string, options?: RequestOptions): Promise<T.Study> {
    return this.#http.request('GET', `${STUDIES}/${encodeURIComponent(studyId)}`, {}, options);
  }

  retrieveByUid(studyInstanceUid: string, options?: RequestOptions): Promise<T.Study> {
    return this.#http.request('GET', `${STUDIES}/by-uid/${encodeURIComponent(studyInstanceUid)}`, {}, options);
  }

  /** Newest first. */
  list(params: StudyListParams = {}, options?: RequestOptions): PagePromise<T.Study> {
    return listOf('studies', (cursor) => this.#http.request<T.StudyList>('GET', STUDIES, { query: page(params, cursor) }, options));
  }

  update(studyId: string, body: T.StudyPatch, options?: RequestOptions): Promise<T.Study> {
    return this.#http.request('PATCH', `${STUDIES}/${encodeURIComponent(studyId)}`, { body }, options);
  }

  cancel(selector: StudySelector, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${STUDIES}/cancel`, { body: selector }, options);
  }

  uncancel(selector: StudySelector, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${STUDIES}/uncancel`, { body: selector }, options);
  }

  /** A URL that opens viewer and dictation for that user, once; the study becomes theirs. */
  rerouteUrl(body: StudySelector & { assignedToUserId: string }, options?: RequestOptions): Promise<T.Url> {
    return this.#http.request('POST', `${STUDIES}/reroute-url`, { body }, options);
  }

  /** A URL that opens the images, once, without dictation. */
  viewerOnlyRerouteUrl(body: StudySelector & { userId?: string }, options?: RequestOptions): Promise<T.Url> {
    return this.#http.request('POST', `${STUDIES}/viewer-only-reroute-url`, { body }, options);
  }
}

/** Archive studies, whose report was made elsewhere. */
export class ExternalStudies {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(body: T.ExternalStudyCreate, options?: RequestOptions): Promise<T.Study> {
    return this.#http.request('POST', `${STUDIES}/external`, { body }, options);
  }

  /** Cannot be undone. */
  delete(selector: StudySelector, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${STUDIES}/external/delete`, { body: selector }, options);
  }

  addReport(body: T.ExternalReportCreate, options?: RequestOptions): Promise<T.ExternalReportReference> {
    return this.#http.request('POST', `${STUDIES}/external/reports`, { body }, options);
  }

  listReports(params: PageParams & { studyId?: string } = {}, options?: RequestOptions): PagePromise<T.ExternalReportEntry> {
    const path = `${STUDIES}/external/reports`;
    return listOf('reports', (cursor) => this.#http.request<T.ExternalReportList>('GET', path, { query: page(params, cursor) }, options));
  }

  retrieveReport(externalReportId: string, options?: RequestOptions): Promise<T.ExternalReport> {
    return this.#http.request('GET', `${STUDIES}/external/reports/${encodeURIComponent(externalReportId)}`, {}, options);
  }
}

export class Reports {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  list(selector: StudySelector, options?: RequestOptions): Promise<T.ReportList> {
    return this.#http.request('GET', REPORTS, { query: selector }, options);
  }

  /** The text of one report. */
  retrieveText(reportId: string, options?: RequestOptions): Promise<T.ReportText> {
    return this.#http.request('GET', `${REPORTS}/text`, { query: { reportId } }, options);
  }

  listTexts(selector: StudySelector, options?: RequestOptions): Promise<T.ReportTextList> {
    return this.#http.request('GET', `${REPORTS}/text`, { query: selector }, options);
  }

  /** The PDF of one report, behind a URL that lives one hour. */
  retrievePdf(reportId: string, options?: RequestOptions): Promise<T.ReportPdf> {
    return this.#http.request('GET', `${REPORTS}/pdf`, { query: { reportId } }, options);
  }

  listPdfs(selector: StudySelector, options?: RequestOptions): Promise<T.ReportPdfList> {
    return this.#http.request('GET', `${REPORTS}/pdf`, { query: selector }, options);
  }

  startAddendum(reportId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${REPORTS}/${encodeURIComponent(reportId)}/addendum`, {}, options);
  }

  cancelAddendum(reportId: string, options?: RequestOptions): Promise<T.Action> {
    return this.#http.request('POST', `${REPORTS}/${encodeURIComponent(reportId)}/cancel-addendum`, {}, options);
  }
}

export class ClinicalReferences {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(body: T.ClinicalReferenceCreate, options?: RequestOptions): Promise<T.ClinicalReference> {
    return this.#http.request('POST', REFERENCES, { body }, options);
  }

  list(
    params: PageParams & { expressCustomerId?: string | null; isActive?: boolean; type?: T.ClinicalReferenceType } = {},
    options?: RequestOptions,
  ): PagePromise<T.ClinicalReference> {
    return listOf('clinicalReferences', (cursor) =>
      this.#http.request<T.ClinicalReferenceList>('GET', REFERENCES, { query: page(params, cursor) }, options),
    );
  }

  retrieve(clinicalReferenceId: string, options?: RequestOptions): Promise<T.ClinicalReference> {
    return this.#http.request('GET', `${REFERENCES}/${encodeURIComponent(clinicalReferenceId)}`, {}, options);
  }

  retrieveByExternalReferenceId(externalReferenceId: string, options?: RequestOptions): Promise<T.ClinicalReference> {
    return this.#http.request('GET', `${REFERENCES}/byExternalReferenceId/${encodeURIComponent(externalReferenceId)}`, {}, options);
  }

  update(clinicalReferenceId: string, body: T.ClinicalReferencePatch, options?: RequestOptions): Promise<T.ClinicalReference> {
    return this.#http.request('PATCH', `${REFERENCES}/${encodeURIComponent(clinicalReferenceId)}`, { body }, options);
  }

  delete(clinicalReferenceId: string, options?: RequestOptions): Promise<T.ClinicalReference> {
    return this.#http.request('POST', `${REFERENCES}/${encodeURIComponent(clinicalReferenceId)}/delete`, {}, options);
  }
}

/** Reports: everything under /v1/autoScribe. */
export class AutoScribe {
  readonly studies: Studies;
  readonly reports: Reports;
  readonly clinicalReferences: ClinicalReferences;
  readonly users: Users<T.User, T.UserInvite, T.UserPatch>;
  readonly invitations: Invitations<T.Invitation>;
  readonly ephemeralSessions: EphemeralSessions;

  constructor(http: Http) {
    this.studies = new Studies(http);
    this.reports = new Reports(http);
    this.clinicalReferences = new ClinicalReferences(http);
    this.users = new Users(http, '/autoScribe/users');
    this.invitations = new Invitations(http, '/autoScribe/users/invitations');
    this.ephemeralSessions = new EphemeralSessions(http, '/autoScribe/ephemeral-sessions');
  }
}

/** The parameters of a page after `cursor`. */
export function page(params: Query, cursor: string | undefined): Query {
  return cursor === undefined ? params : { ...params, cursor };
}
