/** Made by `npm run generate -w @readroom/sdk` from packages/contract. Do not edit. */

/**
 * admin: administers the clinic; member: does what the permissions say. Nobody becomes an owner over the API.
 */
export type AssignableUserLevel = 'admin' | 'member';
/**
 * What somebody does at the clinic; it gives no permission by itself. PACS Administrator is an older name, still accepted.
 */
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
/**
 * What it is a name of: a facility, a referring provider, a study description or a procedure.
 */
export type ClinicalReferenceType = 'facility' | 'referring_provider' | 'study_description' | 'procedure';
/**
 * Rows x columns of the viewer, each 1 to 4, such as 2x3.
 */
export type ViewerLayout = string;
/**
 * How urgent a study is. The worklist has stat first, then high, then normal; the older first within each.
 */
export type Severity = 'normal' | 'high' | 'stat';
/**
 * sent: not answered yet, also once it has expired; accepted or rejected by who is invited; revoked by the clinic.
 */
export type InvitationStatus = 'sent' | 'accepted' | 'rejected' | 'revoked';
/**
 * Whether the dashboard or an API key invited; dashboard also where the operator of the machine did.
 */
export type InvitedSource = 'dashboard' | 'api';
/**
 * expired: not answered in time; not-expired: all others, the answered ones too; all: both.
 */
export type InvitationExpired = 'all' | 'expired' | 'not-expired';
/**
 * unassigned -> assigned -> in_progress (being dictated) -> completed (signed) <-> addendum_active
 */
export type StudyReportStatus = 'unassigned' | 'assigned' | 'in_progress' | 'completed' | 'addendum_active';
/**
 * Whether somebody is done with looking: incomplete at first, complete when it is set so.
 */
export type StudyViewerStatus = 'incomplete' | 'complete';

/**
 * The answer of an action.
 */
export interface Action {
  /**
   * True: it was done, or was so already. What cannot be done is an error.
   */
  success: boolean;
  /**
   * Words for a person where there is more to say, such as that nothing had to change.
   */
  message?: string;
}
/**
 * An API key as other resources name it.
 */
export interface ApiKeyReference {
  /**
   * The id of the key, a plain UUID. It is not the key itself.
   */
  apiKeyId: string;
  /**
   * What the key is called in the dashboard.
   */
  description: string;
  /**
   * Whether the key may call the Viewer routes.
   */
  isViewerEnabled?: boolean;
  /**
   * Whether the key is asked for clinical context when a report is first opened.
   */
  isClinicalContextEnrichmentEnabled?: boolean;
}
/**
 * Any subset of the fields; null counts as not given.
 */
export interface ClinicalContextAnswer {
  /**
   * Why the exam was ordered. Used where the study has none.
   */
  clinicalIndication?: string | null;
  /**
   * How the exam was made. Used where the study has none.
   */
  technologistTechnique?: string | null;
  /**
   * Notes of the technologist, at most 50 of 1000 characters each. Used where the study has none.
   */
  technologistNotes?: string[] | null;
  /**
   * Earlier reports of the patient, at most 50. Used where the study has none.
   */
  priorReports?:
    | {
        /**
         * The words of the report, 1 to 50,000 characters.
         */
        reportText: string;
        /**
         * Your id of that study; kept and given back.
         */
        externalStudyId?: string;
        /**
         * Modality of that study, such as CT.
         */
        modality?: string;
        /**
         * Day of that exam, YYYY-MM-DD.
         */
        studyDate?: string;
        /**
         * What that exam was.
         */
        studyDescription?: string;
      }[]
    | null;
  /**
   * Documents as text, at most 50. What they say is quoted in the clinical history, where the study has none.
   */
  documents?:
    | {
        /**
         * What the document is called, 1 to 255 characters.
         */
        fileName: string;
        /**
         * Its text, in parts such as pages.
         */
        content: string[];
      }[]
    | null;
  /**
   * The same to be fetched, at most 20.
   */
  documentUrls?:
    | {
        /**
         * https. Fetched at once, within the time of the question: text/plain of at most 256 KB.
         */
        url: string;
        /**
         * What the document is called. Absent or null: the last part of the URL.
         */
        fileName?: string | null;
      }[]
    | null;
}
/**
 * Whose clinical context is asked for.
 */
export interface ClinicalContextRequest {
  /**
   * The clinic, a plain UUID.
   */
  clinicId: string;
  /**
   * The study as a raw UUID: the hex digits of its stu_ id with dashes.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of the study.
   */
  studyInstanceUid: string;
  /**
   * The mrn of its reportMetadata. Absent where it has none.
   */
  mrn?: string;
  /**
   * Your id of the patient, as sent with the study. Absent where none was.
   */
  externalPatientId?: string;
}
export interface ClinicalReference {
  /**
   * The id of the clinical reference.
   */
  clinicalReferenceId: string;
  /**
   * The name. Behind that of a deleted one stands its id, so that the name is free again.
   */
  name: string;
  type: ClinicalReferenceType;
  /**
   * False once it is deleted.
   */
  isActive: boolean;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When it last changed.
   */
  updatedAt: string;
  /**
   * The Express customer whose name it is. Null: for the whole clinic.
   */
  expressCustomer?: CustomerReference | null;
  /**
   * Your id of it. Null: none.
   */
  externalReferenceId?: string | null;
  /**
   * Your own pairs, as sent. Absent where there are none.
   */
  metadata?: {
    [k: string]: string;
  };
}
/**
 * An Express customer as other resources name it.
 */
export interface CustomerReference {
  /**
   * The id of the Express customer, cus_ and 32 hex digits.
   */
  expressCustomerId: string;
  /**
   * The name of the Express customer.
   */
  expressCustomerName: string;
}
export interface ClinicalReferenceCreate {
  /**
   * The name. Unique in the clinic for its type and customer: 409 otherwise.
   */
  name: string;
  type: ClinicalReferenceType;
  /**
   * The Express customer whose name it is. Absent: for the whole clinic.
   */
  expressCustomerId?: string;
  /**
   * Your id of it, at most 500 characters. Null: none. It never changes.
   */
  externalReferenceId?: string | null;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
  metadata?: {
    [k: string]: string;
  };
}
export interface ClinicalReferenceList {
  /**
   * One page of clinical references, newest first.
   */
  clinicalReferences: ClinicalReference[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ClinicalReferencePatch {
  /**
   * The name. Unique in the clinic for its type and customer: 409 otherwise.
   */
  name?: string;
  /**
   * The Express customer whose name it is. Null: for the whole clinic.
   */
  expressCustomerId?: string | null;
  /**
   * Replaces all pairs. Null clears them.
   */
  metadata?: {
    [k: string]: string;
  } | null;
}
/**
 * Where the images are. A part that is not good is left out alone.
 */
export interface EphemeralAccessAnswer {
  /**
   * Whether the images may be shown. False: nothing else of the answer is used but error.
   */
  authorized: boolean;
  /**
   * One DICOM file each, fetched by the server over https; at most 20,000.
   */
  urls: string[];
  /**
   * Shown to whoever looks where authorized is false, up to 500 characters.
   */
  error?: string;
  /**
   * Documents, pictures and films beside the images, at most 200.
   */
  mediaUrls?: {
    /**
     * Where the document or picture is fetched, over https.
     */
    url: string;
    /**
     * What its content is; content of another type is not shown.
     */
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    /**
     * What it is called, 1 to 255 characters. Absent or null: it has no name.
     */
    fileName?: string | null;
  }[];
  /**
   * One for each study: the objects behind the URLs, in their order, so that the viewer knows them before they are loaded.
   */
  manifests?: {
    /**
     * The StudyInstanceUID of the images. Of a study of the clinic, its own.
     */
    studyInstanceUID: string;
    /**
     * The series of the study.
     */
    series: {
      /**
       * Series Instance UID (0020,000E).
       */
      seriesInstanceUID: string;
      /**
       * Series Number (0020,0011). Null: none.
       */
      seriesNumber: number | null;
      /**
       * Series Description (0008,103E), by which a hanging protocol names the series. Null: none.
       */
      seriesDescription: string | null;
      /**
       * Modality (0008,0060), such as CT. Null: not known.
       */
      modality: string | null;
      /**
       * The objects of the series. A bad one is left out alone; a series without a good one is left out.
       */
      sops: {
        /**
         * SOP Instance UID (0008,0018). An object that is listed twice counts once.
         */
        sopInstanceUID: string;
        /**
         * SOP Class UID (0008,0016).
         */
        sopClassUID: string;
        /**
         * Rows (0028,0010), in pixels.
         */
        rows: number;
        /**
         * Columns (0028,0011), in pixels.
         */
        columns: number;
        /**
         * Bits Allocated (0028,0100).
         */
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        /**
         * Photometric Interpretation (0028,0004), such as MONOCHROME2.
         */
        photometricInterpretation: string;
        /**
         * Samples per Pixel (0028,0002).
         */
        samplesPerPixel: 1 | 3 | 4;
        /**
         * Bits Stored (0028,0101).
         */
        bitsStored?: number;
        /**
         * High Bit (0028,0102).
         */
        highBit?: number;
        /**
         * Pixel Representation (0028,0103): 0 unsigned, 1 signed.
         */
        pixelRepresentation?: 0 | 1;
        /**
         * Instance Number (0020,0013).
         */
        instanceNumber?: number;
        /**
         * Number of Frames (0028,0008).
         */
        numberOfFrames?: number;
        /**
         * Rescale Slope (0028,1053).
         */
        rescaleSlope?: number;
        /**
         * Rescale Intercept (0028,1052).
         */
        rescaleIntercept?: number;
        /**
         * Whether the pixels are Float Pixel Data (7FE0,0008).
         */
        isFloatPixelData?: boolean;
        /**
         * Whether the pixels are Double Float Pixel Data (7FE0,0009).
         */
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  }[];
}
/**
 * Which images are asked for.
 */
export interface EphemeralAccessRequest {
  /**
   * What you called the images when the session was created.
   */
  retrievalId: string;
  /**
   * As they were given when the session was created: numbers, order of keys and all. Absent where none were.
   */
  options?: {
    [k: string]: unknown;
  };
}
export interface EphemeralSessionCreate {
  /**
   * What you call these images; your study webhook is asked for them by it.
   */
  retrievalId: string;
  /**
   * How the images are laid out. Absent or null: as the viewer does by itself.
   */
  hangingProtocol?: HangingProtocol | null;
  /**
   * An object of your own, echoed to your study webhook as it was sent. At most 3072 bytes as JSON.
   */
  options?: {
    [k: string]: unknown;
  } | null;
}
/**
 * Which series goes to which cell of the layout when the images open.
 */
export interface HangingProtocol {
  layout: ViewerLayout;
  /**
   * One entry for each cell, row by row: the description of the series for it, or null to leave it empty.
   *
   * @maxItems 16
   */
  viewportAssignments: (string | null)[];
}
/**
 * Opens once, within 30 seconds.
 */
export interface EphemeralSessionUrl {
  /**
   * Where to send the browser. It opens once, within 30 seconds, without a password.
   */
  url: string;
}
/**
 * Every failure: `code` is stable, `requestId` finds the cause in the server log, `issues` name the faulty fields.
 */
export interface Error {
  /**
   * What went wrong, in words for a person. The wording may change.
   */
  message: string;
  /**
   * What went wrong, for a program: a stable name such as `not_found`.
   */
  code: string;
  /**
   * The same as the header x-request-id.
   */
  requestId: string;
  /**
   * The faulty fields, where the fault lies in some.
   */
  issues?: {
    /**
     * The faulty field, such as `reportMetadata.studyDate` or `priorReports[0].reportText`.
     */
    path: string;
    /**
     * What is wrong with it.
     */
    message: string;
  }[];
}
export interface ExpressCustomer {
  /**
   * The id of the Express customer.
   */
  expressCustomerId: string;
  /**
   * The name of the customer.
   */
  expressCustomerName: string;
  /**
   * False once it is deactivated: it then takes no new studies and users, and keeps those that it has.
   */
  isActive: boolean;
  /**
   * How many users with access belong to it.
   */
  userCount: number;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When its name, its metadata or isActive last changed.
   */
  updatedAt: string;
  /**
   * The key that created it, a plain UUID. Absent where a user did.
   */
  createdByApiKeyId?: string;
  /**
   * The user who created it in the dashboard. Absent where a key did.
   */
  createdByUserId?: string;
  /**
   * Your own pairs, as sent. Absent where there are none.
   */
  metadata?: {
    [k: string]: string;
  };
}
export interface ExpressCustomerCreate {
  /**
   * The name of the customer. Two may have the same: the id tells them apart.
   */
  expressCustomerName: string;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
  metadata?: {
    [k: string]: string;
  };
}
export interface ExpressCustomerList {
  /**
   * One page of customers, newest first, the deactivated ones too.
   */
  expressCustomers: ExpressCustomer[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ExpressCustomerPatch {
  /**
   * The name of the customer. Two may have the same: the id tells them apart.
   */
  expressCustomerName?: string;
  /**
   * Replaces all pairs. Null clears them.
   */
  metadata?: {
    [k: string]: string;
  } | null;
}
export interface ExpressCustomerUser {
  /**
   * Who is to belong to the customer, or no longer to.
   */
  userId: string;
}
export interface ExternalReport {
  /**
   * The id of the external report.
   */
  externalReportId: string;
  /**
   * The external study that it is of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * When the first part of the report came.
   */
  createdAt: string;
  /**
   * Who read and reported it. Null: not said.
   */
  readerName?: string | null;
  /**
   * When it was signed, as the sender wrote it. Null: not said.
   */
  signedAt?: string | null;
  /**
   * Gives the file for one hour, without a key; null where there is none.
   */
  presignedUrl?: string | null;
  /**
   * The words of the report. Null: none were sent.
   */
  reportText?: string | null;
  snapshotMetadata?: ReportMetadata;
}
/**
 * The header of a report: patient, exam and referrer. Frozen into a report when it is signed, into an external one when it comes; until then it is the present one of the study.
 */
export interface ReportMetadata {
  /**
   * Age of the patient as it is to be printed, such as 56Y. Free text.
   */
  age?: string;
  /**
   * Date of birth of the patient, YYYY-MM-DD.
   */
  dateOfBirth?: string;
  /**
   * Where the exam was made.
   */
  facilityName?: string;
  /**
   * Height of the patient. One field: a PATCH replaces unit and value together.
   */
  height?: {
    /**
     * Inches or centimetres.
     */
    unit: 'in' | 'cm';
    /**
     * The height in that unit, zero or more.
     */
    value: number;
  };
  /**
   * Medical record number: what the facility calls the patient. External studies with the same one are priors, unless the dates of birth differ.
   */
  mrn?: string;
  /**
   * Name of the patient, as it is to be printed.
   */
  patientName?: string;
  /**
   * The procedure that was ordered, such as CT chest with contrast.
   */
  procedure?: string;
  /**
   * Who ordered the exam.
   */
  referringPhysicianName?: string;
  /**
   * Sex of the patient.
   */
  sex?: 'male' | 'female' | 'other';
  /**
   * Day of the exam, YYYY-MM-DD.
   */
  studyDate?: string;
  /**
   * Time of the exam on that day, HH:MM of 24 hours.
   */
  studyTime?: string;
  /**
   * Weight of the patient. One field: a PATCH replaces unit and value together.
   */
  weight?: {
    /**
     * Pounds or kilograms.
     */
    unit: 'lbs' | 'kg';
    /**
     * The weight in that unit, zero or more.
     */
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
  /**
   * The study, by its id. Required unless studyInstanceUid is given.
   */
  studyId?: string;
  /**
   * The study, by its StudyInstanceUID. With studyId too, both must name the same one (422).
   */
  studyInstanceUid?: string;
  /**
   * Who read and reported it.
   */
  readerName?: string;
  /**
   * The name of the file, which ends as PDF, PNG, JPG, GIF or WEBP does. Required with reportFileUrl, and sent only with it.
   */
  reportFileName?: string;
  /**
   * https. Fetched by the server within 30 s: a PDF, PNG, JPG, GIF or WEBP file of at most 50 MB, by content as well as by name. Written once.
   */
  reportFileUrl?: string;
  /**
   * The words of the report, which serve as a prior of the patient. Written once.
   */
  reportText?: string;
  /**
   * When it was signed, as the sender writes it. Free text.
   */
  signedAt?: string;
}
export interface ExternalReportEntry {
  /**
   * The id of the external report.
   */
  externalReportId: string;
  /**
   * The external study that it is of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * When the first part of the report came.
   */
  createdAt: string;
  /**
   * Who read and reported it. Null: not said.
   */
  readerName?: string | null;
  /**
   * When it was signed, as the sender wrote it. Null: not said.
   */
  signedAt?: string | null;
  /**
   * Whether there is a text.
   */
  hasReportText: boolean;
  /**
   * Whether there is a file, of whichever of the types.
   */
  reportPdfPresent: boolean;
}
export interface ExternalReportList {
  /**
   * One page of external reports, newest first.
   */
  reports: ExternalReportEntry[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ExternalReportReference {
  /**
   * The id of the external report.
   */
  externalReportId: string;
  /**
   * The external study that it is of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
}
export interface ExternalStudyCreate {
  reportMetadata: ReportMetadata;
  severity: Severity;
  /**
   * What the exam is, such as CT CHEST W CONTRAST. At least one character.
   */
  studyDescription: string;
  /**
   * The DICOM StudyInstanceUID (0020,000D), by which images find the study. Unique in the clinic and product: 409 otherwise. It never changes.
   */
  studyInstanceUid: string;
  /**
   * The Express customer that it belongs to, an active one (422 otherwise). Absent: none.
   */
  expressCustomerId?: string;
  /**
   * Your id of the patient; given back, and sent when clinical context is asked for. Null: none.
   */
  externalPatientId?: string | null;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
  metadata?: {
    [k: string]: string;
  };
  /**
   * Modality of the exam, such as CT or MR. Null: not known.
   */
  modality?: string | null;
  /**
   * Who read and reported it.
   */
  readerName?: string;
  /**
   * The name of the file, which ends as PDF, PNG, JPG, GIF or WEBP does. Required with reportFileUrl, and sent only with it.
   */
  reportFileName?: string;
  /**
   * https. Fetched by the server within 30 s: a PDF, PNG, JPG, GIF or WEBP file of at most 50 MB, by content as well as by name. Written once.
   */
  reportFileUrl?: string;
  /**
   * The words of the report, which serve as a prior of the patient. Written once.
   */
  reportText?: string;
  /**
   * When it was signed, as the sender writes it. Free text.
   */
  signedAt?: string;
  /**
   * @deprecated
   * The first revision's name of `expressCustomerId`. Both may be sent where they say the same.
   */
  orgId?: string;
}
export interface Invitation {
  /**
   * The id of the invitation.
   */
  invitationId: string;
  /**
   * Who is invited: the id that the user has from the invitation on.
   */
  userId: string;
  /**
   * The clinic, a plain UUID.
   */
  clinicId: string;
  /**
   * Where the invitation was sent, and with what the user will sign in.
   */
  email: string;
  /**
   * First name of the user.
   */
  firstName: string;
  /**
   * Last name of the user.
   */
  lastName: string;
  /**
   * owner and admin: administer the clinic and see every study; member: does what the permissions say.
   */
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  status: InvitationStatus;
  /**
   * Until when it can be accepted, 30 days after it was sent. Null: no end is known.
   */
  expiry: string | null;
  invitedSource: InvitedSource;
  /**
   * The user who invited in the dashboard. Null where a key or the operator did.
   */
  inviterId: string | null;
  /**
   * The key that invited, a plain UUID. Absent where no key did.
   */
  invitedByApiKeyId?: string;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When it was last changed, sent again or answered.
   */
  updatedAt: string;
  /**
   * Middle name of the user. Null: none.
   */
  middleName?: string | null;
  /**
   * Telephone number of the user, digits only. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null: none.
   */
  suffix2?: string | null;
  /**
   * May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).
   */
  canCreateReports: boolean;
  /**
   * National Provider Identifier, 10 digits. Absent where there is none.
   */
  npiNumber?: string;
}
export interface InvitationList {
  /**
   * One page of invitations, newest first.
   */
  invitations: Invitation[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface InvitationSelector {
  /**
   * The invitation. Required unless userId is given.
   */
  invitationId?: string;
  /**
   * Whose newest invitation it is. With invitationId too, both must name the same one (404).
   */
  userId?: string;
}
/**
 * The worklist of the scanner.
 */
export interface ModalityWorklistAnswer {
  /**
   * Whether this scanner may have the worklist. False: nothing is taken of the answer but error.
   */
  authorized: boolean;
  /**
   * What the scanner is to do. Send it whenever authorized is true, empty where there is nothing; absent or null counts as empty.
   */
  items?: WorklistItem[] | null;
  /**
   * Why not, where authorized is false; kept as a warning on the event.
   */
  error?: string | null;
}
/**
 * Attributes of DICOM by their keywords, in their value representations (PS3.5 6.2). What may be empty may be absent or null too. A bad item is left out alone.
 */
export interface WorklistItem {
  /**
   * SH: the number of the exam, at most 16 characters.
   */
  AccessionNumber?: string | null;
  /**
   * PN: LAST^FIRST[^MIDDLE^PREFIX^SUFFIX], at most 64 characters.
   */
  PatientName: string;
  /**
   * LO: the medical record number, 1 to 64 characters.
   */
  PatientID: string;
  /**
   * DA: the date of birth, YYYYMMDD.
   */
  PatientBirthDate?: string | null;
  /**
   * CS: M, F or O.
   */
  PatientSex?: ('M' | 'F' | 'O' | '') | null;
  /**
   * DS: the height in metres, below 3, as text or as a number.
   */
  PatientSize?: (string | number) | null;
  /**
   * DS: the weight in kilograms, below 1000, as text or as a number.
   */
  PatientWeight?: (string | number) | null;
  /**
   * CS: the modality of the exam, such as CT.
   */
  Modality: string;
  /**
   * LO: the protocol, at most 64 characters.
   */
  ProtocolName?: string | null;
  /**
   * LO: what was ordered, at most 64 characters.
   */
  RequestedProcedureDescription?: string | null;
  /**
   * LO: what the study is called, at most 64 characters.
   */
  StudyDescription?: string | null;
  /**
   * UI: the StudyInstanceUID that the images are to have.
   */
  StudyInstanceUID: string;
  /**
   * SQ: the steps of the exam, at least one. An item without a good step is left out.
   *
   * @minItems 1
   */
  ScheduledProcedureStepSequence: ScheduledProcedureStep[];
}
/**
 * One step of an exam. What may be empty may be absent or null too. A bad step is left out alone.
 */
export interface ScheduledProcedureStep {
  /**
   * CS: the modality that is to make it, such as CT.
   */
  Modality: string;
  /**
   * SH: your id of the step, 1 to 16 characters.
   */
  ScheduledProcedureStepID: string;
  /**
   * LO: what is to be done, at most 64 characters.
   */
  ScheduledProcedureStepDescription?: string | null;
  /**
   * DA: the day, YYYYMMDD; one that was asked for.
   */
  ScheduledProcedureStepStartDate: string;
  /**
   * TM: the time, HH[MM[SS[.F]]].
   */
  ScheduledProcedureStepStartTime?: string | null;
}
/**
 * Which scanner asks, and for what.
 */
export interface ModalityWorklistRequest {
  /**
   * The clinic, a plain UUID.
   */
  clinicId: string;
  /**
   * The AE title of the scanner that asks, 1 to 16 characters.
   */
  callingAe: string;
  /**
   * The IP address from which the question came.
   */
  sourceIp: string;
  /**
   * The first day that is asked for, YYYY-MM-DD, inclusive.
   */
  dateStart: string;
  /**
   * The last day that is asked for, YYYY-MM-DD, inclusive.
   */
  dateEnd: string;
  /**
   * Only steps of this modality, such as CT. Absent: of any.
   */
  modality?: string;
}
/**
 * @deprecated
 * The first revision's form of ExpressCustomer.
 */
export interface Org {
  /**
   * org_ and the 32 hex digits of the expressCustomerId.
   */
  orgId: string;
  /**
   * The name of the customer.
   */
  orgName: string;
  /**
   * False once it is deactivated: it then takes no new studies and users, and keeps those that it has.
   */
  isActive: boolean;
  /**
   * How many users with access belong to it.
   */
  userCount: number;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When its name, its metadata or isActive last changed.
   */
  updatedAt: string;
  /**
   * The key that created it, a plain UUID. Absent where a user did.
   */
  createdByApiKeyId?: string;
  /**
   * The user who created it in the dashboard. Absent where a key did.
   */
  createdByUserId?: string;
  /**
   * Your own pairs, as sent. Absent where there are none.
   */
  metadata?: {
    [k: string]: string;
  };
}
export interface OrgCreate {
  /**
   * The name of the customer. Two may have the same: the id tells them apart.
   */
  orgName: string;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
  metadata?: {
    [k: string]: string;
  };
}
export interface OrgList {
  /**
   * One page of customers, newest first, the deactivated ones too.
   */
  organizations: Org[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface OrgPatch {
  /**
   * The name of the customer. Two may have the same: the id tells them apart.
   */
  orgName?: string;
  /**
   * Replaces all pairs. Null clears them.
   */
  metadata?: {
    [k: string]: string;
  } | null;
}
/**
 * @deprecated
 * The first revision's form of CustomerReference.
 */
export interface OrgReference {
  /**
   * org_ and the 32 hex digits of the expressCustomerId.
   */
  orgId: string;
  /**
   * The name of the Express customer.
   */
  orgName: string;
}
/**
 * Any subset of the fields; null and empty text count as not given.
 */
export interface PatientStudyAnswer {
  /**
   * Date of birth of the patient, YYYY-MM-DD.
   */
  dateOfBirth?: string | null;
  /**
   * The Express customer that it belongs to. One that is unknown or deactivated is ignored with a warning on the event.
   */
  expressCustomerId?: string | null;
  /**
   * Your id of the patient.
   */
  externalPatientId?: string | null;
  /**
   * Where the exam was made.
   */
  facilityName?: string | null;
  /**
   * Height of the patient. One field: a PATCH replaces unit and value together.
   */
  height?: {
    /**
     * Inches or centimetres.
     */
    unit: 'in' | 'cm';
    /**
     * The height in that unit, zero or more.
     */
    value: number;
  } | null;
  /**
   * Medical record number: what the facility calls the patient. External studies with the same one are priors, unless the dates of birth differ.
   */
  mrn?: string | null;
  /**
   * Name of the patient, as it is to be printed.
   */
  patientName?: string | null;
  /**
   * The procedure that was ordered, such as CT chest with contrast.
   */
  procedure?: string | null;
  /**
   * Who ordered the exam.
   */
  referringPhysicianName?: string | null;
  /**
   * How urgent the study is. Otherwise normal.
   */
  severity?: Severity | null;
  /**
   * Sex of the patient.
   */
  sex?: ('male' | 'female' | 'other') | null;
  /**
   * Day of the exam, YYYY-MM-DD.
   */
  studyDate?: string | null;
  /**
   * What the exam is. Otherwise what the images say, or their modality.
   */
  studyDescription?: string | null;
  /**
   * Time of the exam: HH:MM, HH:MM:SS or HH:MM:SS.fff, kept to the minute.
   */
  studyTime?: string | null;
  /**
   * Weight of the patient. One field: a PATCH replaces unit and value together.
   */
  weight?: {
    /**
     * Pounds or kilograms.
     */
    unit: 'lbs' | 'kg';
    /**
     * The weight in that unit, zero or more.
     */
    value: number;
  } | null;
}
/**
 * What the images say of themselves.
 */
export interface PatientStudyRequest {
  /**
   * The clinic, a plain UUID.
   */
  clinicId: string;
  /**
   * The StudyInstanceUID of the images.
   */
  studyInstanceUid: string;
  /**
   * Accession Number (0008,0050) of the images. Absent where they have none.
   */
  accessionNumber?: string;
  /**
   * Patient ID (0010,0020) of the images. Absent where they have none.
   */
  patientId?: string;
}
/**
 * The report of an earlier study of the same patient, sent with the order.
 */
export interface PriorReport {
  /**
   * The words of the report, 1 to 50,000 characters.
   */
  reportText: string;
  /**
   * Your id of that study; kept and given back.
   */
  externalStudyId?: string;
  /**
   * Modality of that study, such as CT.
   */
  modality?: string;
  /**
   * Day of that exam, YYYY-MM-DD.
   */
  studyDate?: string;
  /**
   * What that exam was.
   */
  studyDescription?: string;
}
export interface Report {
  /**
   * The id of the report.
   */
  reportId: string;
  /**
   * The study that it is of.
   */
  studyId: string;
  /**
   * Who dictates it; once it is signed, who signed it.
   */
  userId: string;
  /**
   * in_progress: being dictated; completed: signed, and never changed again.
   */
  status: 'in_progress' | 'completed';
  /**
   * Whether it adds to a report that was signed before.
   */
  isAddendum: boolean;
  /**
   * Whether the radiologist marked it critical. Null until it is signed.
   */
  isCritical: boolean | null;
  /**
   * When it was begun.
   */
  createdAt: string;
  /**
   * When it last changed.
   */
  updatedAt: string;
  /**
   * When it was signed. Null until then.
   */
  signedAt: string | null;
  snapshotMetadata: ReportMetadata;
  /**
   * The signed words as plain text. Absent until it is signed.
   */
  reportPlainText?: string;
}
/**
 * The signed report.
 */
export interface ReportDelivered {
  /**
   * The report that was signed, an addendum included.
   */
  reportId: string;
  /**
   * The study that it is of.
   */
  studyId: string;
  /**
   * Gives the PDF for one hour from the attempt on, without a key.
   */
  presignedUrl: string;
  /**
   * Whether the radiologist marked it critical.
   */
  isCritical: boolean;
  /**
   * The signed words as plain text.
   */
  plainText?: string;
}
/**
 * Whether it was taken.
 */
export interface ReportDeliveredAnswer {
  /**
   * False: not taken, and sent again later. Any 2xx without this false takes it.
   */
  success: boolean;
}
export interface ReportList {
  /**
   * The study that the reports are of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * The original first, then its addenda as they were made.
   */
  reports: Report[];
}
export interface ReportPdf {
  /**
   * The id of the report.
   */
  reportId: string;
  /**
   * The study that it is of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * Whether the radiologist marked it critical. Null until it is signed.
   */
  isCritical: boolean | null;
  snapshotMetadata: ReportMetadata;
  /**
   * Gives the PDF for one hour, without a key.
   */
  presignedUrl: string;
}
export interface ReportPdfList {
  /**
   * The study that the reports are of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * Those that are signed: the original first, then its addenda.
   */
  reports: ReportPdf[];
}
export interface ReportText {
  /**
   * The id of the report.
   */
  reportId: string;
  /**
   * The study that it is of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * Whether the radiologist marked it critical. Null until it is signed.
   */
  isCritical: boolean | null;
  snapshotMetadata: ReportMetadata;
  /**
   * The signed words as plain text. Absent until it is signed.
   */
  plainText?: string;
}
export interface ReportTextList {
  /**
   * The study that the reports are of.
   */
  studyId: string;
  /**
   * The StudyInstanceUID of that study.
   */
  studyInstanceUid: string;
  /**
   * The original first, then its addenda; one that is not signed has no text.
   */
  reports: ReportText[];
}
/**
 * Where to upload the capture.
 */
export interface SecondaryCaptureAnswer {
  /**
   * Whether the capture may be uploaded. False: nothing is, and the capture stays with its study here.
   */
  authorized: boolean;
  /**
   * Where the object is PUT as application/dicom: the same to each, at most 20. Send it whenever authorized is true; absent, null or empty, nothing is uploaded, with a warning on the event.
   */
  uploadUrls?: string[] | null;
  /**
   * Why not, where authorized is false; kept as a warning on the event.
   */
  error?: string | null;
}
/**
 * What was captured.
 */
export interface SecondaryCaptureRequest {
  /**
   * The study that was captured.
   */
  studyId: string;
  /**
   * Its StudyInstanceUID.
   */
  studyInstanceUid: string;
  /**
   * The series that was on the screen. Absent where it is not known.
   */
  seriesInstanceUid?: string;
  /**
   * The object that was on the screen. Absent where it is not known.
   */
  sopInstanceUid?: string;
}
export interface Study {
  /**
   * The id of the study.
   */
  studyId: string;
  /**
   * The DICOM StudyInstanceUID.
   */
  studyInstanceUid: string;
  /**
   * What the exam is.
   */
  studyDescription: string;
  severity: Severity;
  /**
   * Whether it is cancelled: it then takes no dictation, no assignment and no reroute.
   */
  isCancelled: boolean;
  /**
   * When it was cancelled. Null where it is not.
   */
  cancelledAt: string | null;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When something of it last changed.
   */
  updatedAt: string;
  /**
   * Whose study it is. Null: nobody’s.
   */
  assignedTo?: UserReference | null;
  /**
   * The key that created it. Null where a user did, in the dashboard.
   */
  createdByApiKey?: ApiKeyReference | null;
  /**
   * The user who created it in the dashboard. Null where a key did.
   */
  createdByUser?: UserReference | null;
  /**
   * The Express customer that it belongs to. Null: none.
   */
  expressCustomer?: CustomerReference | null;
  /**
   * Your own pairs, as sent. Absent where there are none.
   */
  metadata?: {
    [k: string]: string;
  };
  studyReportStatus: StudyReportStatus;
  reportMetadata: ReportMetadata;
  /**
   * What is known of the patient from before: as sent, or quoted from documents of the enrichment. Null: none.
   */
  clinicalHistory?: string | null;
  /**
   * Why the exam was ordered. Null: none.
   */
  clinicalIndication?: string | null;
  /**
   * Your id of the patient. Null: none.
   */
  externalPatientId?: string | null;
  /**
   * Whether a signed report of it, an addendum included, was marked critical. Absent until one is signed.
   */
  isCritical?: boolean;
  /**
   * The report that came with an external study. Absent where there is none.
   */
  externalReportId?: string;
  /**
   * Modality of the exam, such as CT. Null: not known.
   */
  modality?: string | null;
  /**
   * Earlier reports of the patient, as sent or from the enrichment. Absent where there are none.
   */
  priorReports?: PriorReport[];
  /**
   * The original report, then its addenda, oldest first. Addenda that were given up are left out; empty before anybody begins.
   */
  reportIds?: {
    /**
     * The id of the report.
     */
    reportId: string;
    /**
     * in_progress: being dictated; completed: signed.
     */
    status: 'in_progress' | 'completed';
    /**
     * Whether it was marked critical. Null until it is signed.
     */
    isCritical: boolean | null;
  }[];
  /**
   * standard: reported here; external: read elsewhere and kept as an archive.
   */
  studyType?: 'standard' | 'external';
  /**
   * Notes of the technologist. Absent where there are none.
   */
  technologistNotes?: string[];
  /**
   * How the exam was made, from the technologist. Null: none.
   */
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
/**
 * A user as other resources name them.
 */
export interface UserReference {
  /**
   * The email with which the user signs in.
   */
  email: string;
  /**
   * The id of the user, usr_ and 32 hex digits.
   */
  userId: string;
  /**
   * First name.
   */
  firstName?: string;
  /**
   * Last name.
   */
  lastName?: string;
  /**
   * Middle name; absent where there is none.
   */
  middleName?: string;
  /**
   * What stands behind the name, such as MD; absent where there is none.
   */
  suffix1?: string;
  /**
   * What stands behind the first suffix; absent where there is none.
   */
  suffix2?: string;
}
/**
 * Where the images are. A part that is not good is left out alone.
 */
export interface StudyAccessAnswer {
  /**
   * Whether the images may be shown. False: nothing else of the answer is used but error.
   */
  authorized: boolean;
  /**
   * One DICOM file each, fetched by the server over https; at most 20,000.
   */
  urls: string[];
  /**
   * Shown to whoever looks where authorized is false, up to 500 characters.
   */
  error?: string;
  /**
   * Documents, pictures and films beside the images, at most 200.
   */
  mediaUrls?: {
    /**
     * Where the document or picture is fetched, over https.
     */
    url: string;
    /**
     * What its content is; content of another type is not shown.
     */
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    /**
     * What it is called, 1 to 255 characters. Absent or null: it has no name.
     */
    fileName?: string | null;
  }[];
  /**
   * The objects behind the URLs, in their order, so that the viewer knows them before they are loaded.
   */
  manifest?: {
    /**
     * The StudyInstanceUID of the images. Of a study of the clinic, its own.
     */
    studyInstanceUID: string;
    /**
     * The series of the study.
     */
    series: {
      /**
       * Series Instance UID (0020,000E).
       */
      seriesInstanceUID: string;
      /**
       * Series Number (0020,0011). Null: none.
       */
      seriesNumber: number | null;
      /**
       * Series Description (0008,103E), by which a hanging protocol names the series. Null: none.
       */
      seriesDescription: string | null;
      /**
       * Modality (0008,0060), such as CT. Null: not known.
       */
      modality: string | null;
      /**
       * The objects of the series. A bad one is left out alone; a series without a good one is left out.
       */
      sops: {
        /**
         * SOP Instance UID (0008,0018). An object that is listed twice counts once.
         */
        sopInstanceUID: string;
        /**
         * SOP Class UID (0008,0016).
         */
        sopClassUID: string;
        /**
         * Rows (0028,0010), in pixels.
         */
        rows: number;
        /**
         * Columns (0028,0011), in pixels.
         */
        columns: number;
        /**
         * Bits Allocated (0028,0100).
         */
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        /**
         * Photometric Interpretation (0028,0004), such as MONOCHROME2.
         */
        photometricInterpretation: string;
        /**
         * Samples per Pixel (0028,0002).
         */
        samplesPerPixel: 1 | 3 | 4;
        /**
         * Bits Stored (0028,0101).
         */
        bitsStored?: number;
        /**
         * High Bit (0028,0102).
         */
        highBit?: number;
        /**
         * Pixel Representation (0028,0103): 0 unsigned, 1 signed.
         */
        pixelRepresentation?: 0 | 1;
        /**
         * Instance Number (0020,0013).
         */
        instanceNumber?: number;
        /**
         * Number of Frames (0028,0008).
         */
        numberOfFrames?: number;
        /**
         * Rescale Slope (0028,1053).
         */
        rescaleSlope?: number;
        /**
         * Rescale Intercept (0028,1052).
         */
        rescaleIntercept?: number;
        /**
         * Whether the pixels are Float Pixel Data (7FE0,0008).
         */
        isFloatPixelData?: boolean;
        /**
         * Whether the pixels are Double Float Pixel Data (7FE0,0009).
         */
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  };
}
/**
 * Whose images are asked for.
 */
export interface StudyAccessRequest {
  /**
   * The study that is opened.
   */
  studyId: string;
  /**
   * Its StudyInstanceUID.
   */
  studyInstanceUid: string;
}
export interface StudyCreate {
  reportMetadata: ReportMetadata;
  severity: Severity;
  /**
   * What the exam is, such as CT CHEST W CONTRAST. At least one character.
   */
  studyDescription: string;
  /**
   * The DICOM StudyInstanceUID (0020,000D), by which images find the study. Unique in the clinic and product: 409 otherwise. It never changes.
   */
  studyInstanceUid: string;
  /**
   * Who is to report it: an active user who can create reports (422 otherwise). Absent: nobody yet.
   */
  assignedTo?: string;
  /**
   * What is known of the patient from before; a new report has it behind the indication. Null: none.
   */
  clinicalHistory?: string | null;
  /**
   * Why the exam was ordered; a new report begins with it as its clinical indication. Null: none.
   */
  clinicalIndication?: string | null;
  /**
   * The Express customer that it belongs to, an active one (422 otherwise). Absent: none.
   */
  expressCustomerId?: string;
  /**
   * Your id of the patient; given back, and sent when clinical context is asked for. Null: none.
   */
  externalPatientId?: string | null;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
  metadata?: {
    [k: string]: string;
  };
  /**
   * Modality of the exam, such as CT or MR. Null: not known.
   */
  modality?: string | null;
  /**
   * Earlier reports of the patient to compare with, at most 50.
   *
   * @maxItems 50
   */
  priorReports?: PriorReport[];
  /**
   * Notes of the technologist for the radiologist, at most 50 of 1000 characters each.
   *
   * @maxItems 50
   */
  technologistNotes?: string[];
  /**
   * How the exam was made, from the technologist; a new report begins with it as its technique. Null: none.
   */
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
  /**
   * One page of studies, newest first.
   */
  studies: Study[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface StudyPatch {
  /**
   * Merged field by field: what is sent replaces, null clears, the rest stays.
   */
  reportMetadata?: {
    /**
     * Age of the patient as it is to be printed, such as 56Y. Free text.
     */
    age?: string | null;
    /**
     * Date of birth of the patient, YYYY-MM-DD.
     */
    dateOfBirth?: string | null;
    /**
     * Where the exam was made.
     */
    facilityName?: string | null;
    /**
     * Height of the patient. One field: a PATCH replaces unit and value together.
     */
    height?: {
      /**
       * Inches or centimetres.
       */
      unit: 'in' | 'cm';
      /**
       * The height in that unit, zero or more.
       */
      value: number;
    } | null;
    /**
     * Medical record number: what the facility calls the patient. External studies with the same one are priors, unless the dates of birth differ.
     */
    mrn?: string | null;
    /**
     * Name of the patient, as it is to be printed.
     */
    patientName?: string | null;
    /**
     * The procedure that was ordered, such as CT chest with contrast.
     */
    procedure?: string | null;
    /**
     * Who ordered the exam.
     */
    referringPhysicianName?: string | null;
    /**
     * Sex of the patient.
     */
    sex?: ('male' | 'female' | 'other') | null;
    /**
     * Day of the exam, YYYY-MM-DD.
     */
    studyDate?: string | null;
    /**
     * Time of the exam on that day, HH:MM of 24 hours.
     */
    studyTime?: string | null;
    /**
     * Weight of the patient. One field: a PATCH replaces unit and value together.
     */
    weight?: {
      /**
       * Pounds or kilograms.
       */
      unit: 'lbs' | 'kg';
      /**
       * The weight in that unit, zero or more.
       */
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
  /**
   * What the exam is, such as CT CHEST W CONTRAST. At least one character.
   */
  studyDescription?: string;
  /**
   * Who is to report it: an active user who can create reports. Null takes it back. Of a cancelled study: 422.
   */
  assignedTo?: string | null;
  /**
   * What is known of the patient from before; a new report has it behind the indication. Null: none.
   */
  clinicalHistory?: string | null;
  /**
   * Why the exam was ordered; a new report begins with it as its clinical indication. Null: none.
   */
  clinicalIndication?: string | null;
  /**
   * Moves it to this Express customer, an active one. Null: to none.
   */
  expressCustomerId?: string | null;
  /**
   * Your id of the patient; given back, and sent when clinical context is asked for. Null: none.
   */
  externalPatientId?: string | null;
  /**
   * Replaces all pairs. Null clears them.
   */
  metadata?: {
    [k: string]: string;
  } | null;
  /**
   * Modality of the exam, such as CT or MR. Null: not known.
   */
  modality?: string | null;
  /**
   * Replaces all of them, at most 50. Null clears them.
   */
  priorReports?: PriorReport[] | null;
  /**
   * Replaces all of them, at most 50 of 1000 characters each. Null clears them.
   */
  technologistNotes?: string[] | null;
  /**
   * How the exam was made, from the technologist; a new report begins with it as its technique. Null: none.
   */
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
  /**
   * Where to send the browser. It opens once, within ten minutes, without a password.
   */
  url: string;
}
export interface User {
  /**
   * The id of the user.
   */
  userId: string;
  /**
   * The email with which the user signs in. It never changes.
   */
  email: string;
  /**
   * First name.
   */
  firstName: string;
  /**
   * Last name.
   */
  lastName: string;
  /**
   * owner and admin: administer the clinic and see every study; member: does what the permissions say.
   */
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  invitedSource: InvitedSource;
  /**
   * When the user was first invited.
   */
  createdAt: string;
  /**
   * When the user last signed in. Null: never yet.
   */
  lastLoginAt: string | null;
  /**
   * Middle name. Absent where there is none.
   */
  middleName?: string;
  /**
   * Telephone number, digits only. Absent where there is none.
   */
  phoneNumber?: string;
  /**
   * What stands behind the name, such as MD. Absent where there is none.
   */
  suffix1?: string;
  /**
   * What stands behind the first suffix. Absent where there is none.
   */
  suffix2?: string;
  /**
   * May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).
   */
  canCreateReports: boolean;
  /**
   * National Provider Identifier, 10 digits. Absent where there is none.
   */
  npiNumber?: string;
}
export interface UserInvite {
  email: string;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName: string;
  level: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
  /**
   * May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).
   */
  canCreateReports: boolean;
  /**
   * National Provider Identifier: 10 digits, the last a check digit. Null: none. Required by canCreateReports (422).
   */
  npiNumber?: string | null;
}
export interface UserList {
  /**
   * One page of users, newest first; those whose access is revoked and those who have not joined yet too.
   */
  users: User[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface UserPatch {
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies?: boolean;
  clinicRole?: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName?: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess?: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName?: string;
  level?: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
  /**
   * May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).
   */
  canCreateReports?: boolean;
  /**
   * National Provider Identifier: 10 digits, the last a check digit. Null: none. Required by canCreateReports (422).
   */
  npiNumber?: string | null;
}
export interface UserSelector {
  /**
   * Whose access it is.
   */
  userId: string;
}
export interface ViewerInvitation {
  /**
   * The id of the invitation.
   */
  invitationId: string;
  /**
   * Who is invited: the id that the user has from the invitation on.
   */
  userId: string;
  /**
   * The clinic, a plain UUID.
   */
  clinicId: string;
  /**
   * Where the invitation was sent, and with what the user will sign in.
   */
  email: string;
  /**
   * First name of the user.
   */
  firstName: string;
  /**
   * Last name of the user.
   */
  lastName: string;
  /**
   * owner and admin: administer the clinic and see every study; member: does what the permissions say.
   */
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  status: InvitationStatus;
  /**
   * Until when it can be accepted, 30 days after it was sent. Null: no end is known.
   */
  expiry: string | null;
  invitedSource: InvitedSource;
  /**
   * The user who invited in the dashboard. Null where a key or the operator did.
   */
  inviterId: string | null;
  /**
   * The key that invited, a plain UUID. Absent where no key did.
   */
  invitedByApiKeyId?: string;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When it was last changed, sent again or answered.
   */
  updatedAt: string;
  /**
   * Middle name of the user. Null: none.
   */
  middleName?: string | null;
  /**
   * Telephone number of the user, digits only. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null: none.
   */
  suffix2?: string | null;
}
export interface ViewerInvitationList {
  /**
   * One page of invitations, newest first.
   */
  invitations: ViewerInvitation[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ViewerStudy {
  /**
   * The id of the study.
   */
  studyId: string;
  /**
   * The DICOM StudyInstanceUID.
   */
  studyInstanceUid: string;
  /**
   * What the exam is.
   */
  studyDescription: string;
  severity: Severity;
  /**
   * Whether it is cancelled: it then takes no dictation, no assignment and no reroute.
   */
  isCancelled: boolean;
  /**
   * When it was cancelled. Null where it is not.
   */
  cancelledAt: string | null;
  /**
   * When it was created.
   */
  createdAt: string;
  /**
   * When something of it last changed.
   */
  updatedAt: string;
  /**
   * Whose study it is. Null: nobody’s.
   */
  assignedTo?: UserReference | null;
  /**
   * The key that created it. Null where a user did, in the dashboard.
   */
  createdByApiKey?: ApiKeyReference | null;
  /**
   * The user who created it in the dashboard. Null where a key did.
   */
  createdByUser?: UserReference | null;
  /**
   * The Express customer that it belongs to. Null: none.
   */
  expressCustomer?: CustomerReference | null;
  /**
   * Your own pairs, as sent. Absent where there are none.
   */
  metadata?: {
    [k: string]: string;
  };
  studyViewerStatus: StudyViewerStatus;
  /**
   * @deprecated
   * The first revision's name of `expressCustomer`.
   */
  org: OrgReference | null;
}
export interface ViewerStudyCreate {
  severity: Severity;
  /**
   * What the exam is, such as CT CHEST W CONTRAST. At least one character.
   */
  studyDescription: string;
  /**
   * The DICOM StudyInstanceUID (0020,000D), by which images find the study. Unique in the clinic and product: 409 otherwise. It never changes.
   */
  studyInstanceUid: string;
  /**
   * Who is to look at it: an active user (422 otherwise). Absent: nobody yet.
   */
  assignedTo?: string;
  /**
   * The Express customer that it belongs to, an active one (422 otherwise). Absent: none.
   */
  expressCustomerId?: string;
  /**
   * Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.
   */
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
  /**
   * One page of studies, newest first.
   */
  studies: ViewerStudy[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ViewerStudyPatch {
  /**
   * Who is to look at it: an active user. Null takes it back. Of a cancelled study: 422.
   */
  assignedTo?: string | null;
  /**
   * Replaces all pairs. Null clears them.
   */
  metadata?: {
    [k: string]: string;
  } | null;
  severity?: Severity;
  /**
   * What the exam is, such as CT CHEST W CONTRAST. At least one character.
   */
  studyDescription?: string;
  studyViewerStatus?: StudyViewerStatus;
}
export interface ViewerUser {
  /**
   * The id of the user.
   */
  userId: string;
  /**
   * The email with which the user signs in. It never changes.
   */
  email: string;
  /**
   * First name.
   */
  firstName: string;
  /**
   * Last name.
   */
  lastName: string;
  /**
   * owner and admin: administer the clinic and see every study; member: does what the permissions say.
   */
  level: 'owner' | 'admin' | 'member';
  clinicRole: ClinicRole;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  invitedSource: InvitedSource;
  /**
   * When the user was first invited.
   */
  createdAt: string;
  /**
   * When the user last signed in. Null: never yet.
   */
  lastLoginAt: string | null;
  /**
   * Middle name. Absent where there is none.
   */
  middleName?: string;
  /**
   * Telephone number, digits only. Absent where there is none.
   */
  phoneNumber?: string;
  /**
   * What stands behind the name, such as MD. Absent where there is none.
   */
  suffix1?: string;
  /**
   * What stands behind the first suffix. Absent where there is none.
   */
  suffix2?: string;
}
export interface ViewerUserInvite {
  email: string;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName: string;
  level: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
}
export interface ViewerUserList {
  /**
   * One page of users, newest first; those whose access is revoked and those who have not joined yet too.
   */
  users: ViewerUser[];
  /**
   * True where another page follows.
   */
  hasMore: boolean;
  /**
   * Send it as `cursor` for the next page. Only where hasMore is true.
   */
  cursor?: string;
}
export interface ViewerUserPatch {
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies?: boolean;
  clinicRole?: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName?: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess?: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName?: string;
  level?: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
}
/**
 * Any subset of the fields; null counts as not given.
 */
export interface ClinicalContextAnswerInput {
  /**
   * Why the exam was ordered. Used where the study has none.
   */
  clinicalIndication?: string | null;
  /**
   * How the exam was made. Used where the study has none.
   */
  technologistTechnique?: string | null;
  /**
   * Notes of the technologist, at most 50 of 1000 characters each. Used where the study has none.
   */
  technologistNotes?: string[] | null;
  /**
   * Earlier reports of the patient, at most 50. Used where the study has none.
   */
  priorReports?:
    | {
        /**
         * The words of the report, 1 to 50,000 characters.
         */
        reportText: string;
        /**
         * Your id of that study; kept and given back.
         */
        externalStudyId?: string;
        /**
         * Modality of that study, such as CT.
         */
        modality?: string;
        /**
         * Day of that exam, YYYY-MM-DD.
         */
        studyDate?: string;
        /**
         * What that exam was.
         */
        studyDescription?: string;
      }[]
    | null;
  /**
   * Documents as text, at most 50. What they say is quoted in the clinical history, where the study has none.
   */
  documents?:
    | {
        /**
         * What the document is called, 1 to 255 characters.
         */
        fileName: string;
        /**
         * Its text, in parts such as pages.
         */
        content: string[];
      }[]
    | null;
  /**
   * The same to be fetched, at most 20.
   */
  documentUrls?:
    | {
        /**
         * https. Fetched at once, within the time of the question: text/plain of at most 256 KB.
         */
        url: string;
        /**
         * What the document is called. Absent or null: the last part of the URL.
         */
        fileName?: string | null;
      }[]
    | null;
}
/**
 * Where the images are. A part that is not good is left out alone.
 */
export interface EphemeralAccessAnswerInput {
  /**
   * Whether the images may be shown. False: nothing else of the answer is used but error.
   */
  authorized: boolean;
  /**
   * One DICOM file each, fetched by the server over https; at most 20,000.
   */
  urls: string[];
  /**
   * Shown to whoever looks where authorized is false, up to 500 characters.
   */
  error?: string;
  /**
   * Documents, pictures and films beside the images, at most 200.
   */
  mediaUrls?: {
    /**
     * Where the document or picture is fetched, over https.
     */
    url: string;
    /**
     * What its content is; content of another type is not shown.
     */
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    /**
     * What it is called, 1 to 255 characters. Absent or null: it has no name.
     */
    fileName?: string | null;
  }[];
  /**
   * One for each study: the objects behind the URLs, in their order, so that the viewer knows them before they are loaded.
   */
  manifests?: {
    /**
     * The StudyInstanceUID of the images. Of a study of the clinic, its own.
     */
    studyInstanceUID: string;
    /**
     * The series of the study.
     */
    series: {
      /**
       * Series Instance UID (0020,000E).
       */
      seriesInstanceUID: string;
      /**
       * Series Number (0020,0011). Null: none.
       */
      seriesNumber: number | null;
      /**
       * Series Description (0008,103E), by which a hanging protocol names the series. Null: none.
       */
      seriesDescription: string | null;
      /**
       * Modality (0008,0060), such as CT. Null: not known.
       */
      modality: string | null;
      /**
       * The objects of the series. A bad one is left out alone; a series without a good one is left out.
       */
      sops: {
        /**
         * SOP Instance UID (0008,0018). An object that is listed twice counts once.
         */
        sopInstanceUID: string;
        /**
         * SOP Class UID (0008,0016).
         */
        sopClassUID: string;
        /**
         * Rows (0028,0010), in pixels.
         */
        rows: number;
        /**
         * Columns (0028,0011), in pixels.
         */
        columns: number;
        /**
         * Bits Allocated (0028,0100).
         */
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        /**
         * Photometric Interpretation (0028,0004), such as MONOCHROME2.
         */
        photometricInterpretation: string;
        /**
         * Samples per Pixel (0028,0002).
         */
        samplesPerPixel: 1 | 3 | 4;
        /**
         * Bits Stored (0028,0101).
         */
        bitsStored?: number;
        /**
         * High Bit (0028,0102).
         */
        highBit?: number;
        /**
         * Pixel Representation (0028,0103): 0 unsigned, 1 signed.
         */
        pixelRepresentation?: 0 | 1;
        /**
         * Instance Number (0020,0013).
         */
        instanceNumber?: number;
        /**
         * Number of Frames (0028,0008).
         */
        numberOfFrames?: number;
        /**
         * Rescale Slope (0028,1053).
         */
        rescaleSlope?: number;
        /**
         * Rescale Intercept (0028,1052).
         */
        rescaleIntercept?: number;
        /**
         * Whether the pixels are Float Pixel Data (7FE0,0008).
         */
        isFloatPixelData?: boolean;
        /**
         * Whether the pixels are Double Float Pixel Data (7FE0,0009).
         */
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  }[];
}
/**
 * The worklist of the scanner.
 */
export interface ModalityWorklistAnswerInput {
  /**
   * Whether this scanner may have the worklist. False: nothing is taken of the answer but error.
   */
  authorized: boolean;
  /**
   * What the scanner is to do. Send it whenever authorized is true, empty where there is nothing; absent or null counts as empty.
   */
  items?: WorklistItem[] | null;
  /**
   * Why not, where authorized is false; kept as a warning on the event.
   */
  error?: string | null;
}
/**
 * Any subset of the fields; null and empty text count as not given.
 */
export interface PatientStudyAnswerInput {
  /**
   * Date of birth of the patient, YYYY-MM-DD.
   */
  dateOfBirth?: string | null;
  /**
   * The Express customer that it belongs to. One that is unknown or deactivated is ignored with a warning on the event.
   */
  expressCustomerId?: string | null;
  /**
   * Your id of the patient.
   */
  externalPatientId?: string | null;
  /**
   * Where the exam was made.
   */
  facilityName?: string | null;
  /**
   * Height of the patient. One field: a PATCH replaces unit and value together.
   */
  height?: {
    /**
     * Inches or centimetres.
     */
    unit: 'in' | 'cm';
    /**
     * The height in that unit, zero or more.
     */
    value: number;
  } | null;
  /**
   * Medical record number: what the facility calls the patient. External studies with the same one are priors, unless the dates of birth differ.
   */
  mrn?: string | null;
  /**
   * Name of the patient, as it is to be printed.
   */
  patientName?: string | null;
  /**
   * The procedure that was ordered, such as CT chest with contrast.
   */
  procedure?: string | null;
  /**
   * Who ordered the exam.
   */
  referringPhysicianName?: string | null;
  /**
   * How urgent the study is. Otherwise normal.
   */
  severity?: Severity | null;
  /**
   * Sex of the patient.
   */
  sex?: ('male' | 'female' | 'other') | null;
  /**
   * Day of the exam, YYYY-MM-DD.
   */
  studyDate?: string | null;
  /**
   * What the exam is. Otherwise what the images say, or their modality.
   */
  studyDescription?: string | null;
  /**
   * Time of the exam: HH:MM, HH:MM:SS or HH:MM:SS.fff, kept to the minute.
   */
  studyTime?: string | null;
  /**
   * Weight of the patient. One field: a PATCH replaces unit and value together.
   */
  weight?: {
    /**
     * Pounds or kilograms.
     */
    unit: 'lbs' | 'kg';
    /**
     * The weight in that unit, zero or more.
     */
    value: number;
  } | null;
}
/**
 * Whether it was taken.
 */
export interface ReportDeliveredAnswerInput {
  /**
   * False: not taken, and sent again later. Any 2xx without this false takes it.
   */
  success: boolean;
}
/**
 * One step of an exam. What may be empty may be absent or null too. A bad step is left out alone.
 */
export interface ScheduledProcedureStepInput {
  /**
   * CS: the modality that is to make it, such as CT.
   */
  Modality: string;
  /**
   * SH: your id of the step, 1 to 16 characters.
   */
  ScheduledProcedureStepID: string;
  /**
   * LO: what is to be done, at most 64 characters.
   */
  ScheduledProcedureStepDescription?: string | null;
  /**
   * DA: the day, YYYYMMDD; one that was asked for.
   */
  ScheduledProcedureStepStartDate: string;
  /**
   * TM: the time, HH[MM[SS[.F]]].
   */
  ScheduledProcedureStepStartTime?: string | null;
}
/**
 * Where to upload the capture.
 */
export interface SecondaryCaptureAnswerInput {
  /**
   * Whether the capture may be uploaded. False: nothing is, and the capture stays with its study here.
   */
  authorized: boolean;
  /**
   * Where the object is PUT as application/dicom: the same to each, at most 20. Send it whenever authorized is true; absent, null or empty, nothing is uploaded, with a warning on the event.
   */
  uploadUrls?: string[] | null;
  /**
   * Why not, where authorized is false; kept as a warning on the event.
   */
  error?: string | null;
}
/**
 * Where the images are. A part that is not good is left out alone.
 */
export interface StudyAccessAnswerInput {
  /**
   * Whether the images may be shown. False: nothing else of the answer is used but error.
   */
  authorized: boolean;
  /**
   * One DICOM file each, fetched by the server over https; at most 20,000.
   */
  urls: string[];
  /**
   * Shown to whoever looks where authorized is false, up to 500 characters.
   */
  error?: string;
  /**
   * Documents, pictures and films beside the images, at most 200.
   */
  mediaUrls?: {
    /**
     * Where the document or picture is fetched, over https.
     */
    url: string;
    /**
     * What its content is; content of another type is not shown.
     */
    mimeType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'video/mp4';
    /**
     * What it is called, 1 to 255 characters. Absent or null: it has no name.
     */
    fileName?: string | null;
  }[];
  /**
   * The objects behind the URLs, in their order, so that the viewer knows them before they are loaded.
   */
  manifest?: {
    /**
     * The StudyInstanceUID of the images. Of a study of the clinic, its own.
     */
    studyInstanceUID: string;
    /**
     * The series of the study.
     */
    series: {
      /**
       * Series Instance UID (0020,000E).
       */
      seriesInstanceUID: string;
      /**
       * Series Number (0020,0011). Null: none.
       */
      seriesNumber: number | null;
      /**
       * Series Description (0008,103E), by which a hanging protocol names the series. Null: none.
       */
      seriesDescription: string | null;
      /**
       * Modality (0008,0060), such as CT. Null: not known.
       */
      modality: string | null;
      /**
       * The objects of the series. A bad one is left out alone; a series without a good one is left out.
       */
      sops: {
        /**
         * SOP Instance UID (0008,0018). An object that is listed twice counts once.
         */
        sopInstanceUID: string;
        /**
         * SOP Class UID (0008,0016).
         */
        sopClassUID: string;
        /**
         * Rows (0028,0010), in pixels.
         */
        rows: number;
        /**
         * Columns (0028,0011), in pixels.
         */
        columns: number;
        /**
         * Bits Allocated (0028,0100).
         */
        bitsAllocated: 1 | 8 | 16 | 32 | 64;
        /**
         * Photometric Interpretation (0028,0004), such as MONOCHROME2.
         */
        photometricInterpretation: string;
        /**
         * Samples per Pixel (0028,0002).
         */
        samplesPerPixel: 1 | 3 | 4;
        /**
         * Bits Stored (0028,0101).
         */
        bitsStored?: number;
        /**
         * High Bit (0028,0102).
         */
        highBit?: number;
        /**
         * Pixel Representation (0028,0103): 0 unsigned, 1 signed.
         */
        pixelRepresentation?: 0 | 1;
        /**
         * Instance Number (0020,0013).
         */
        instanceNumber?: number;
        /**
         * Number of Frames (0028,0008).
         */
        numberOfFrames?: number;
        /**
         * Rescale Slope (0028,1053).
         */
        rescaleSlope?: number;
        /**
         * Rescale Intercept (0028,1052).
         */
        rescaleIntercept?: number;
        /**
         * Whether the pixels are Float Pixel Data (7FE0,0008).
         */
        isFloatPixelData?: boolean;
        /**
         * Whether the pixels are Double Float Pixel Data (7FE0,0009).
         */
        isDoubleFloatPixelData?: boolean;
      }[];
    }[];
  };
}
export interface UserInviteInput {
  email: string;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName: string;
  level: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
  /**
   * May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).
   */
  canCreateReports: boolean;
  /**
   * National Provider Identifier: 10 digits, the last a check digit. Null: none. Required by canCreateReports (422).
   */
  npiNumber?: string | null;
}
export interface ViewerUserInviteInput {
  email: string;
  /**
   * May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.
   */
  canManageStudies: boolean;
  clinicRole: ClinicRole;
  /**
   * First name, at most 500 characters.
   */
  firstName: string;
  /**
   * May use the dashboard. Required by the level admin (422).
   */
  hasDashboardAccess: boolean;
  /**
   * Last name, at most 500 characters.
   */
  lastName: string;
  level: AssignableUserLevel;
  /**
   * Middle name. Null or empty: none.
   */
  middleName?: string | null;
  /**
   * Telephone number, 10 to 15 digits without anything else. Null: none.
   */
  phoneNumber?: string | null;
  /**
   * What stands behind the name, such as MD. Null or empty: none.
   */
  suffix1?: string | null;
  /**
   * What stands behind the first suffix. Null or empty: none.
   */
  suffix2?: string | null;
}
/**
 * Attributes of DICOM by their keywords, in their value representations (PS3.5 6.2). What may be empty may be absent or null too. A bad item is left out alone.
 */
export interface WorklistItemInput {
  /**
   * SH: the number of the exam, at most 16 characters.
   */
  AccessionNumber?: string | null;
  /**
   * PN: LAST^FIRST[^MIDDLE^PREFIX^SUFFIX], at most 64 characters.
   */
  PatientName: string;
  /**
   * LO: the medical record number, 1 to 64 characters.
   */
  PatientID: string;
  /**
   * DA: the date of birth, YYYYMMDD.
   */
  PatientBirthDate?: string | null;
  /**
   * CS: M, F or O.
   */
  PatientSex?: ('M' | 'F' | 'O' | '') | null;
  /**
   * DS: the height in metres, below 3, as text or as a number.
   */
  PatientSize?: (string | number) | null;
  /**
   * DS: the weight in kilograms, below 1000, as text or as a number.
   */
  PatientWeight?: (string | number) | null;
  /**
   * CS: the modality of the exam, such as CT.
   */
  Modality: string;
  /**
   * LO: the protocol, at most 64 characters.
   */
  ProtocolName?: string | null;
  /**
   * LO: what was ordered, at most 64 characters.
   */
  RequestedProcedureDescription?: string | null;
  /**
   * LO: what the study is called, at most 64 characters.
   */
  StudyDescription?: string | null;
  /**
   * UI: the StudyInstanceUID that the images are to have.
   */
  StudyInstanceUID: string;
  /**
   * SQ: the steps of the exam, at least one. An item without a good step is left out.
   *
   * @minItems 1
   */
  ScheduledProcedureStepSequence: ScheduledProcedureStep[];
}
