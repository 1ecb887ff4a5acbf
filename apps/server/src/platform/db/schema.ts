import type { PriorReport, ReportDocument, ReportMetadata } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * Every table. Each row of a clinic carries `clinic_id`; row-level security (migration 0001) lets the role `readroom_app` see only the clinic named by the
 * setting `readroom.clinic_id`. `seq` columns give lists their keyset order (newest first), which no clock can disturb.
 */

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const created = () => moment('created_at').notNull().defaultNow();
const updated = () => moment('updated_at').notNull().defaultNow();
const clinic = () =>
  uuid('clinic_id')
    .notNull()
    .references(() => clinics.id);

/** What this installation has done once: the demo load, the bootstrap. Not of a clinic. */
export const installation = pgTable('installation', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  createdAt: created(),
});

export const clinics = pgTable('clinics', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  isDemo: boolean('is_demo').notNull().default(false),
  /** Single sign-on of this clinic; null where there is none. */
  oidc: jsonb('oidc').$type<OidcSettings>(),
  /** Address and telephone, printed under the clinic's name on a report; one line. */
  letterhead: text('letterhead'),
  /** IANA name; the times printed on a report are of this zone. */
  timeZone: text('time_zone').notNull().default('UTC'),
  paperSize: text('paper_size', { enum: ['letter', 'a4'] })
    .notNull()
    .default('letter'),
  /** Whoever signs in with a password must have a second factor. */
  requiresSecondFactor: boolean('requires_second_factor').notNull().default(false),
  idleSignOutMinutes: integer('idle_sign_out_minutes').notNull().default(720),
  createdAt: created(),
});

/** An OpenID Connect provider. The client secret is sealed (platform/signing), base64. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecretSealed: string;
  emailDomains: string[];
}

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    email: text('email').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    middleName: text('middle_name'),
    suffix1: text('suffix1'),
    suffix2: text('suffix2'),
    level: text('level', { enum: ['owner', 'admin', 'member'] }).notNull(),
    clinicRole: text('clinic_role').notNull(),
    canManageStudies: boolean('can_manage_studies').notNull(),
    canCreateReports: boolean('can_create_reports').notNull(),
    hasDashboardAccess: boolean('has_dashboard_access').notNull(),
    npiNumber: text('npi_number'),
    phoneNumber: text('phone_number'),
    invitedSource: text('invited_source', { enum: ['dashboard', 'api'] })
      .notNull()
      .default('dashboard'),
    passwordHash: text('password_hash'),
    /** Second factor (RFC 6238), sealed; in force once `totpConfirmedAt` is set. */
    totpSecretSealed: bytea('totp_secret_sealed'),
    totpConfirmedAt: moment('totp_confirmed_at'),
    /** The time step of the last accepted code: none works twice. */
    totpLastStep: bigint('totp_last_step', { mode: 'number' }),
    invitedByApiKeyId: uuid('invited_by_api_key_id'),
    revokedAt: moment('revoked_at'),
    lastLoginAt: moment('last_login_at'),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [
    uniqueIndex('users_email').on(t.clinicId, sql`lower(${t.email})`),
    index('users_by_email').on(sql`lower(${t.email})`),
    index('users_newest').on(t.clinicId, t.seq),
    index('users_key').on(t.invitedByApiKeyId, t.seq),
  ],
);

export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    description: text('description').notNull(),
    /** SHA-256 of the whole key: it has 128 random bits, so a slow hash would add nothing. */
    keyHash: bytea('key_hash').notNull(),
    keyHint: text('key_hint').notNull(),
    scope: text('scope', { enum: ['self', 'all'] }).notNull(),
    isViewerEnabled: boolean('is_viewer_enabled').notNull().default(false),
    isClinicalContextEnrichmentEnabled: boolean('is_clinical_context_enrichment_enabled').notNull().default(false),
    createdByUserId: uuid('created_by_user_id'),
    studyWebhookUrl: text('study_webhook_url'),
    reportWebhookUrl: text('report_webhook_url'),
    /** Asked about images of a study that the clinic does not know. */
    patientStudyWebhookUrl: text('patient_study_webhook_url'),
    /** Asked where a capture is to be uploaded. */
    secondaryCaptureWebhookUrl: text('secondary_capture_webhook_url'),
    /** Asked what a scanner is to do. */
    modalityWorklistWebhookUrl: text('modality_worklist_webhook_url'),
    /** The webhook signing secret, sealed with the installation's key (platform/signing). */
    webhookSecretSealed: bytea('webhook_secret_sealed').notNull(),
    /** The secret before the rotation: signs beside the new one until it expires. */
    previousWebhookSecretSealed: bytea('previous_webhook_secret_sealed'),
    previousWebhookSecretExpiresAt: moment('previous_webhook_secret_expires_at'),
    revokedAt: moment('revoked_at'),
    lastUsedAt: moment('last_used_at'),
    createdAt: created(),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.keyHash), index('api_keys_clinic').on(t.clinicId)],
);

export const expressCustomers = pgTable(
  'express_customers',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    name: text('name').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    metadata: jsonb('metadata').$type<Record<string, string>>(),
    createdByApiKeyId: uuid('created_by_api_key_id').references(() => apiKeys.id),
    createdByUserId: uuid('created_by_user_id').references(() => users.id),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [index('express_customers_clinic').on(t.clinicId, t.seq)],
);

/** Who belongs to which customer: a member of some sees only their studies. */
export const expressCustomerUsers = pgTable(
  'express_customer_users',
  {
    clinicId: clinic(),
    expressCustomerId: uuid('express_customer_id')
      .notNull()
      .references(() => expressCustomers.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.expressCustomerId, t.userId] }), index('express_customer_users_user').on(t.userId)],
);

export const clinicalReferences = pgTable(
  'clinical_references',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    expressCustomerId: uuid('express_customer_id').references(() => expressCustomers.id),
    name: text('name').notNull(),
    type: text('type', { enum: ['facility', 'referring_provider', 'study_description', 'procedure'] }).notNull(),
    externalReferenceId: text('external_reference_id'),
    metadata: jsonb('metadata').$type<Record<string, string>>(),
    isActive: boolean('is_active').notNull().default(true),
    createdByApiKeyId: uuid('created_by_api_key_id').references(() => apiKeys.id),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [
    uniqueIndex('clinical_references_name').on(
      t.clinicId,
      t.type,
      sql`coalesce(express_customer_id, '00000000-0000-0000-0000-000000000000'::uuid)`,
      // A name is longer than a row of an index may be (2704 bytes), so its digest stands for it.
      sql`sha256(replace(name, '\\', '\\\\')::bytea)`,
    ),
    index('clinical_references_newest').on(t.clinicId, t.type, t.seq),
    index('clinical_references_external').on(t.clinicId, t.externalReferenceId),
  ],
);

/** An invitation is to a user who exists already, without a password: the id is permanent from the first moment. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    status: text('status', { enum: ['sent', 'accepted', 'rejected', 'revoked'] })
      .notNull()
      .default('sent'),
    tokenHash: bytea('token_hash').notNull(),
    expiresAt: moment('expires_at'),
    invitedSource: text('invited_source', { enum: ['dashboard', 'api'] }).notNull(),
    inviterId: uuid('inviter_id').references(() => users.id),
    invitedByApiKeyId: uuid('invited_by_api_key_id').references(() => apiKeys.id),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [
    index('invitations_newest').on(t.clinicId, t.seq),
    index('invitations_user').on(t.userId),
    uniqueIndex('invitations_token').on(t.tokenHash),
    uniqueIndex('invitations_one_open').on(t.userId).where(sql`status = 'sent'`),
  ],
);

export const studies = pgTable(
  'studies',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    product: text('product', { enum: ['autoscribe', 'viewer'] })
      .notNull()
      .default('autoscribe'),
    studyType: text('study_type', { enum: ['standard', 'external'] })
      .notNull()
      .default('standard'),
    studyInstanceUid: text('study_instance_uid').notNull(),
    studyDescription: text('study_description').notNull(),
    severity: text('severity', { enum: ['normal', 'high', 'stat'] }).notNull(),
    status: text('status', { enum: ['unassigned', 'assigned', 'in_progress', 'completed', 'addendum_active'] })
      .notNull()
      .default('unassigned'),
    assignedToUserId: uuid('assigned_to_user_id').references(() => users.id),
    createdByApiKeyId: uuid('created_by_api_key_id').references(() => apiKeys.id),
    createdByUserId: uuid('created_by_user_id').references(() => users.id),
    expressCustomerId: uuid('express_customer_id').references(() => expressCustomers.id),
    externalPatientId: text('external_patient_id'),
    modality: text('modality'),
    clinicalHistory: text('clinical_history'),
    clinicalIndication: text('clinical_indication'),
    technologistTechnique: text('technologist_technique'),
    technologistNotes: jsonb('technologist_notes').$type<string[]>(),
    priorReports: jsonb('prior_reports').$type<PriorReport[]>(),
    metadata: jsonb('metadata').$type<Record<string, string>>(),
    reportMetadata: jsonb('report_metadata').$type<ReportMetadata>().notNull(),
    isCritical: boolean('is_critical'),
    /** Of the product Viewer only. */
    viewerStatus: text('viewer_status', { enum: ['incomplete', 'complete'] })
      .notNull()
      .default('incomplete'),
    /** First-revision priors, as they were sent. */
    priorReportTexts: jsonb('prior_report_texts').$type<string[]>(),
    priorStudyIds: jsonb('prior_study_ids').$type<string[]>(),
    /** When the context was asked for by webhook: once, at the first opening. */
    contextEnrichedAt: moment('context_enriched_at'),
    /** 0 STAT, 1 high, 2 normal: the worklist's first sort key, kept by the database. */
    severityRank: integer('severity_rank').generatedAlwaysAs(sql`CASE severity WHEN 'stat' THEN 0 WHEN 'high' THEN 1 ELSE 2 END`),
    /** The patient's number, kept by the database: a column, because row-level security lets no index on an expression of JSON be used. */
    mrn: text('mrn').generatedAlwaysAs(sql`report_metadata->>'mrn'`),
    /** Lower-case words that searches look in, kept by the database. Whoever looks for words of a description alone finds its studies by this too. */
    searchText: text('search_text').generatedAlwaysAs(
      sql`lower(study_description || ' ' || coalesce(modality, '') || ' ' || coalesce(report_metadata->>'patientName', '') || ' ' || coalesce(report_metadata->>'mrn', '') || ' ' || coalesce(report_metadata->>'procedure', ''))`,
    ),
    cancelledAt: moment('cancelled_at'),
    deletedAt: moment('deleted_at'),
    completedAt: moment('completed_at'),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [
    uniqueIndex('studies_uid').on(t.clinicId, t.product, t.studyInstanceUid),
    index('studies_newest').on(t.clinicId, t.product, t.seq),
    index('studies_worklist')
      .on(t.clinicId, t.status, t.severityRank, t.seq)
      .where(sql`product = 'autoscribe' AND study_type = 'standard' AND cancelled_at IS NULL AND deleted_at IS NULL`),
    index('studies_modality').on(t.clinicId, t.modality, t.status, t.severityRank, t.seq),
    index('studies_assigned').on(t.clinicId, t.product, t.assignedToUserId, t.seq),
    index('studies_status').on(t.clinicId, t.product, t.status, t.seq),
    index('studies_key').on(t.createdByApiKeyId, t.seq),
    index('studies_severity').on(t.clinicId, t.product, t.severity, t.seq),
    index('studies_customer').on(t.clinicId, t.product, t.expressCustomerId, t.seq),
    index('studies_cancelled').on(t.clinicId, t.product, t.seq).where(sql`cancelled_at IS NOT NULL`),
    index('studies_archive').on(t.clinicId, t.mrn, t.seq).where(sql`study_type = 'external'`),
    index('studies_external').on(t.clinicId, t.seq).where(sql`study_type = 'external'`),
    index('studies_words').using('gin', sql`search_text gin_trgm_ops`),
    index('studies_viewer_status').on(t.clinicId, t.viewerStatus, t.seq).where(sql`product = 'viewer'`),
  ],
);

/** The report of an archive study. Text and file are written once. */
export const externalReports = pgTable(
  'external_reports',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    studyId: uuid('study_id')
      .notNull()
      .references(() => studies.id),
    readerName: text('reader_name'),
    /** Free text, as the sender has it. */
    signedAt: text('signed_at'),
    reportText: text('report_text'),
    fileKey: text('file_key'),
    fileName: text('file_name'),
    fileType: text('file_type'),
    fileSha256: text('file_sha256'),
    snapshotMetadata: jsonb('snapshot_metadata').$type<ReportMetadata>(),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [uniqueIndex('external_reports_study').on(t.studyId), index('external_reports_newest').on(t.clinicId, t.seq)],
);

export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    studyId: uuid('study_id')
      .notNull()
      .references(() => studies.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    /** `cancelled`: an addendum that was given up. Nothing shows it any more, but its words stay in report_draft_versions. */
    status: text('status', { enum: ['in_progress', 'completed', 'cancelled'] }).notNull(),
    isAddendum: boolean('is_addendum').notNull().default(false),
    parentReportId: uuid('parent_report_id'),
    isCritical: boolean('is_critical'),
    /** The words as signed. Null until then: while in progress they are in report_drafts. */
    document: jsonb('document').$type<ReportDocument>(),
    plainText: text('plain_text'),
    snapshotMetadata: jsonb('snapshot_metadata').$type<ReportMetadata>(),
    /** Everything else that the PDF prints: signer, study, clinic, as they were at sign-off. */
    snapshot: jsonb('snapshot').$type<SignedSnapshot>(),
    dismissals: jsonb('dismissals').$type<{ id: string; checkId: string; message: string; reason: string }[]>(),
    signedAt: moment('signed_at'),
    /** SHA-256 (hex) of the canonical JSON of document, header, signer and time. */
    contentHash: text('content_hash'),
    pdfKey: text('pdf_key'),
    pdfSha256: text('pdf_sha256'),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [
    index('reports_study').on(t.studyId, t.seq),
    index('reports_clinic').on(t.clinicId, t.seq),
    uniqueIndex('reports_one_open').on(t.studyId).where(sql`status = 'in_progress'`),
    uniqueIndex('reports_one_original').on(t.studyId).where(sql`NOT is_addendum`),
  ],
);

/** Printed with a signed report; frozen in the signing transaction. */
export interface SignedSnapshot {
  clinicName: string;
  /** These three are not in what was signed before they could be set. */
  letterhead?: string;
  timeZone?: string;
  paperSize?: 'letter' | 'a4';
  studyDescription: string;
  studyInstanceUid: string;
  signer: {
    userId: string;
    firstName: string;
    lastName: string;
    middleName?: string;
    suffix1?: string;
    suffix2?: string;
    npiNumber?: string;
  };
  parentSignedAt?: string;
}

export const reportDrafts = pgTable('report_drafts', {
  reportId: uuid('report_id')
    .primaryKey()
    .references(() => reports.id),
  clinicId: clinic(),
  /** Grows by one with every save; a save names the revision it began from. */
  revision: integer('revision').notNull(),
  document: jsonb('document').$type<ReportDocument>().notNull(),
  dictation: text('dictation').notNull().default(''),
  updatedAt: updated(),
});

/** Draft states that a save put aside on purpose (a conflict settled as "keep mine"), so that no dictated word is ever lost. */
export const reportDraftVersions = pgTable(
  'report_draft_versions',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    revision: integer('revision').notNull(),
    document: jsonb('document').$type<ReportDocument>().notNull(),
    dictation: text('dictation').notNull(),
    createdAt: created(),
  },
  (t) => [index('report_draft_versions_report').on(t.reportId, t.revision)],
);

/** What was dictated, word for word, each time it was put into the report. */
export const dictations = pgTable(
  'dictations',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    spoken: text('spoken').notNull(),
    createdAt: created(),
  },
  (t) => [index('dictations_report').on(t.reportId, t.seq)],
);

export interface StudyAttributes {
  patientName?: string;
  patientId?: string;
  patientBirthDate?: string;
  patientSex?: string;
  studyDate?: string;
  studyTime?: string;
  studyDescription?: string;
  accessionNumber?: string;
  referringPhysicianName?: string;
}

/** Images belong to a StudyInstanceUID of a clinic, whether or not a study with it exists yet. */
export const dicomStudies = pgTable(
  'dicom_studies',
  {
    clinicId: clinic(),
    studyInstanceUid: text('study_instance_uid').notNull(),
    attributes: jsonb('attributes').$type<StudyAttributes>().notNull(),
    /** When a study was first to be made of these images, because nobody had ordered one: the sender is asked about it once. */
    arrivedUnorderedAt: moment('arrived_unordered_at'),
    createdAt: created(),
    updatedAt: updated(),
  },
  (t) => [primaryKey({ columns: [t.clinicId, t.studyInstanceUid] })],
);

export const dicomSeries = pgTable(
  'dicom_series',
  {
    clinicId: clinic(),
    studyInstanceUid: text('study_instance_uid').notNull(),
    seriesInstanceUid: text('series_instance_uid').notNull(),
    modality: text('modality'),
    seriesNumber: integer('series_number'),
    seriesDescription: text('series_description'),
    bodyPartExamined: text('body_part_examined'),
    laterality: text('laterality'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.clinicId, t.seriesInstanceUid] }), index('dicom_series_study').on(t.clinicId, t.studyInstanceUid)],
);

export const dicomInstances = pgTable(
  'dicom_instances',
  {
    clinicId: clinic(),
    studyInstanceUid: text('study_instance_uid').notNull(),
    seriesInstanceUid: text('series_instance_uid').notNull(),
    sopInstanceUid: text('sop_instance_uid').notNull(),
    sopClassUid: text('sop_class_uid').notNull(),
    transferSyntaxUid: text('transfer_syntax_uid').notNull(),
    instanceNumber: integer('instance_number'),
    numberOfFrames: integer('number_of_frames').notNull().default(1),
    rows: integer('rows'),
    columns: integer('columns'),
    /** DICOM JSON model (PS3.18 F.2) of the attributes, bulk data left out. */
    attributes: jsonb('attributes').$type<Record<string, unknown>>().notNull(),
    storageKey: text('storage_key').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    /** SHA-256 (hex) of the bytes exactly as they came. */
    sha256: text('sha256').notNull(),
    createdAt: created(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.sopInstanceUid] }),
    index('dicom_instances_study').on(t.clinicId, t.studyInstanceUid),
    index('dicom_instances_series').on(t.clinicId, t.seriesInstanceUid),
  ],
);

/** Browser sessions. `full` is a sign-in; `reroute` and `viewer` reach only the studies whose links were opened. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    tokenHash: bytea('token_hash').notNull(),
    kind: text('kind', { enum: ['full', 'reroute', 'viewer', 'ephemeral'] }).notNull(),
    userId: uuid('user_id').references(() => users.id),
    /** The study of the link that was opened last. */
    studyId: uuid('study_id').references(() => studies.id),
    /** The key of the link that started it. */
    createdByApiKeyId: uuid('created_by_api_key_id').references(() => apiKeys.id),
    userAgent: text('user_agent'),
    createdAt: created(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [uniqueIndex('sessions_token').on(t.tokenHash), index('sessions_user').on(t.userId)],
);

/** The studies whose links were opened in a session, how far each link goes, and by which key: what a key opened closes with it. */
export const openedStudies = pgTable(
  'opened_studies',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id),
    studyId: uuid('study_id')
      .notNull()
      .references(() => studies.id),
    /** Null where the link was no key's. */
    apiKeyId: uuid('api_key_id').references(() => apiKeys.id),
    reach: text('reach', { enum: ['report', 'images'] }).notNull(),
  },
  (t) => [unique('opened_studies_link').on(t.sessionId, t.studyId, t.apiKeyId).nullsNotDistinct()],
);

/** Links that work once: sign-in links, the first owner's link, reroute and viewer-only URLs. Only the hash of the token is kept. */
export const accessTokens = pgTable(
  'access_tokens',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    tokenHash: bytea('token_hash').notNull(),
    purpose: text('purpose', { enum: ['sign_in', 'first_owner', 'reroute', 'viewer', 'ephemeral'] }).notNull(),
    userId: uuid('user_id').references(() => users.id),
    studyId: uuid('study_id').references(() => studies.id),
    ephemeralSessionId: uuid('ephemeral_session_id').references((): AnyPgColumn => ephemeralSessions.id),
    createdByApiKeyId: uuid('created_by_api_key_id').references(() => apiKeys.id),
    createdAt: created(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [
    uniqueIndex('access_tokens_token').on(t.tokenHash),
    index('access_tokens_ephemeral').on(t.ephemeralSessionId).where(sql`ephemeral_session_id IS NOT NULL`),
  ],
);

/** Ways in without the second factor's device; each works once. Only hashes are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    codeHash: bytea('code_hash').notNull(),
    usedAt: moment('used_at'),
    createdAt: created(),
  },
  (t) => [uniqueIndex('recovery_codes_code').on(t.userId, t.codeHash)],
);

/**
 * Steps on the way into an account that are no session yet: the time between password and second factor, and the link of a forgotten password. Apart from
 * `access_tokens`, so that none of them ever opens as a link. Only the hash of the token is kept.
 */
export const accountTickets = pgTable(
  'account_tickets',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    purpose: text('purpose', { enum: ['second_factor', 'enrolment', 'password_reset'] }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    tokenHash: bytea('token_hash').notNull(),
    createdAt: created(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [uniqueIndex('account_tickets_token').on(t.tokenHash), index('account_tickets_user').on(t.userId, t.purpose, t.createdAt)],
);

/** The outbox of mails. A mail holds a link that signs somebody in: it is kept sealed, and only until it is sent. */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    kind: text('kind', { enum: ['invitation', 'password_reset', 'notice'] }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    messageSealed: bytea('message_sealed'),
    status: text('status', { enum: ['waiting', 'sent', 'refused'] })
      .notNull()
      .default('waiting'),
    createdAt: created(),
    sentAt: moment('sent_at'),
  },
  (t) => [index('mails_user').on(t.userId, t.createdAt)],
);

/** A single sign-on that is under way at the provider (code flow with PKCE, RFC 7636). */
export const oidcFlows = pgTable(
  'oidc_flows',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    stateHash: bytea('state_hash').notNull(),
    nonce: text('nonce').notNull(),
    verifierSealed: bytea('verifier_sealed').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: created(),
  },
  (t) => [uniqueIndex('oidc_flows_state').on(t.stateHash)],
);

/** A viewer without user and study: the images come from the key's study webhook. Its link is an access token. */
export const ephemeralSessions = pgTable(
  'ephemeral_sessions',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    apiKeyId: uuid('api_key_id')
      .notNull()
      .references(() => apiKeys.id),
    product: text('product', { enum: ['autoscribe', 'viewer'] }).notNull(),
    retrievalId: text('retrieval_id').notNull(),
    hangingProtocol: jsonb('hanging_protocol').$type<{ layout: string; viewportAssignments: (string | null)[] }>(),
    /** JSON as it was sent: what is parsed and written again may differ in its numbers and in the order of its keys. */
    optionsText: text('options_text'),
    /** The session of the browser that opened it. */
    sessionId: uuid('session_id').references(() => sessions.id),
    openedAt: moment('opened_at'),
    /** The end of the access, once opened. */
    expiresAt: moment('expires_at'),
    createdAt: created(),
  },
  (t) => [index('ephemeral_sessions_session').on(t.sessionId, t.openedAt), index('ephemeral_sessions_age').on(t.createdAt)],
);

/**
 * The browsers that somebody has signed in with: failed sign-ins from elsewhere do not hold them up (docs/decisions/0011). Only the hash of the browser's token is kept; the
 * token opens nothing.
 */
export const knownBrowsers = pgTable(
  'known_browsers',
  {
    /** Stays when the token changes, which it does with each sign-in: the failures of this browser are counted by it. */
    id: uuid('id').primaryKey(),
    tokenHash: bytea('token_hash').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    clinicId: clinic(),
    lastSignInAt: moment('last_sign_in_at').notNull(),
  },
  (t) => [uniqueIndex('known_browsers_token').on(t.tokenHash, t.userId), index('known_browsers_user').on(t.userId, t.lastSignInAt)],
);

/** Failed sign-ins, counted per account, per network and per browser. `subject` is a keyed hash: neither the email nor the IP address is kept. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    subject: text('subject').notNull(),
    createdAt: created(),
  },
  (t) => [index('sign_in_failures_subject').on(t.subject, t.createdAt)],
);

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** No foreign keys, as in the audit log: a row lives a day, and its clinic and key were read by the request that wrote it. */
    clinicId: uuid('clinic_id').notNull(),
    apiKeyId: uuid('api_key_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 (hex) of method, path and body. */
    requestHash: text('request_hash').notNull(),
    statusCode: integer('status_code'),
    /** Sealed. */
    answer: bytea('answer'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.apiKeyId, t.key] }), index('idempotency_keys_age').on(t.createdAt)],
);

/** The outbox: one row per webhook, written in the transaction that caused it. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clinicId: clinic(),
    apiKeyId: uuid('api_key_id')
      .notNull()
      .references(() => apiKeys.id),
    type: text('type').notNull(),
    studyId: uuid('study_id').references(() => studies.id),
    reportId: uuid('report_id').references(() => reports.id),
    status: text('status', { enum: ['pending', 'delivered', 'failed'] })
      .notNull()
      .default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** Why an answer was not used in full, for a person to read. */
    warnings: jsonb('warnings').$type<string[]>(),
    nextAttemptAt: moment('next_attempt_at'),
    deliveredAt: moment('delivered_at'),
    createdAt: created(),
  },
  (t) => [
    index('webhook_events_clinic').on(t.clinicId, t.seq),
    index('webhook_events_key').on(t.apiKeyId, t.seq),
    index('webhook_events_type').on(t.clinicId, t.type, t.seq),
    index('webhook_events_undelivered').on(t.clinicId, t.status, t.seq).where(sql`status <> 'delivered'`),
    index('webhook_events_due').on(t.nextAttemptAt).where(sql`status = 'pending'`),
  ],
);

export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    id: uuid('id').primaryKey(),
    clinicId: clinic(),
    eventId: uuid('event_id')
      .notNull()
      .references(() => webhookEvents.id),
    attempt: integer('attempt').notNull(),
    startedAt: moment('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    statusCode: integer('status_code'),
    error: text('error'),
    /** The first 2 KB of the answer. */
    response: text('response'),
  },
  (t) => [index('webhook_attempts_event').on(t.eventId, t.attempt)],
);

/** What a person, a key or the program did. Append-only by trigger. */
export const auditEvents = pgTable(
  'audit_events',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    id: uuid('id').notNull(),
    /** No foreign key: it would lock the one row of the clinic for every row of the log. Row-level security compares it. */
    clinicId: uuid('clinic_id').notNull(),
    at: moment('at').notNull(),
    actorKind: text('actor_kind', { enum: ['user', 'key', 'link', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    studyId: uuid('study_id'),
    requestId: text('request_id'),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [
    index('audit_events_newest').on(t.clinicId, t.at, t.seq),
    index('audit_events_actor').on(t.clinicId, t.actorId, t.at, t.seq),
    index('audit_events_action').on(t.clinicId, t.action, t.at, t.seq),
    index('audit_events_study').on(t.studyId, t.seq),
  ],
);

/** The chain over the audit events of a clinic: `hash` covers the event and the hash before it. Appended moments after the events, in one order, by one process. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    clinicId: clinic(),
    position: bigint('position', { mode: 'number' }).notNull(),
    eventSeq: bigint('event_seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clinicId, t.position] }), uniqueIndex('audit_seals_event').on(t.eventSeq)],
);
