import { type CallOf, get, patch, post } from './call.ts';

const AUTOSCRIBE = '/v1/autoScribe';
const REPORTS = `${AUTOSCRIBE}/reports`;

/** The same customer by its name of the first revision. */
const orgId = (cus = '') => cus.replace('cus_', 'org_');

/** Every operation of expected.md as the call of it. */
export const OPERATIONS: Record<string, CallOf> = {
  'study.read': ({ stu }) => get(`${AUTOSCRIBE}/studies/${stu}`),
  'study.readByUid': ({ uid }) => get(`${AUTOSCRIBE}/studies/by-uid/${uid}`),
  'study.change': ({ stu }) => patch(`${AUTOSCRIBE}/studies/${stu}`, { severity: 'stat' }),
  'study.cancel': ({ stu }) => post(`${AUTOSCRIBE}/studies/cancel`, { studyId: stu }),
  'study.uncancel': ({ stu }) => post(`${AUTOSCRIBE}/studies/uncancel`, { studyId: stu }),
  'study.rerouteLink': ({ stu }, { readerId }) => post(`${AUTOSCRIBE}/studies/reroute-url`, { studyId: stu, assignedToUserId: readerId }),
  'study.viewerLink': ({ stu }) => post(`${AUTOSCRIBE}/studies/viewer-only-reroute-url`, { studyId: stu }),
  'study.assignForeign': ({ stu }, { foreignReaderId }) => patch(`${AUTOSCRIBE}/studies/${stu}`, { assignedTo: foreignReaderId }),
  'study.rerouteForeign': ({ stu }, { foreignReaderId }) =>
    post(`${AUTOSCRIBE}/studies/reroute-url`, { studyId: stu, assignedToUserId: foreignReaderId }),
  'study.showForeign': ({ stu }, { foreignReaderId }) =>
    post(`${AUTOSCRIBE}/studies/viewer-only-reroute-url`, { studyId: stu, userId: foreignReaderId }),
  'study.reports': ({ stu }) => get(`${REPORTS}?studyId=${stu}`),
  'study.delete': ({ stu }) => post(`${AUTOSCRIBE}/studies/external/delete`, { studyId: stu }),
  'archive.addReport': ({ stu }) => post(`${AUTOSCRIBE}/studies/external/reports`, { studyId: stu, readerName: 'Reader' }),
  'study.create': () => post(`${AUTOSCRIBE}/studies`, {}),
  'archive.create': () => post(`${AUTOSCRIBE}/studies/external`, {}),
  'study.list': () => get(`${AUTOSCRIBE}/studies`),
  'external.list': () => get(`${AUTOSCRIBE}/studies/external/reports`),
  'external.read': ({ ext }) => get(`${AUTOSCRIBE}/studies/external/reports/${ext}`),

  'report.text': ({ rep }) => get(`${REPORTS}/text?reportId=${rep}`),
  'report.pdf': ({ rep }) => get(`${REPORTS}/pdf?reportId=${rep}`),
  'report.addendum': ({ rep }) => post(`${REPORTS}/${rep}/addendum`),
  'report.cancelAddendum': ({ rep }) => post(`${REPORTS}/${rep}/cancel-addendum`),

  'reference.create': () => post(`${AUTOSCRIBE}/clinicalReferences`, {}),
  'reference.list': () => get(`${AUTOSCRIBE}/clinicalReferences`),
  'reference.read': ({ ref }) => get(`${AUTOSCRIBE}/clinicalReferences/${ref}`),
  'reference.readByExternalId': ({ externalId }) => get(`${AUTOSCRIBE}/clinicalReferences/byExternalReferenceId/${externalId}`),
  'reference.change': ({ ref }) => patch(`${AUTOSCRIBE}/clinicalReferences/${ref}`, { metadata: { a: 'b' } }),
  'reference.delete': ({ ref }) => post(`${AUTOSCRIBE}/clinicalReferences/${ref}/delete`),

  'customer.create': () => post('/v1/express', {}),
  'customer.list': () => get('/v1/express'),
  'customer.read': ({ cus }) => get(`/v1/express/${cus}`),
  'customer.change': ({ cus }) => patch(`/v1/express/${cus}`, { metadata: { a: 'b' } }),
  'customer.deactivate': ({ cus }) => post(`/v1/express/${cus}/deactivate`),
  'customer.reactivate': ({ cus }) => post(`/v1/express/${cus}/reactivate`),
  'customer.addUser': ({ cus }, { readerId }) => post(`/v1/express/${cus}/users`, { userId: readerId }),
  'customer.removeUser': ({ cus }, { readerId }) => ({ method: 'DELETE', url: `/v1/express/${cus}/users`, payload: { userId: readerId } }),
  'customer.addForeign': ({ cus }, { foreignReaderId }) => post(`/v1/express/${cus}/users`, { userId: foreignReaderId }),
  'customer.removeForeign': ({ cus }, { foreignReaderId }) => ({
    method: 'DELETE',
    url: `/v1/express/${cus}/users`,
    payload: { userId: foreignReaderId },
  }),
  'org.list': () => get('/v1/orgs'),
  'org.create': () => post('/v1/orgs', {}),
  'org.read': ({ cus }) => get(`/v1/orgs/${orgId(cus)}`),
  'org.change': ({ cus }) => patch(`/v1/orgs/${orgId(cus)}`, { metadata: { a: 'b' } }),
  'org.deactivate': ({ cus }) => post(`/v1/orgs/${orgId(cus)}/deactivate`),
  'org.reactivate': ({ cus }) => post(`/v1/orgs/${orgId(cus)}/reactivate`),
  'org.addUser': ({ cus }, { readerId }) => post(`/v1/orgs/${orgId(cus)}/users`, { userId: readerId }),
  'org.removeUser': ({ cus }, { readerId }) => ({ method: 'DELETE', url: `/v1/orgs/${orgId(cus)}/users`, payload: { userId: readerId } }),

  'user.invite': () => post(`${AUTOSCRIBE}/users`, {}),
  'user.list': () => get(`${AUTOSCRIBE}/users`),
  'user.read': ({ usr }) => get(`${AUTOSCRIBE}/users/${usr}`),
  'user.change': ({ usr }) => patch(`${AUTOSCRIBE}/users/${usr}`, { firstName: 'Changed' }),
  'user.demote': ({ usr }) => patch(`${AUTOSCRIBE}/users/${usr}`, { level: 'member' }),
  'user.revoke': ({ usr }) => post(`${AUTOSCRIBE}/users/revoke-access`, { userId: usr }),
  'user.reactivate': ({ usr }) => post(`${AUTOSCRIBE}/users/reactivate`, { userId: usr }),
  'viewerUser.invite': () => post('/v1/viewer/users', {}),
  'viewerUser.revoke': ({ usr }) => post('/v1/viewer/users/revoke-access', { userId: usr }),
  'viewerUser.reactivate': ({ usr }) => post('/v1/viewer/users/reactivate', { userId: usr }),
  'viewerInvitation.list': () => get('/v1/viewer/users/invitations'),
  'viewerInvitation.read': ({ inv }) => get(`/v1/viewer/users/invitations/${inv}`),
  'viewerInvitation.change': ({ inv }) => patch(`/v1/viewer/users/invitations/${inv}`, { firstName: 'Changed' }),
  'viewerInvitation.revoke': ({ inv }) => post('/v1/viewer/users/invitations/revoke', { invitationId: inv }),
  'viewerUser.list': () => get('/v1/viewer/users'),
  'viewerUser.read': ({ usr }) => get(`/v1/viewer/users/${usr}`),
  'viewerUser.change': ({ usr }) => patch(`/v1/viewer/users/${usr}`, { firstName: 'Changed' }),
  'invitation.list': () => get(`${AUTOSCRIBE}/users/invitations`),
  'invitation.read': ({ inv }) => get(`${AUTOSCRIBE}/users/invitations/${inv}`),
  'invitation.change': ({ inv }) => patch(`${AUTOSCRIBE}/users/invitations/${inv}`, { firstName: 'Changed' }),
  'invitation.revoke': ({ inv }) => post(`${AUTOSCRIBE}/users/invitations/revoke`, { invitationId: inv }),

  'ephemeral.create': () => post(`${AUTOSCRIBE}/ephemeral-sessions`, {}),
  'viewerEphemeral.create': () => post('/v1/viewer/ephemeral-sessions', {}),

  'viewed.create': () => post('/v1/viewer/studies', {}),
  'viewed.readByUid': ({ uid }) => get(`/v1/viewer/studies/by-uid/${uid}`),
  'viewed.list': () => get('/v1/viewer/studies'),
  'viewed.read': ({ stu }) => get(`/v1/viewer/studies/${stu}`),
  'viewed.change': ({ stu }) => patch(`/v1/viewer/studies/${stu}`, { severity: 'stat' }),
  'viewed.cancel': ({ stu }) => post('/v1/viewer/studies/cancel', { studyId: stu }),
  'viewed.uncancel': ({ stu }) => post('/v1/viewer/studies/uncancel', { studyId: stu }),
  'viewed.link': ({ stu }) => post('/v1/viewer/studies/reroute-url', { studyId: stu }),
};

/** What a call does to its row would change the next caller's answer: each caller gets a row of their own. */
export const NEEDS_FRESH_ROW = new Set(['study.uncancel', 'study.delete', 'invitation.revoke', 'viewerInvitation.revoke']);
