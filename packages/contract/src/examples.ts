/** Made-up values for the API document: one patient from order to signed report. */

const studyId = 'stu_6f1c0a52f3f84b3f9d0a2b7c5e4d3f21';
const reportId = 'rep_0b8b3e9c6a9b4c399f7e2b0d8c1f3a55';
const userId = 'usr_9d2f4c1ab7e34f0c8a5b6d7e8f901234';
const studyInstanceUid = '2.25.329800735698586629295641978511506172918';

const reportMetadata = {
  patientName: 'DOE^JANE',
  mrn: '004217',
  dateOfBirth: '1968-04-12',
  age: '56Y',
  sex: 'female',
  studyDate: '2024-03-15',
  studyTime: '10:30',
  procedure: 'CT chest with contrast',
  facilityName: 'North Hospital',
  referringPhysicianName: 'Dr. Ada Byron',
};

/** As it is given out: under the names of both revisions. */
const legacyReportMetadata = { ...reportMetadata, scanDate: '2024-03-15', scanTime: '10:30', scanType: 'CT chest with contrast' };

const studyCreate = {
  studyInstanceUid,
  studyDescription: 'CT CHEST W CONTRAST',
  severity: 'stat',
  reportMetadata,
  modality: 'CT',
  clinicalIndication: 'Shortness of breath, rule out pulmonary embolism.',
  priorReports: [{ reportText: 'CT chest: no pulmonary nodule.', studyDate: '2022-11-02', modality: 'CT' }],
  technologistNotes: ['80 ml contrast, no reaction.'],
  metadata: { accession: 'A-20240315-17' },
};

const times = { createdAt: '2024-03-15T10:31:02.120Z', updatedAt: '2024-03-15T10:52:40.007Z' };

const report = {
  reportId,
  studyId,
  userId,
  status: 'completed',
  isAddendum: false,
  isCritical: true,
  ...times,
  signedAt: '2024-03-15T10:52:40.007Z',
  snapshotMetadata: reportMetadata,
  reportPlainText: 'IMPRESSION\nAcute pulmonary embolism of the right lower lobe.',
};

const item = { reportId, studyId, studyInstanceUid, isCritical: true, snapshotMetadata: reportMetadata };

const customerFacts = {
  isActive: true,
  userCount: 3,
  createdAt: '2024-01-08T09:12:44.310Z',
  updatedAt: '2024-01-08T09:12:44.310Z',
  createdByApiKeyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  metadata: { contract: '2024-017' },
};
const expressCustomer = {
  expressCustomerId: 'cus_3f5e1d9a7b2c4e6f8091a2b3c4d5e6f7',
  expressCustomerName: 'North Hospital',
  ...customerFacts,
};
const org = { orgId: 'org_3f5e1d9a7b2c4e6f8091a2b3c4d5e6f7', orgName: 'North Hospital', ...customerFacts };

const clinicalReference = {
  clinicalReferenceId: 'ref_5b6c7d8e9f0a4b1c8d2e3f4a5b6c7d8e',
  name: 'CT chest with contrast',
  type: 'procedure',
  isActive: true,
  createdAt: '2024-01-08T09:20:01.004Z',
  updatedAt: '2024-01-08T09:20:01.004Z',
  expressCustomer: { expressCustomerId: expressCustomer.expressCustomerId, expressCustomerName: 'North Hospital' },
  externalReferenceId: 'RIS-PROC-0711',
  metadata: { cpt: '71260' },
};

const viewerStudyCreate = {
  studyInstanceUid,
  studyDescription: 'US ABDOMEN',
  severity: 'normal',
  metadata: { accession: 'A-20240315-18' },
};

const externalNames = { externalReportId: 'ext_2c4e6f8091a2b3c4d5e6f73f5e1d9a7b', studyId, studyInstanceUid };
const externalReportFacts = {
  ...externalNames,
  createdAt: '2024-03-15T11:02:10.511Z',
  readerName: 'Dr. Grace Hopper',
  signedAt: '2 November 2022, 14:10',
};

export const EXAMPLES = {
  /** As a list answers it where more follows. */
  cursor: 'djE6NDcxMQ==',
  studyCreate,
  studyPatch: { severity: 'high', assignedTo: userId, clinicalHistory: null, reportMetadata: { age: '57Y', procedure: null } },
  study: {
    studyId,
    ...studyCreate,
    studyType: 'standard',
    studyReportStatus: 'completed',
    isCancelled: false,
    cancelledAt: null,
    ...times,
    assignedTo: { userId, email: 'reader@example.org', firstName: 'Rea', lastName: 'Der', suffix1: 'MD' },
    clinicalHistory: null,
    createdByApiKey: { apiKeyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', description: 'RIS', isViewerEnabled: true },
    createdByUser: null,
    expressCustomer: null,
    externalPatientId: null,
    isCritical: true,
    reportIds: [{ reportId, status: 'completed', isCritical: true }],
    technologistTechnique: null,
    reportMetadata: legacyReportMetadata,
    org: null,
    priorReportTexts: [],
    priorStudyIds: [],
  },
  viewerStudyCreate,
  viewerStudyPatch: { studyViewerStatus: 'complete', assignedTo: null },
  viewerStudy: {
    studyId,
    ...viewerStudyCreate,
    studyViewerStatus: 'incomplete',
    isCancelled: false,
    cancelledAt: null,
    ...times,
    assignedTo: null,
    createdByApiKey: { apiKeyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', description: 'PACS', isViewerEnabled: true },
    createdByUser: null,
    expressCustomer: null,
    org: null,
  },
  externalStudyCreate: {
    studyInstanceUid,
    studyDescription: 'CT CHEST',
    severity: 'normal',
    reportMetadata,
    modality: 'CT',
    readerName: externalReportFacts.readerName,
    signedAt: externalReportFacts.signedAt,
    reportText: 'CT chest: no pulmonary nodule.',
    reportFileName: 'report.pdf',
    reportFileUrl: 'https://archive.example.org/reports/4711',
  },
  externalReportCreate: { studyId, reportText: 'CT chest: no pulmonary nodule.', readerName: externalReportFacts.readerName },
  externalReportReference: externalNames,
  externalReportEntry: { ...externalReportFacts, hasReportText: true, reportPdfPresent: true },
  externalReportList: { reports: [{ ...externalReportFacts, hasReportText: true, reportPdfPresent: true }], hasMore: false },
  externalReport: {
    ...externalReportFacts,
    reportText: 'CT chest: no pulmonary nodule.',
    presignedUrl: `https://readroom.example.org/files/external-reports/${externalNames.externalReportId}.pdf?expires=1710503560&signature=${'0a1b2c3d'.repeat(8)}`,
    snapshotMetadata: legacyReportMetadata,
  },
  report,
  reportText: { ...item, plainText: report.reportPlainText },
  reportPdf: {
    ...item,
    presignedUrl: `https://readroom.example.org/files/reports/${reportId}.pdf?expires=1710503560&signature=${'0a1b2c3d'.repeat(8)}`,
  },
  url: { url: 'https://readroom.example.org/open#Zk3v1mQ5h0cT7nXy2bLwRj8aUe4sKpD9oGiFqHtVxWM' },
  ephemeralSessionCreate: {
    retrievalId: 'archive-4711',
    hangingProtocol: { layout: '1x2', viewportAssignments: ['Axial 1.0', null] },
    options: { site: 'north', series: ['axial', 'coronal'] },
  },
  expressCustomerCreate: { expressCustomerName: 'North Hospital', metadata: { contract: '2024-017' } },
  expressCustomerPatch: { expressCustomerName: 'North Hospital Trust', metadata: null },
  expressCustomer,
  expressCustomerList: { expressCustomers: [expressCustomer], hasMore: false },
  expressCustomerUser: { userId },
  orgCreate: { orgName: 'North Hospital', metadata: { contract: '2024-017' } },
  orgPatch: { orgName: 'North Hospital Trust', metadata: null },
  org,
  orgList: { organizations: [org], hasMore: false },
  clinicalReferenceCreate: {
    name: clinicalReference.name,
    type: clinicalReference.type,
    expressCustomerId: expressCustomer.expressCustomerId,
    externalReferenceId: clinicalReference.externalReferenceId,
    metadata: clinicalReference.metadata,
  },
  clinicalReferencePatch: { name: 'CT chest with IV contrast', expressCustomerId: null },
  clinicalReference,
  clinicalReferenceList: { clinicalReferences: [clinicalReference], hasMore: false },
  error: {
    message: 'The body is malformed: see the issue.',
    code: 'malformed_request',
    requestId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
    issues: [{ path: 'reportMetadata.studyDate', message: 'Invalid ISO date' }],
  },
};
