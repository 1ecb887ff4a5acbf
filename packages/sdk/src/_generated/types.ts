/** Made by `npm run generate -w @readroom/sdk` from packages/contract. Do not edit. */

export type AssignableUserLevel = 'admin' | 'member';
export type ClinicRole =
  | 'Doctor'
  | 'Physician'
  | 'Surgeon'
  | 'Radiologist'
  | 'Cardiologist'
  | 'Neurologist'
  | 'Urologist'
  | 'Gynecologist'
  | 'Endocrinologist'
  | 'Oncologist'
  | 'Radiation Oncologist'
  | 'Hematologist'
  | 'Gastroenterologist'
  | 'Pulmonologist'
  | 'Nephrologist'
  | 'Rheumatologist'
  | 'Dermatologist'
  | 'Ophthalmologist'
  | 'Otolaryngologist'
  | 'Pediatrician'
  | 'Obstetrician'
  | 'Psychiatrist'
  | 'Anesthesiologist'
  | 'Emergency Medicine Physician'
  | 'Family Medicine Physician'
  | 'Internal Medicine Physician'
  | 'Pathologist'
  | 'Nuclear Medicine Physician'
  | 'Pain Management Specialist'
  | 'Infectious Disease Specialist'
  | 'Immunologist'
  | 'Physician Assistant'
  | 'Nurse Practitioner'
  | 'Certified Registered Nurse Anesthetist'
  | 'Psychologist'
  | 'Medical Assistant'
  | 'Scribe'
  | 'Registered Nurse'
  | 'Nurse Manager'
  | 'Patient Care Coordinator'
  | 'Imaging Technologist'
  | 'Laboratory Technician'
  | 'Medical Laboratory Scientist'
  | "Pathologists' Assistant"
  | 'Phlebotomist'
  | 'Pharmacist'
  | 'Pharmacy Technician'
  | 'Physical Therapist'
  | 'Occupational Therapist'
  | 'Speech-Language Pathologist'
  | 'Respiratory Therapist'
  | 'Nutritionist'
  | 'Front Desk Operator'
  | 'Revenue Cycle Manager'
  | 'Administrative Director'
  | 'Administrative Assistant'
  | 'Legal Administrator'
  | 'IT Administrator'
  | 'IT Support'
  | 'Software Engineer'
  | 'Other'
  | 'PACS Administrator';
export type ClinicalReferenceType = 'facility' | 'referring_provider' | 'study_description' | 'procedure';
export type ViewerLayout = string;
export type Severity = 'normal' | 'high' | 'stat';
export type InvitationStatus = 'sent' | 'accepted' | 'rejected' | 'revoked';
export type InvitedSource = 'dashboard' | 'api';
export type InvitationExpired = 'all' | 'expired' | 'not-expired';
/**
 * unassigned -> assigned -> in_progress (being dictated) -> completed (signed) <-> addendum_active
 */
export type StudyReportStatus = 'unassigned' | 'assigned' | 'in_progress' | 'completed' | 'addendum_active';
export type StudyViewerStatus = 'incomplete' | 'complete';

export interface Action {
  success: boolean;
  message?: string;
}
export interface ApiKeyReference {
  apiKeyId: string;
  description: string;
  isViewerEnabled?: boolean;
  isClinicalContextEnrichmentEnabled?: boolean;
}
export interface ClinicalContextAnswer {
  clinicalIndication?: string | null;
  technologistTechnique?: string | null;
  technologistNotes?: string[] | null;
  priorReports?:
    | {
        reportText: string;
        externalStudyId?: string;
        modality?: string;
        studyDate?: string;
        studyDescription?: string;
      }[]
    | null;
  documents?:
    | {
        fileName: string;
        content: string[];
      }[]
    | null;
  documentUrls?:
    | {
        url: string;
        fileName?: string | null;
      }[]
    | null;
}
export interface ClinicalContextRequest {
  clinicId: string;
  studyId: string;
  studyInstanceUid: string;
  mrn?: string;
  externalPatientId?: string;
}
export interface ClinicalReference {
  clinicalReferenceId: string;
  name: string;
  type: ClinicalReferenceType;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
  expressCustomer?: CustomerReference | null;
  externalReferenceId?: string | null;
  metadata?: {
    [k: string]: string;
  };
}
export interface CustomerReference {
  expressCustomerId: string;
  expressCustomerName: string;
}
export interface ClinicalReferenceCreate {
  name: string;
  type: ClinicalReferenceType;
  expressCustomerId?: string;
  externalReferenceId?: string | null;
  metadata?: {
    [k: string]: string;
  };
}
export interface ClinicalReferenceList {
  clinicalReferences: ClinicalReference[];
  hasMore: boolean;
  cursor?: string;
}
export interface ClinicalReferencePatch {
  name?: string;
  expressCustomerId?: string | null;
  metadata?: {
    [k: string]: string;
  } | null;
}
export interface EphemeralAccessAnswer {
  authorized: boolean;
  urls: string[];
  error?: string;
  mediaUrls?: {
    url: string;
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    fileName?: string | null;
  }[];
  manifests?: {
    studyInstanceUID: string;
    series: {
      seriesInstanceUID: string;
      seriesNumber: number | null;
      seriesDescription: string | null;
      modality: string | null;
      sops: {
        sopInstanceUID: string;
        sopClassUID: string;
        rows: number;
        columns: number;
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        photometricInterpretation: string;
        samplesPerPixel: 1 | 3 | 4;
        bitsStored?: number;
        highBit?: number;
        pixelRepresentation?: 0 | 1;
        instanceNumber?: number;
        numberOfFrames?: number;
        rescaleSlope?: number;
        rescaleIntercept?: number;
        isFloatPixelData?: boolean;
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  }[];
}
export interface EphemeralAccessRequest {
  retrievalId: string;
  options?: {
    [k: string]: unknown;
  };
}
export interface EphemeralSessionCreate {
  retrievalId: string;
  hangingProtocol?: HangingProtocol | null;
  options?: {
    [k: string]: unknown;
  } | null;
}
export interface HangingProtocol {
  layout: ViewerLayout;
  /**
   * @maxItems 16
   */
  viewportAssignments: (string | null)[];
}
/**
 * Opens once, within 30 seconds.
 */
export interface EphemeralSessionUrl {
  url: string;
}
/**
 * Every failure: `code` is stable, `requestId` finds the cause in the server log, `issues` name the faulty fields.
 */
export interface Error {
  message: string;
  code: string;
  requestId: string;
  issues?: {
    path: string;
    message: string;
  }[];
}
export interface ExpressCustomer {
  expressCustomerId: string;
  expressCustomerName: string;
  isActive: boolean;
  /**
   * How many users with access belong to it.
   */
  userCount: number;
  createdAt: string;
  updatedAt: string;
  createdByApiKeyId?: string;
  createdByUserId?: string;
  metadata?: {
    [k: string]: string;
  };
}
export interface ExpressCustomerCreate {
  expressCustomerName: string;
  metadata?: {
    [k: string]: string;
  };
}
export interface ExpressCustomerList {
  expressCustomers: ExpressCustomer[];
  hasMore: boolean;
  cursor?: string;
}
export interface ExpressCustomerPatch {
  expressCustomerName?: string;
  metadata?: {
    [k: string]: string;
  } | null;
}
export interface ExpressCustomerUser {
  userId: string;
}
export interface ExternalReport {
  externalReportId: string;
  studyId: string;
  studyInstanceUid: string;
  createdAt: string;
  readerName?: string | null;
  signedAt?: string | null;
  /**
   * Gives the file for one hour, without a key; null where there is none.
   */
  presignedUrl?: string | null;
  reportText?: string | null;
  snapshotMetadata?: ReportMetadata;
}
/**
 * The header as it was when the report came.
 */
export interface ReportMetadata {
  age?: string;
  dateOfBirth?: string;
  facilityName?: string;
  height?: {
    unit: 'in' | 'cm';
    value: number;
  };
  mrn?: string;
  patientName?: string;
  procedure?: string;
  referringPhysicianName?: string;
  sex?: 'male' | 'female' | 'other';
  studyDate?: string;
  studyTime?: string;
  weight?: {
    unit: 'lbs' | 'kg';
    value: number;
  };
  /**
   * @deprecated
   * The first revision's name of `studyDate`. Both may be sent where they say the same.
   */
  scanDate?: string;
  /**
   * @deprecated
   * The first revision's name of `studyTime`. Both may be sent where they say the same.
   */
  scanTime?: string;
  /**
   * @deprecated
   * The first revision's name of `procedure`. Both may be sent where they say the same.
   */
  scanType?: string;
}
export interface ExternalReportCreate {
  studyId?: string;
  studyInstanceUid?: string;
  readerName?: string;
  /**
   * Required with reportFileUrl, and sent only with it.
   */
  reportFileName?: string;
  /**
   * https. Fetched by the server within 30 s: a PDF, PNG, JPG, GIF or WEBP file of at most 50 MB, by content as well as by name.
   */
  reportFileUrl?: string;
  reportText?: string;
  /**
   * Free text.
   */
  signedAt?: string;
}
export interface ExternalReportEntry {
  externalReportId: string;
  studyId: string;
  studyInstanceUid: string;
  createdAt: string;
  readerName?: string | null;
  signedAt?: string | null;
  hasReportText: boolean;
  /**
   * Whether there is a file, of whichever of the types.
   */
  reportPdfPresent: boolean;
}
export interface ExternalReportList {
  reports: ExternalReportEntry[];
  hasMore: boolean;
  cursor?: string;
}
export interface ExternalReportReference {
  externalReportId: string;
  studyId: string;
  studyInstanceUid: string;
}
export interface ExternalStudyCreate {
  reportMetadata: ReportMetadata1;
  severity: Severity;
  studyDescription: string;
  studyInstanceUid: string;
  expressCustomerId?: string;
  externalPatientId?: string | null;
  metadata?: {
    [k: string]: string;
  };
  modality?: string | null;
  readerName?: string;
  /**
   * Required with reportFileUrl, and sent only with it.
   */
  reportFileName?: string;
  /**
   * https. Fetched by the server within 30 s: a PDF, PNG, JPG, GIF or WEBP file of at most 50 MB, by content as well as by name.
   */
  reportFileUrl?: string;
  reportText?: string;
  /**
   * Free text.
   */
  signedAt?: string;
  /**
   * @deprecated
   * The first revision's name of `expressCustomerId`. Both may be sent where they say the same.
   */
  orgId?: string;
}
/**
 * The header of a report: patient, exam and referrer. Frozen into each report when it is signed.
 */
export interface ReportMetadata1 {
  age?: string;
  dateOfBirth?: string;
  facilityName?: string;
  height?: {
    unit: 'in' | 'cm';
    value: number;
  };
  mrn?: string;
  patientName?: string;
  procedure?: string;
  referringPhysicianName?: string;
  sex?: 'male' | 'female' | 'other';
  studyDate?: string;
  studyTime?: string;
  weight?: {
    unit: 'lbs' | 'kg';
    value: number;
  };
  /**
   * @deprecated
   * The first revision's name of `studyDate`. Both may be sent where they say the same.
   */
  scanDate?: string;
  /**
   * @deprecated
   * The first revision's name of `studyTime`. Both may be sent where they say the same.
   */
  scanTime?: string;
  /**
   * @deprecated
   * The first revision's name of `procedure`. Both may be sent where they say the same.
   */
  scanType?: string;
}
export interface Invitation {
  invitationId: string;
  userId: string;
  clinicId: string;
  email: string;
  firstName: string;
  lastName: string;
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  canManageStudies: boolean;
  hasDashboardAccess: boolean;
  status: InvitationStatus;
  expiry: string | null;
  invitedSource: InvitedSource;
  inviterId: string | null;
  invitedByApiKeyId?: string;
  createdAt: string;
  updatedAt: string;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
  canCreateReports: boolean;
  npiNumber?: string;
}
export interface InvitationList {
  invitations: Invitation[];
  hasMore: boolean;
  cursor?: string;
}
export interface InvitationSelector {
  invitationId?: string;
  userId?: string;
}
export interface ModalityWorklistAnswer {
  authorized: boolean;
  items?: WorklistItem[] | null;
  error?: string | null;
}
/**
 * Attributes of DICOM by their keywords, in their value representations (PS3.5 6.2). A bad item is left out alone.
 */
export interface WorklistItem {
  AccessionNumber?: string | null;
  PatientName: string;
  PatientID: string;
  PatientBirthDate?: string | null;
  PatientSex?: ('M' | 'F' | 'O' | '') | null;
  /**
   * Metres.
   */
  PatientSize?: (string | number) | null;
  /**
   * Kilograms.
   */
  PatientWeight?: (string | number) | null;
  Modality: string;
  ProtocolName?: string | null;
  RequestedProcedureDescription?: string | null;
  StudyDescription?: string | null;
  StudyInstanceUID: string;
  /**
   * @minItems 1
   */
  ScheduledProcedureStepSequence: ScheduledProcedureStep[];
}
export interface ScheduledProcedureStep {
  Modality: string;
  ScheduledProcedureStepID: string;
  ScheduledProcedureStepDescription?: string | null;
  ScheduledProcedureStepStartDate: string;
  ScheduledProcedureStepStartTime?: string | null;
}
export interface ModalityWorklistRequest {
  clinicId: string;
  callingAe: string;
  sourceIp: string;
  dateStart: string;
  dateEnd: string;
  modality?: string;
}
/**
 * @deprecated
 * The first revision's form of ExpressCustomer.
 */
export interface Org {
  orgId: string;
  orgName: string;
  isActive: boolean;
  /**
   * How many users with access belong to it.
   */
  userCount: number;
  createdAt: string;
  updatedAt: string;
  createdByApiKeyId?: string;
  createdByUserId?: string;
  metadata?: {
    [k: string]: string;
  };
}
export interface OrgCreate {
  orgName: string;
  metadata?: {
    [k: string]: string;
  };
}
export interface OrgList {
  organizations: Org[];
  hasMore: boolean;
  cursor?: string;
}
export interface OrgPatch {
  orgName?: string;
  metadata?: {
    [k: string]: string;
  } | null;
}
/**
 * @deprecated
 * The first revision's form of CustomerReference.
 */
export interface OrgReference {
  orgId: string;
  orgName: string;
}
export interface PatientStudyAnswer {
  dateOfBirth?: string | null;
  expressCustomerId?: string | null;
  externalPatientId?: string | null;
  facilityName?: string | null;
  height?: {
    unit: 'in' | 'cm';
    value: number;
  } | null;
  mrn?: string | null;
  patientName?: string | null;
  procedure?: string | null;
  referringPhysicianName?: string | null;
  severity?: Severity | null;
  sex?: ('male' | 'female' | 'other') | null;
  studyDate?: string | null;
  studyDescription?: string | null;
  studyTime?: string | null;
  weight?: {
    unit: 'lbs' | 'kg';
    value: number;
  } | null;
}
export interface PatientStudyRequest {
  clinicId: string;
  studyInstanceUid: string;
  accessionNumber?: string;
  patientId?: string;
}
export interface PriorReport {
  reportText: string;
  externalStudyId?: string;
  modality?: string;
  studyDate?: string;
  studyDescription?: string;
}
export interface Report {
  reportId: string;
  studyId: string;
  userId: string;
  status: 'in_progress' | 'completed';
  isAddendum: boolean;
  isCritical: boolean | null;
  createdAt: string;
  updatedAt: string;
  signedAt: string | null;
  snapshotMetadata: ReportMetadata1;
  reportPlainText?: string;
}
export interface ReportDelivered {
  reportId: string;
  studyId: string;
  presignedUrl: string;
  isCritical: boolean;
  plainText?: string;
}
export interface ReportDeliveredAnswer {
  success: boolean;
}
export interface ReportList {
  studyId: string;
  studyInstanceUid: string;
  reports: Report[];
}
export interface ReportPdf {
  reportId: string;
  studyId: string;
  studyInstanceUid: string;
  isCritical: boolean | null;
  snapshotMetadata: ReportMetadata1;
  presignedUrl: string;
}
export interface ReportPdfList {
  studyId: string;
  studyInstanceUid: string;
  reports: ReportPdf[];
}
export interface ReportText {
  reportId: string;
  studyId: string;
  studyInstanceUid: string;
  isCritical: boolean | null;
  snapshotMetadata: ReportMetadata1;
  plainText?: string;
}
export interface ReportTextList {
  studyId: string;
  studyInstanceUid: string;
  reports: ReportText[];
}
export interface SecondaryCaptureAnswer {
  authorized: boolean;
  uploadUrls?: string[] | null;
  error?: string | null;
}
export interface SecondaryCaptureRequest {
  studyId: string;
  studyInstanceUid: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
}
export interface Study {
  studyId: string;
  studyInstanceUid: string;
  studyDescription: string;
  severity: Severity;
  studyReportStatus: StudyReportStatus;
  reportMetadata: ReportMetadata1;
  isCancelled: boolean;
  cancelledAt: string | null;
  createdAt: string;
  updatedAt: string;
  assignedTo?: UserReference | null;
  clinicalHistory?: string | null;
  clinicalIndication?: string | null;
  createdByApiKey?: ApiKeyReference | null;
  createdByUser?: UserReference | null;
  expressCustomer?: CustomerReference | null;
  externalPatientId?: string | null;
  isCritical?: boolean;
  externalReportId?: string;
  metadata?: {
    [k: string]: string;
  };
  modality?: string | null;
  priorReports?: PriorReport[];
  reportIds?: {
    reportId: string;
    status: 'in_progress' | 'completed';
    isCritical: boolean | null;
  }[];
  studyType?: 'standard' | 'external';
  technologistNotes?: string[];
  technologistTechnique?: string | null;
  /**
   * @deprecated
   * The first revision's name of `expressCustomer`.
   */
  org: OrgReference | null;
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   */
  priorReportTexts: string[];
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   */
  priorStudyIds: string[];
}
export interface UserReference {
  email: string;
  userId: string;
  firstName?: string;
  lastName?: string;
  middleName?: string;
  suffix1?: string;
  suffix2?: string;
}
export interface StudyAccessAnswer {
  authorized: boolean;
  urls: string[];
  error?: string;
  mediaUrls?: {
    url: string;
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    fileName?: string | null;
  }[];
  manifest?: {
    studyInstanceUID: string;
    series: {
      seriesInstanceUID: string;
      seriesNumber: number | null;
      seriesDescription: string | null;
      modality: string | null;
      sops: {
        sopInstanceUID: string;
        sopClassUID: string;
        rows: number;
        columns: number;
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        photometricInterpretation: string;
        samplesPerPixel: 1 | 3 | 4;
        bitsStored?: number;
        highBit?: number;
        pixelRepresentation?: 0 | 1;
        instanceNumber?: number;
        numberOfFrames?: number;
        rescaleSlope?: number;
        rescaleIntercept?: number;
        isFloatPixelData?: boolean;
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  };
}
export interface StudyAccessRequest {
  studyId: string;
  studyInstanceUid: string;
}
export interface StudyCreate {
  reportMetadata: ReportMetadata1;
  severity: Severity;
  studyDescription: string;
  studyInstanceUid: string;
  assignedTo?: string;
  clinicalHistory?: string | null;
  clinicalIndication?: string | null;
  expressCustomerId?: string;
  externalPatientId?: string | null;
  metadata?: {
    [k: string]: string;
  };
  modality?: string | null;
  /**
   * @maxItems 50
   */
  priorReports?: PriorReport[];
  /**
   * @maxItems 50
   */
  technologistNotes?: string[];
  technologistTechnique?: string | null;
  /**
   * @deprecated
   * The first revision's name of `expressCustomerId`. Both may be sent where they say the same.
   */
  orgId?: string;
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   *
   * @maxItems 50
   */
  priorReportTexts?: string[];
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   *
   * @maxItems 50
   */
  priorStudyIds?: string[];
}
export interface StudyList {
  studies: Study[];
  hasMore: boolean;
  cursor?: string;
}
export interface StudyPatch {
  reportMetadata?: {
    age?: string | null;
    dateOfBirth?: string | null;
    facilityName?: string | null;
    height?: {
      unit: 'in' | 'cm';
      value: number;
    } | null;
    mrn?: string | null;
    patientName?: string | null;
    procedure?: string | null;
    referringPhysicianName?: string | null;
    sex?: ('male' | 'female' | 'other') | null;
    studyDate?: string | null;
    studyTime?: string | null;
    weight?: {
      unit: 'lbs' | 'kg';
      value: number;
    } | null;
    /**
     * @deprecated
     * The first revision's name of `studyDate`. Both may be sent where they say the same.
     */
    scanDate?: string | null;
    /**
     * @deprecated
     * The first revision's name of `studyTime`. Both may be sent where they say the same.
     */
    scanTime?: string | null;
    /**
     * @deprecated
     * The first revision's name of `procedure`. Both may be sent where they say the same.
     */
    scanType?: string | null;
  };
  severity?: Severity;
  studyDescription?: string;
  assignedTo?: string | null;
  clinicalHistory?: string | null;
  clinicalIndication?: string | null;
  expressCustomerId?: string | null;
  externalPatientId?: string | null;
  metadata?: {
    [k: string]: string;
  } | null;
  modality?: string | null;
  priorReports?: PriorReport[] | null;
  technologistNotes?: string[] | null;
  technologistTechnique?: string | null;
  /**
   * @deprecated
   * The first revision's name of `expressCustomerId`. Both may be sent where they say the same.
   */
  orgId?: string | null;
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   */
  priorReportTexts?: string[] | null;
  /**
   * @deprecated
   * Of the first revision: further priors. Send `priorReports`.
   */
  priorStudyIds?: string[] | null;
}
/**
 * Opens once, within ten minutes.
 */
export interface Url {
  url: string;
}
export interface User {
  userId: string;
  email: string;
  firstName: string;
  lastName: string;
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  canManageStudies: boolean;
  hasDashboardAccess: boolean;
  invitedSource: InvitedSource;
  createdAt: string;
  lastLoginAt: string | null;
  middleName?: string;
  phoneNumber?: string;
  suffix1?: string;
  suffix2?: string;
  canCreateReports: boolean;
  npiNumber?: string;
}
export interface UserInvite {
  email: string;
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  firstName: string;
  hasDashboardAccess: boolean;
  lastName: string;
  level: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
  canCreateReports: boolean;
  npiNumber?: string | null;
}
export interface UserList {
  users: User[];
  hasMore: boolean;
  cursor?: string;
}
export interface UserPatch {
  canManageStudies?: boolean;
  clinicRole?: ClinicRole;
  firstName?: string;
  hasDashboardAccess?: boolean;
  lastName?: string;
  level?: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
  canCreateReports?: boolean;
  npiNumber?: string | null;
}
export interface UserSelector {
  userId: string;
}
export interface ViewerInvitation {
  invitationId: string;
  userId: string;
  clinicId: string;
  email: string;
  firstName: string;
  lastName: string;
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  canManageStudies: boolean;
  hasDashboardAccess: boolean;
  status: InvitationStatus;
  expiry: string | null;
  invitedSource: InvitedSource;
  inviterId: string | null;
  invitedByApiKeyId?: string;
  createdAt: string;
  updatedAt: string;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
}
export interface ViewerInvitationList {
  invitations: ViewerInvitation[];
  hasMore: boolean;
  cursor?: string;
}
export interface ViewerStudy {
  studyId: string;
  studyInstanceUid: string;
  studyDescription: string;
  severity: Severity;
  studyViewerStatus: StudyViewerStatus;
  isCancelled: boolean;
  cancelledAt: string | null;
  createdAt: string;
  updatedAt: string;
  assignedTo?: UserReference | null;
  createdByApiKey?: ApiKeyReference | null;
  createdByUser?: UserReference | null;
  expressCustomer?: CustomerReference | null;
  metadata?: {
    [k: string]: string;
  };
  /**
   * @deprecated
   * The first revision's name of `expressCustomer`.
   */
  org: OrgReference | null;
}
export interface ViewerStudyCreate {
  severity: Severity;
  studyDescription: string;
  studyInstanceUid: string;
  assignedTo?: string;
  expressCustomerId?: string;
  metadata?: {
    [k: string]: string;
  };
  /**
   * @deprecated
   * The first revision's name of `expressCustomerId`. Both may be sent where they say the same.
   */
  orgId?: string;
}
export interface ViewerStudyList {
  studies: ViewerStudy[];
  hasMore: boolean;
  cursor?: string;
}
export interface ViewerStudyPatch {
  assignedTo?: string | null;
  metadata?: {
    [k: string]: string;
  } | null;
  severity?: Severity;
  studyDescription?: string;
  studyViewerStatus?: StudyViewerStatus;
}
export interface ViewerUser {
  userId: string;
  email: string;
  firstName: string;
  lastName: string;
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  canManageStudies: boolean;
  hasDashboardAccess: boolean;
  invitedSource: InvitedSource;
  createdAt: string;
  lastLoginAt: string | null;
  middleName?: string;
  phoneNumber?: string;
  suffix1?: string;
  suffix2?: string;
}
export interface ViewerUserInvite {
  email: string;
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  firstName: string;
  hasDashboardAccess: boolean;
  lastName: string;
  level: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
}
export interface ViewerUserList {
  users: ViewerUser[];
  hasMore: boolean;
  cursor?: string;
}
export interface ViewerUserPatch {
  canManageStudies?: boolean;
  clinicRole?: ClinicRole;
  firstName?: string;
  hasDashboardAccess?: boolean;
  lastName?: string;
  level?: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
}
export interface ClinicalContextAnswerInput {
  clinicalIndication?: string | null;
  technologistTechnique?: string | null;
  technologistNotes?: string[] | null;
  priorReports?:
    | {
        reportText: string;
        externalStudyId?: string;
        modality?: string;
        studyDate?: string;
        studyDescription?: string;
      }[]
    | null;
  documents?:
    | {
        fileName: string;
        content: string[];
      }[]
    | null;
  documentUrls?:
    | {
        url: string;
        fileName?: string | null;
      }[]
    | null;
}
export interface EphemeralAccessAnswerInput {
  authorized: boolean;
  urls: string[];
  error?: string;
  mediaUrls?: {
    url: string;
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    fileName?: string | null;
  }[];
  manifests?: {
    studyInstanceUID: string;
    series: {
      seriesInstanceUID: string;
      seriesNumber: number | null;
      seriesDescription: string | null;
      modality: string | null;
      sops: {
        sopInstanceUID: string;
        sopClassUID: string;
        rows: number;
        columns: number;
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        photometricInterpretation: string;
        samplesPerPixel: 1 | 3 | 4;
        bitsStored?: number;
        highBit?: number;
        pixelRepresentation?: 0 | 1;
        instanceNumber?: number;
        numberOfFrames?: number;
        rescaleSlope?: number;
        rescaleIntercept?: number;
        isFloatPixelData?: boolean;
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  }[];
}
export interface ModalityWorklistAnswerInput {
  authorized: boolean;
  items?: WorklistItem[] | null;
  error?: string | null;
}
export interface PatientStudyAnswerInput {
  dateOfBirth?: string | null;
  expressCustomerId?: string | null;
  externalPatientId?: string | null;
  facilityName?: string | null;
  height?: {
    unit: 'in' | 'cm';
    value: number;
  } | null;
  mrn?: string | null;
  patientName?: string | null;
  procedure?: string | null;
  referringPhysicianName?: string | null;
  severity?: Severity | null;
  sex?: ('male' | 'female' | 'other') | null;
  studyDate?: string | null;
  studyDescription?: string | null;
  studyTime?: string | null;
  weight?: {
    unit: 'lbs' | 'kg';
    value: number;
  } | null;
}
export interface ReportDeliveredAnswerInput {
  success: boolean;
}
export interface ScheduledProcedureStepInput {
  Modality: string;
  ScheduledProcedureStepID: string;
  ScheduledProcedureStepDescription?: string | null;
  ScheduledProcedureStepStartDate: string;
  ScheduledProcedureStepStartTime?: string | null;
}
export interface SecondaryCaptureAnswerInput {
  authorized: boolean;
  uploadUrls?: string[] | null;
  error?: string | null;
}
export interface StudyAccessAnswerInput {
  authorized: boolean;
  urls: string[];
  error?: string;
  mediaUrls?: {
    url: string;
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    fileName?: string | null;
  }[];
  manifest?: {
    studyInstanceUID: string;
    series: {
      seriesInstanceUID: string;
      seriesNumber: number | null;
      seriesDescription: string | null;
      modality: string | null;
      sops: {
        sopInstanceUID: string;
        sopClassUID: string;
        rows: number;
        columns: number;
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        photometricInterpretation: string;
        samplesPerPixel: 1 | 3 | 4;
        bitsStored?: number;
        highBit?: number;
        pixelRepresentation?: 0 | 1;
        instanceNumber?: number;
        numberOfFrames?: number;
        rescaleSlope?: number;
        rescaleIntercept?: number;
        isFloatPixelData?: boolean;
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  };
}
export interface UserInviteInput {
  email: string;
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  firstName: string;
  hasDashboardAccess: boolean;
  lastName: string;
  level: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
  canCreateReports: boolean;
  npiNumber?: string | null;
}
export interface ViewerUserInviteInput {
  email: string;
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  firstName: string;
  hasDashboardAccess: boolean;
  lastName: string;
  level: AssignableUserLevel;
  middleName?: string | null;
  phoneNumber?: string | null;
  suffix1?: string | null;
  suffix2?: string | null;
}
/**
 * Attributes of DICOM by their keywords, in their value representations (PS3.5 6.2). A bad item is left out alone.
 */
export interface WorklistItemInput {
  AccessionNumber?: string | null;
  PatientName: string;
  PatientID: string;
  PatientBirthDate?: string | null;
  PatientSex?: ('M' | 'F' | 'O' | '') | null;
  /**
   * Metres.
   */
  PatientSize?: (string | number) | null;
  /**
   * Kilograms.
   */
  PatientWeight?: (string | number) | null;
  Modality: string;
  ProtocolName?: string | null;
  RequestedProcedureDescription?: string | null;
  StudyDescription?: string | null;
  StudyInstanceUID: string;
  /**
   * @minItems 1
   */
  ScheduledProcedureStepSequence: ScheduledProcedureStep[];
}
