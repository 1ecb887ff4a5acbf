import { z } from 'zod';
import { idSchema } from './ids.ts';
import { ShortTextSchema } from './limits.ts';
import { pageQuery } from './pagination.ts';
import { queryArray, queryBoolean, queryOptional } from './query.ts';
import { ReportSchema } from './report.ts';
import { ReportDocumentSchema } from './report-document.ts';
import { ReportMetadataSchema, SeveritySchema, TimestampSchema, UserLevelSchema } from './shared.ts';
import { PriorReportSchema, StudyReportStatusSchema, StudySchema } from './study.ts';

/** What the browser and the server say to each other under /api, signed in by cookie. Not part of the public API: it may change with every version. */

// ---- session
export const SessionUserSchema = z.strictObject({
  userId: idSchema('usr'),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level: UserLevelSchema,
  clinicRole: z.string(),
  canManageStudies: z.boolean(),
  canCreateReports: z.boolean(),
  hasDashboardAccess: z.boolean(),
});
export type SessionUser = z.infer<typeof SessionUserSchema>;

/**
 * `full`: a sign-in. `reroute`: viewer and report of one study. `viewer`: the viewer of one study, perhaps without a user. `ephemeral`: images that the sender keeps,
 * without user and study (image-access.ts).
 */
export const SessionSchema = z.strictObject({
  kind: z.enum(['full', 'reroute', 'viewer', 'ephemeral']),
  clinicName: z.string(),
  user: SessionUserSchema.nullable(),
  studyId: idSchema('stu').nullable(),
  /** A sign-in ends after so many minutes without use; null for what a link opened. */
  idleSignOutMinutes: z.number().int().nullable(),
});
export type Session = z.infer<typeof SessionSchema>;
/** GET /api/session: nobody signed in is an answer, not an error. */
export const SessionAnswerSchema = z.strictObject({ session: SessionSchema.nullable() });

export const SignInSchema = z.strictObject({ email: z.string().min(1).max(320), password: z.string().min(1).max(1000) });
export const OpenLinkSchema = z.strictObject({ token: z.string().min(1).max(200) });
/** `goTo` is a path of this app. `first_owner` is answered without using the link up: the form that follows does. */
export const OpenedLinkSchema = z.strictObject({
  purpose: z.enum(['sign_in', 'first_owner', 'reroute', 'viewer', 'ephemeral']),
  goTo: z.string(),
});
export type OpenedLink = z.infer<typeof OpenedLinkSchema>;
export const FirstOwnerSchema = z.strictObject({
  token: z.string().min(1).max(200),
  clinicName: z.string().min(1).max(200),
  firstName: z.string().min(1).max(100),
  lastName: z.string().min(1).max(100),
  email: z.email().max(320),
  password: z.string().min(12, 'a password has at least 12 characters').max(1000),
});
export type FirstOwner = z.infer<typeof FirstOwnerSchema>;

// ---- worklist
export const WorklistRowSchema = z.strictObject({
  studyId: idSchema('stu'),
  studyInstanceUid: z.string(),
  severity: SeveritySchema,
  status: StudyReportStatusSchema,
  isCancelled: z.boolean(),
  isCritical: z.boolean().nullable(),
  patientName: z.string().nullable(),
  mrn: z.string().nullable(),
  age: z.string().nullable(),
  dateOfBirth: z.string().nullable(),
  sex: z.enum(['male', 'female', 'other']).nullable(),
  studyDescription: z.string(),
  modality: z.string().nullable(),
  assignedTo: z.strictObject({ userId: idSchema('usr'), name: z.string() }).nullable(),
  imageCount: z.number().int(),
  priorCount: z.number().int(),
  createdAt: TimestampSchema,
  completedAt: TimestampSchema.nullable(),
});
export type WorklistRow = z.infer<typeof WorklistRowSchema>;

export const WorklistQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: pageQuery.limit,
  status: queryArray(StudyReportStatusSchema),
  severity: queryArray(SeveritySchema),
  modality: queryArray(ShortTextSchema),
  /** `me`, `none`, or a user id. */
  assigned: queryOptional(z.union([z.literal('me'), z.literal('none'), idSchema('usr')])),
  cancelled: queryBoolean,
  /** Only these studies, as far as they match the rest: to refresh the rows that an event named. */
  studies: queryArray(idSchema('stu')),
});
export type WorklistQuery = z.infer<typeof WorklistQuerySchema>;

/** Words searched for may be a patient's name: they go in the body of POST /api/worklist, beside the same query, and never into an address. */
export const WorklistSearchSchema = z.strictObject({ words: z.string().max(200) });
export type WorklistSearch = z.infer<typeof WorklistSearchSchema>;

/** STAT first, then high, then oldest. `total` is null where more than 10,000 match. `serverNow` lets a wrong workstation clock show right ages. */
export const WorklistSchema = z.strictObject({
  studies: z.array(WorklistRowSchema),
  hasMore: z.boolean(),
  cursor: z.string().optional(),
  total: z.number().int().nullable(),
  modalities: z.array(z.string()),
  serverNow: TimestampSchema,
});
export type Worklist = z.infer<typeof WorklistSchema>;

/** Server-sent event `study` of GET /api/events: something about this study changed. */
export const StudyEventSchema = z.strictObject({
  studyId: idSchema('stu'),
  change: z.enum(['created', 'updated', 'images', 'report', 'deleted']),
});
export type StudyEvent = z.infer<typeof StudyEventSchema>;

// ---- one study
export const ReaderSchema = z.strictObject({ userId: idSchema('usr'), name: z.string() });
export const StudyPageSchema = z.strictObject({
  /** `viewer`: images only; what the study says of reports means nothing. */
  product: z.enum(['autoscribe', 'viewer']),
  study: StudySchema,
  reports: z.array(ReportSchema.extend({ authorName: z.string(), parentReportId: idSchema('rep').nullable(), pdfReady: z.boolean() })),
  imageCount: z.number().int(),
  /** The key that created the study can be asked for images: POST /api/studies/:studyId/image-access. */
  hasImageAccess: z.boolean(),
  /** Patient facts in the images that differ from the order, e.g. "Patient ID": shown as a warning over the viewer. */
  mismatches: z.array(z.strictObject({ field: z.string(), order: z.string(), images: z.string() })),
  /** Whom the study may be assigned to; empty without permission. */
  readers: z.array(ReaderSchema),
  permissions: z.strictObject({
    report: z.boolean(),
    addendum: z.boolean(),
    assign: z.boolean(),
    assignToMe: z.boolean(),
    uploadImages: z.boolean(),
    capture: z.boolean(),
  }),
});
export type StudyPage = z.infer<typeof StudyPageSchema>;
export const AssignSchema = z.strictObject({ assignedTo: z.union([z.literal('me'), idSchema('usr')]).nullable() });

// ---- images
export const InstanceSchema = z.strictObject({
  sopInstanceUid: z.string(),
  sopClassUid: z.string(),
  transferSyntaxUid: z.string(),
  instanceNumber: z.number().int().nullable(),
  numberOfFrames: z.number().int(),
  rows: z.number().int().nullable(),
  columns: z.number().int().nullable(),
  imagePositionPatient: z.array(z.number()).length(3).nullable(),
  imageOrientationPatient: z.array(z.number()).length(6).nullable(),
  sliceThickness: z.number().nullable(),
  sliceLocation: z.number().nullable(),
  windowCenter: z.array(z.number()).nullable(),
  windowWidth: z.array(z.number()).nullable(),
  size: z.number().int(),
});
export type Instance = z.infer<typeof InstanceSchema>;
export const SeriesSchema = z.strictObject({
  seriesInstanceUid: z.string(),
  seriesNumber: z.number().int().nullable(),
  seriesDescription: z.string().nullable(),
  modality: z.string().nullable(),
  bodyPartExamined: z.string().nullable(),
  laterality: z.string().nullable(),
  instances: z.array(InstanceSchema),
});
export type Series = z.infer<typeof SeriesSchema>;
export const SeriesListSchema = z.strictObject({
  studyInstanceUid: z.string(),
  patient: z.strictObject({
    patientName: z.string().nullable(),
    patientId: z.string().nullable(),
    patientBirthDate: z.string().nullable(),
    patientSex: z.string().nullable(),
    studyDate: z.string().nullable(),
    studyTime: z.string().nullable(),
    studyDescription: z.string().nullable(),
    accessionNumber: z.string().nullable(),
  }),
  series: z.array(SeriesSchema),
});
export type SeriesList = z.infer<typeof SeriesListSchema>;
export const UploadedImageSchema = z.strictObject({ sopInstanceUid: z.string(), status: z.enum(['stored', 'duplicate']) });
export type UploadedImage = z.infer<typeof UploadedImageSchema>;

// ---- reporting
export const DraftSchema = z.strictObject({
  revision: z.number().int(),
  document: ReportDocumentSchema,
  /** The dictation box: words that are not yet in the report. */
  dictation: z.string().max(200_000),
  updatedAt: TimestampSchema,
});
export type Draft = z.infer<typeof DraftSchema>;

/** What the engine may know of the study: for templates, routing and checks. */
export const StudyContextSchema = z.strictObject({
  studyDescription: z.string(),
  procedure: z.string().optional(),
  modality: z.string().optional(),
  sex: z.enum(['male', 'female', 'other']).optional(),
  age: z.string().optional(),
  clinicalIndication: z.string().optional(),
  clinicalHistory: z.string().optional(),
  technologistTechnique: z.string().optional(),
  technologistNotes: z.array(z.string()).optional(),
  priorReports: z.array(PriorReportSchema).optional(),
});
export type StudyContext = z.infer<typeof StudyContextSchema>;

export const ReportPageSchema = z.strictObject({
  report: ReportSchema,
  authorName: z.string(),
  parentReportId: idSchema('rep').nullable(),
  header: ReportMetadataSchema,
  context: StudyContextSchema,
  /** Null once signed. */
  draft: DraftSchema.nullable(),
  /** The words as signed; null until then. */
  document: ReportDocumentSchema.nullable(),
  contentHash: z.string().nullable(),
  pdfReady: z.boolean(),
  permissions: z.strictObject({ edit: z.boolean(), sign: z.boolean(), cancelAddendum: z.boolean() }),
});
export type ReportPage = z.infer<typeof ReportPageSchema>;

/**
 * `baseRevision` is the revision that the window last saw. A stale one is answered 409 draft_conflict and nothing is written, unless `keepMine` names the revision
 * that the user chose to put aside: that one is then kept among the draft's versions.
 */
export const DraftSaveSchema = z.strictObject({
  baseRevision: z.number().int().min(0),
  document: ReportDocumentSchema,
  dictation: z.string().max(200_000),
  keepMine: z.number().int().optional(),
});
export type DraftSave = z.infer<typeof DraftSaveSchema>;
export const DraftSavedSchema = z.strictObject({ revision: z.number().int(), updatedAt: TimestampSchema });
export type DraftSaved = z.infer<typeof DraftSavedSchema>;

/** The spoken words of one pass through the engine, kept word for word. */
export const DictationSchema = z.strictObject({ spoken: z.string().min(1).max(200_000) });

export const SignSchema = z.strictObject({
  revision: z.number().int(),
  isCritical: z.boolean(),
  /** One for each warning that the radiologist overrides, by the id of the finding. */
  dismissals: z.array(z.strictObject({ id: z.string().max(500), reason: z.string().min(1).max(1000) })).max(100),
});
export type Sign = z.infer<typeof SignSchema>;
