import { publicId, type Study, type UserReference } from '@readroom/contract';
import type { StudyDetails } from './repository.ts';

type Person = NonNullable<StudyDetails['assignee']>;

/** The only way from a study's rows to its JSON. Fields without a value are null where the contract allows it, else left out. */
export function presentStudy({ study, assignee, creator, apiKey, customer, reports }: StudyDetails): Study {
  return {
    studyId: publicId('stu', study.id),
    studyInstanceUid: study.studyInstanceUid,
    studyDescription: study.studyDescription,
    severity: study.severity,
    studyReportStatus: study.status,
    studyType: study.studyType,
    reportMetadata: study.reportMetadata,
    isCancelled: study.cancelledAt !== null,
    cancelledAt: study.cancelledAt?.toISOString() ?? null,
    createdAt: study.createdAt.toISOString(),
    updatedAt: study.updatedAt.toISOString(),
    assignedTo: assignee && presentUser(assignee),
    clinicalHistory: study.clinicalHistory,
    clinicalIndication: study.clinicalIndication,
    createdByApiKey: apiKey && {
      apiKeyId: apiKey.id,
      description: apiKey.description,
      isViewerEnabled: apiKey.isViewerEnabled,
      isClinicalContextEnrichmentEnabled: apiKey.isClinicalContextEnrichmentEnabled,
    },
    createdByUser: creator && presentUser(creator),
    expressCustomer: customer && { expressCustomerId: publicId('cus', customer.id), expressCustomerName: customer.name },
    externalPatientId: study.externalPatientId,
    ...(study.isCritical !== null && { isCritical: study.isCritical }),
    ...(study.metadata && { metadata: study.metadata }),
    modality: study.modality,
    ...(study.priorReports && { priorReports: study.priorReports }),
    reportIds: reports.flatMap(({ id, status, isCritical }) =>
      status === 'cancelled' ? [] : [{ reportId: publicId('rep', id), status, isCritical }],
    ),
    ...(study.technologistNotes && { technologistNotes: study.technologistNotes }),
    technologistTechnique: study.technologistTechnique,
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
