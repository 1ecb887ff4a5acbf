import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { newUid } from '../api.ts';
import { PASSWORD } from '../app.ts';
import { type Call, type CallOf, get, patch, post, put, remove } from './call.ts';

const UNKNOWN_SESSION = '00000000-0000-4000-8000-000000000000';

/** A new image of the study, over STOW-RS (PS3.18 10.5). */
function store(url: string, studyInstanceUid = newUid()): Call {
  const image = buildDicom(
    imageDataSet({
      '00080018': ['UI', newUid()],
      '0020000D': ['UI', studyInstanceUid],
      '0020000E': ['UI', `${studyInstanceUid}.1`],
    }),
  );
  const payload = Buffer.concat([
    Buffer.from('\r\n--part\r\nContent-Type: application/dicom\r\n\r\n'),
    image,
    Buffer.from('\r\n--part--\r\n'),
  ]);
  return { method: 'POST', url, payload, headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=part' } };
}

/** Every operation of app-expected.md as the call of it. */
export const APP_OPERATIONS: Record<string, CallOf> = {
  'page.read': ({ stu }) => get(`/api/studies/${stu}`),
  'page.series': ({ stu }) => get(`/api/studies/${stu}/series`),
  'page.imageAccess': ({ stu }) => post(`/api/studies/${stu}/image-access`),
  'page.ephemeralImages': () => post('/api/ephemeral/image-access'),
  'page.grantedImage': () => get('/api/image-access/made-elsewhere'),
  'page.instance': ({ stu, sop }) => get(`/api/studies/${stu}/instances/${sop}`),
  'page.report': ({ stu }) => post(`/api/studies/${stu}/report`),
  'page.images': ({ stu }) => post(`/api/studies/${stu}/images`),
  'page.capture': ({ stu }) => post(`/api/studies/${stu}/captures`),
  'page.giveBack': ({ stu }) => post(`/api/studies/${stu}/assign`, { assignedTo: null }),
  'page.assign': ({ stu }, { readerId }) => post(`/api/studies/${stu}/assign`, { assignedTo: readerId }),
  'page.readReport': ({ rep }) => get(`/api/reports/${rep}`),
  'page.pdf': ({ rep }) => get(`/api/reports/${rep}/pdf`),
  'page.dictate': ({ rep }) => post(`/api/reports/${rep}/dictations`, { spoken: 'Clear lungs.' }),
  'page.save': ({ rep, draft = '{}' }) => put(`/api/reports/${rep}/draft`, JSON.parse(draft)),
  'page.sign': ({ rep, draft = '{}' }) =>
    post(`/api/reports/${rep}/sign`, { revision: JSON.parse(draft).baseRevision, isCritical: false, dismissals: [] }),
  'page.addendum': ({ stu }) => post(`/api/studies/${stu}/addendum`),
  'page.cancelAddendum': ({ rep }) => post(`/api/reports/${rep}/cancel-addendum`),
  'page.externalReports': ({ stu }) => get(`/api/studies/${stu}/external-reports`),
  'page.externalReportFile': ({ stu, ext }) => get(`/api/studies/${stu}/external-reports/${ext}/file`),
  'page.search': () => post('/api/worklist', { words: 'chest' }),
  'page.worklist': () => get('/api/worklist'),

  'images.store': ({ uid }) => store('/dicom-web/studies', uid),
  'images.storeInto': ({ uid }) => store(`/dicom-web/studies/${uid}`, uid),
  'files.report': ({ file }) => get(`${file}`),
  'files.unsignedReport': ({ rep }) => get(`/files/reports/${rep}.pdf`),
  'files.unsignedArchived': ({ ext }) => get(`/files/external-reports/${ext}.pdf`),

  'session.read': () => get('/api/session'),
  'session.signIn': () => post('/api/session', {}),
  'session.signOut': () => remove('/api/session'),
  'session.open': () => post('/api/session/open', {}),
  'session.firstOwner': () => post('/api/session/first-owner', {}),
  'session.secondFactor': () => post('/api/session/second-factor', {}),
  'session.enrolFactor': () => post('/api/session/second-factor/enrolment'),
  'session.confirmFactor': () => post('/api/session/second-factor/confirm', { code: '000000' }),
  'session.readInvitation': () => post('/api/session/invitation', {}),
  'session.acceptInvitation': () => post('/api/session/invitation/accept', {}),
  'session.rejectInvitation': () => post('/api/session/invitation/reject', {}),
  'session.forgotPassword': () => post('/api/session/password-reset', {}),
  'session.resetPassword': () => post('/api/session/password-reset/confirm', {}),
  'session.singleSignOn': () => post('/api/session/single-sign-on', {}),
  'session.callback': () => get('/api/session/single-sign-on/callback'),
  'account.sessions': () => get('/api/sessions'),
  'account.endSession': ({ session = UNKNOWN_SESSION }) => remove(`/api/sessions/${session}`),
  'account.signOutEverywhere': () => remove('/api/sessions'),
  'account.changePassword': () => post('/api/password', { password: 'not the password', newPassword: 'another long password' }),
  'account.secondFactor': () => get('/api/second-factor'),
  'account.enrol': () => post('/api/second-factor/enrolment', { password: PASSWORD }),
  'account.confirmFactor': () => post('/api/second-factor/confirm', { code: '000000' }),
  'account.recoveryCodes': () => post('/api/second-factor/recovery-codes', { password: 'not the password' }),
  'account.disableFactor': () => post('/api/second-factor/disable', { password: 'not the password' }),

  'dashboard.keys': () => get('/api/admin/keys'),
  'dashboard.createKey': () => post('/api/admin/keys', {}),
  'dashboard.changeKey': ({ key }) => patch(`/api/admin/keys/${key}`, { description: 'Changed' }),
  'dashboard.rotateSecret': ({ key }) => post(`/api/admin/keys/${key}/rotate-secret`),
  'dashboard.testEvent': ({ key }) => post(`/api/admin/keys/${key}/test-event`, { target: 'study' }),
  'dashboard.revokeKey': ({ key }) => post(`/api/admin/keys/${key}/revoke`),
  'dashboard.modalityWorklist': () => post('/api/admin/modality-worklist', {}),
  'dashboard.webhookEvents': () => get('/api/admin/webhook-events'),
  'dashboard.webhookEvent': ({ whe }) => get(`/api/admin/webhook-events/${whe}`),
  'dashboard.resendEvent': ({ whe }) => post(`/api/admin/webhook-events/${whe}/resend`),
  'dashboard.singleSignOn': () => get('/api/admin/single-sign-on'),
  'dashboard.changeSingleSignOn': () =>
    put('/api/admin/single-sign-on', {
      issuer: 'http://127.0.0.1:1',
      clientId: 'readroom',
      clientSecret: 'secret',
      emailDomains: ['example.org'],
    }),
  'dashboard.testSingleSignOn': () =>
    post('/api/admin/single-sign-on/test', {
      issuer: 'http://127.0.0.1:1',
      clientId: 'readroom',
      clientSecret: 'secret',
      emailDomains: ['example.org'],
    }),
  'dashboard.removeSingleSignOn': () => remove('/api/admin/single-sign-on'),
  'dashboard.users': () => get('/api/admin/users'),
  'dashboard.user': ({ usr }) => get(`/api/admin/users/${usr}`),
  'dashboard.changeUser': ({ usr }) => patch(`/api/admin/users/${usr}`, { firstName: 'Changed' }),
  'dashboard.removeFactor': ({ usr }) => post(`/api/admin/users/${usr}/remove-second-factor`),
  'dashboard.revokeUser': ({ usr }) => post('/api/admin/users/revoke-access', { userId: usr }),
  'dashboard.reactivateUser': ({ usr }) => post('/api/admin/users/reactivate', { userId: usr }),
  'dashboard.audit': () => get('/api/admin/audit'),
  'dashboard.auditActors': () => get('/api/admin/audit/actors'),
  'dashboard.auditExport': () => get('/api/admin/audit/export?format=csv'),
  'dashboard.auditIntegrity': () => get('/api/admin/audit/integrity'),
  'dashboard.auditVerify': () => post('/api/admin/audit/verify'),
  'dashboard.settings': () => get('/api/admin/clinic'),
  'dashboard.changeSettings': () => patch('/api/admin/clinic', {}),
  'dashboard.invite': () => post('/api/admin/invitations', {}),
  'dashboard.invitations': () => get('/api/admin/invitations'),
  'dashboard.invitation': ({ inv }) => get(`/api/admin/invitations/${inv}`),
  'dashboard.changeInvitation': ({ inv }) => patch(`/api/admin/invitations/${inv}`, { firstName: 'Changed' }),
  'dashboard.revokeInvitation': ({ inv }) => post('/api/admin/invitations/revoke', { invitationId: inv }),
  'dashboard.resendInvitation': ({ inv }) => post(`/api/admin/invitations/${inv}/resend`),

  'desk.studies': () => post('/api/admin/studies/search'),
  'desk.readers': () => get('/api/admin/studies/readers'),
  'desk.suggestPriors': () => post('/api/admin/studies/priors/suggest', {}),
  'desk.namedPriors': ({ stu }) => post('/api/admin/studies/priors/named', { studyIds: [stu] }),
  'desk.createStudy': () => post('/api/admin/studies', {}),
  'desk.study': ({ stu }) => get(`/api/admin/studies/${stu}`),
  'desk.changeStudy': ({ stu }) => patch(`/api/admin/studies/${stu}`, { severity: 'high' }),
  'desk.cancel': ({ stu }) => post('/api/admin/studies/cancel', { studyId: stu }),
  'desk.uncancel': ({ stu }) => post('/api/admin/studies/uncancel', { studyId: stu }),
  'desk.rerouteLink': ({ stu }, { readerId }) => post('/api/admin/studies/reroute-url', { studyId: stu, assignedToUserId: readerId }),
  'desk.viewerLink': ({ stu }) => post('/api/admin/studies/viewer-only-reroute-url', { studyId: stu }),
  'desk.createArchive': () => post('/api/admin/studies/external', {}),
  'desk.deleteArchive': ({ stu }) => post('/api/admin/studies/external/delete', { studyId: stu }),
  'desk.addReport': ({ stu }) => post('/api/admin/studies/external/reports', { studyId: stu, readerName: 'Dr. Elsewhere' }),
  'desk.viewerStudies': () => post('/api/admin/viewer-studies/search'),
  'desk.createViewerStudy': () => post('/api/admin/viewer-studies', {}),
  'desk.viewerStudy': ({ stu }) => get(`/api/admin/viewer-studies/${stu}`),
  'desk.changeViewerStudy': ({ stu }) => patch(`/api/admin/viewer-studies/${stu}`, { severity: 'high' }),
  'desk.cancelViewerStudy': ({ stu }) => post('/api/admin/viewer-studies/cancel', { studyId: stu }),
  'desk.uncancelViewerStudy': ({ stu }) => post('/api/admin/viewer-studies/uncancel', { studyId: stu }),
  'desk.imagesLink': ({ stu }) => post('/api/admin/viewer-studies/reroute-url', { studyId: stu }),
  'desk.references': () => get('/api/admin/clinical-references'),
  'desk.searchReferences': () => post('/api/admin/clinical-references/search'),
  'desk.suggest': () => post('/api/admin/clinical-references/suggest', { type: 'facility' }),
  'desk.createReference': () => post('/api/admin/clinical-references', {}),
  'desk.reference': ({ ref }) => get(`/api/admin/clinical-references/${ref}`),
  'desk.changeReference': ({ ref }) => patch(`/api/admin/clinical-references/${ref}`, { metadata: { changed: 'yes' } }),
  'desk.deleteReference': ({ ref }) => post(`/api/admin/clinical-references/${ref}/delete`),
  'desk.customers': () => get('/api/admin/customers'),
  'desk.createCustomer': () => post('/api/admin/customers', {}),
  'desk.customer': ({ cus }) => get(`/api/admin/customers/${cus}`),
  'desk.changeCustomer': ({ cus }) => patch(`/api/admin/customers/${cus}`, { expressCustomerName: 'Changed' }),
  'desk.deactivate': ({ cus }) => post(`/api/admin/customers/${cus}/deactivate`),
  'desk.reactivate': ({ cus }) => post(`/api/admin/customers/${cus}/reactivate`),
  'desk.customerUsers': ({ cus }) => get(`/api/admin/customers/${cus}/users`),
  'desk.addUser': ({ cus }, { readerId }) => post(`/api/admin/customers/${cus}/users`, { userId: readerId }),
  'desk.removeUser': ({ cus }, { readerId }) => ({ ...remove(`/api/admin/customers/${cus}/users`), payload: { userId: readerId } }),

  'public.health': () => get('/healthz'),
  'public.ready': () => get('/readyz'),
  'public.metrics': () => get('/metrics'),
  'public.document': () => get('/openapi.json'),
};

/** What a call does to its row would change the next caller's answer: each caller gets a row of their own. */
export const APP_NEEDS_FRESH_ROW = new Set([
  'page.report',
  'page.giveBack',
  'page.assign',
  'page.save',
  'page.sign',
  'page.addendum',
  'page.cancelAddendum',
  'account.endSession',
  'dashboard.revokeKey',
  'dashboard.revokeInvitation',
  'desk.uncancel',
  'desk.deleteArchive',
  'desk.uncancelViewerStudy',
  'desk.changeReference',
]);

/** What ends the session of its caller, who signs in again afterwards. */
export const ENDS_SESSION = new Set(['session.signOut', 'account.signOutEverywhere']);

/** Routes that no table can try, and where they are tested instead. */
export const TESTED_ELSEWHERE: Record<string, string> = {
  'GET /api/events': 'a stream: features/worklist/events.test.ts',
  'GET /*': 'the pages: features/web/web.test.ts',
};
