import { publicId, type Study, type UserReference, withLegacyNames } from '@readroom/contract';
import { presentCustomerReference, presentOrg } from '../express/index.ts';
import type { StudyDetails } from './details-repository.ts';

type Person = NonNullable<StudyDetails['assignee']>;

/** What studies of every product have in common. Fields without a value are null where the contract allows it, else left out. */
export function presentAnyStudy({ study, assignee, creator, apiKey, customer }: StudyDetails) {
  return {
    studyId: publicId('stu', study.id),
    studyInstanceUid: study.studyInstanceUid,
    studyDescription: study.studyDescription,
    severity: study.severity,
    isCancelled: study.cancelledAt !== null,
    cancelledAt: study.cancelledAt?.toISOString() ?? null,
    createdAt: study.createdAt.toISOString(),
    updatedAt: study.updatedAt.toISOString(),
    assignedTo: assignee && presentUser(assignee),
    createdByApiKey: apiKey && {
      apiKeyId: apiKey.id,
      description: apiKey.description,
      isViewerEnabled: apiKey.isViewerEnabled,
      isClinicalContextEnrichmentEnabled: apiKey.isClinicalContextEnrichmentEnabled,
    },
    createdByUser: creator && presentUser(creator),
    expressCustomer: customer && presentCustomerReference(customer),
    ...(study.metadata && { metadata: study.metadata }),
    org: customer && presentOrg(customer),
  };
}

/** The only way from an AutoScribe study's rows to its JSON. */
export function presentStudy(details: StudyDetails): Study {
  const { study, reports, externalReport } = details;
  return {
    ...presentAnyStudy(details),
    studyReportStatus: study.status,
    studyType: study.studyType,
    reportMetadata: withLegacyNames(study.reportMetadata),
    clinicalHistory: study.clinicalHistory,
    clinicalIndication: study.clinicalIndication,
    externalPatientId: study.externalPatientId,
    ...(externalReport && { externalReportId: publicId('ext', externalReport.id) }),
    ...(study.isCritical !== null && { isCritical: study.isCritical }),
    modality: study.modality,
    ...(study.priorReports && { priorReports: study.priorReports }),
    reportIds: reports.flatMap(({ id, status, isCritical }) =>
      status === 'cancelled' ? [] : [{ reportId: publicId('rep', id), status, isCritical }],
    ),
    ...(study.technologistNotes && { technologistNotes: study.technologistNotes }),
    technologistTechnique: study.technologistTechnique,
    priorReportTexts: study.priorReportTexts ?? [],
    priorStudyIds: study.priorStudyIds ?? [],
  };
}

function presentUser(user: Person): UserReference {
  return {
    email: user.email,
    userId: publicId('usr', user.id),
    firstName: user.firstName,
    lastName: user.lastName,
    ...(user.middleName && { middleName: user.middleName }),
    ...(user.suffix1 && { suffix1: user.suffix1 }),
    ...(user.suffix2 && { suffix2: user.suffix2 }),
  };
}
