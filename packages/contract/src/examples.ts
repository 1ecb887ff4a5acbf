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

export const EXAMPLES = {
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
  },
  report,
  reportText: { ...item, plainText: report.reportPlainText },
  reportPdf: {
    ...item,
    presignedUrl: `https://readroom.example.org/files/reports/${reportId}.pdf?expires=1710503560&signature=${'0a1b2c3d'.repeat(8)}`,
  },
  url: { url: 'https://readroom.example.org/open#Zk3v1mQ5h0cT7nXy2bLwRj8aUe4sKpD9oGiFqHtVxWM' },
  error: {
    message: 'The body is malformed: see the issue.',
    code: 'malformed_request',
    requestId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
    issues: [{ path: 'reportMetadata.studyDate', message: 'Invalid ISO date' }],
  },
};
