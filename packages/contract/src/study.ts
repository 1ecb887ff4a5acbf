import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { legacyNameOf, OrgIdSchema, OrgReferenceSchema, presentCustomerName, presentMetadataNames } from './legacy.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { queryArray, queryBoolean, queryNullable, queryOptional, queryText } from './query.ts';
import {
  ApiKeyReferenceSchema,
  CustomerReferenceSchema,
  DateSchema,
  DicomUidSchema,
  MetadataSchema,
  optionalBody,
  orNull,
  ReportMetadataSchema,
  SeveritySchema,
  TimestampSchema,
  UserReferenceSchema,
} from './shared.ts';

export const StudyReportStatusSchema = z.enum(['unassigned', 'assigned', 'in_progress', 'completed', 'addendum_active']).meta({
  id: 'StudyReportStatus',
  description: 'unassigned -> assigned -> in_progress (being dictated) -> completed (signed) <-> addendum_active',
});
export type StudyReportStatus = z.infer<typeof StudyReportStatusSchema>;

export const PriorReportSchema = z
  .strictObject({
    reportText: z
      .string()
      .min(1, 'expected the text of the report')
      .max(50_000)
      .describe('The words of the report, 1 to 50,000 characters.'),
    externalStudyId: z.string().min(1).max(256).optional().describe('Your id of that study; kept and given back.'),
    modality: z.string().min(1).max(100).optional().describe('Modality of that study, such as CT.'),
    studyDate: DateSchema.optional().describe('Day of that exam, YYYY-MM-DD.'),
    studyDescription: z.string().min(1).max(1000).optional().describe('What that exam was.'),
  })
  .meta({ id: 'PriorReport', description: 'The report of an earlier study of the same patient, sent with the order.' });
export type PriorReport = z.infer<typeof PriorReportSchema>;

/** Priors as the first revision takes them: bare texts, and studies of the clinic whose signed reports are the priors. */
const priorReportTexts = z.array(z.string().min(1, 'expected the text of the report').max(50_000)).max(50);
const priorStudyIds = z.array(idSchema('stu')).max(50);
const DEPRECATED_PRIORS = { deprecated: true, description: 'Of the first revision: further priors. Send `priorReports`.' };

const createFields = {
  reportMetadata: ReportMetadataSchema,
  severity: SeveritySchema,
  studyDescription: TextSchema.min(1, 'expected a description').describe(
    'What the exam is, such as CT CHEST W CONTRAST. At least one character.',
  ),
  studyInstanceUid: DicomUidSchema.describe(
    'The DICOM StudyInstanceUID (0020,000D), by which images find the study. Unique in the clinic and product: 409 otherwise. It never changes.',
  ),
  assignedTo: idSchema('usr')
    .optional()
    .describe('Who is to report it: an active user who can create reports (422 otherwise). Absent: nobody yet.'),
  clinicalHistory: TextSchema.nullish().describe(
    'What is known of the patient from before; a new report has it behind the indication. Null: none.',
  ),
  clinicalIndication: TextSchema.nullish().describe(
    'Why the exam was ordered; a new report begins with it as its clinical indication. Null: none.',
  ),
  expressCustomerId: idSchema('cus')
    .optional()
    .describe('The Express customer that it belongs to, an active one (422 otherwise). Absent: none.'),
  externalPatientId: TextSchema.nullish().describe(
    'Your id of the patient; given back, and sent when clinical context is asked for. Null: none.',
  ),
  metadata: MetadataSchema.optional(),
  modality: ShortTextSchema.nullish().describe('Modality of the exam, such as CT or MR. Null: not known.'),
  priorReports: z.array(PriorReportSchema).max(50).optional().describe('Earlier reports of the patient to compare with, at most 50.'),
  technologistNotes: z
    .array(z.string().max(1000))
    .max(50)
    .optional()
    .describe('Notes of the technologist for the radiologist, at most 50 of 1000 characters each.'),
  technologistTechnique: TextSchema.nullish().describe(
    'How the exam was made, from the technologist; a new report begins with it as its technique. Null: none.',
  ),
};

/** Taken under the names of both revisions, given on under the present ones. */
export const StudyCreateSchema = z
  .strictObject({
    ...createFields,
    orgId: legacyNameOf('expressCustomerId', OrgIdSchema.optional()),
    priorReportTexts: priorReportTexts.optional().meta(DEPRECATED_PRIORS),
    priorStudyIds: priorStudyIds.optional().meta(DEPRECATED_PRIORS),
  })
  .meta({ id: 'StudyCreate', examples: [EXAMPLES.studyCreate] })
  .transform((body, context) => ({
    ...presentCustomerName(body, context),
    reportMetadata: presentMetadataNames(body.reportMetadata, context),
  }));
export type StudyCreate = z.infer<typeof StudyCreateSchema>;

const nullableReportMetadata = z.strictObject(
  Object.fromEntries(Object.entries(ReportMetadataSchema.shape).map(([name, schema]) => [name, orNull(schema)])) as {
    [K in keyof typeof ReportMetadataSchema.shape]: z.ZodNullable<(typeof ReportMetadataSchema.shape)[K]>;
  },
);

/** Only what is sent changes: null clears, arrays replace, reportMetadata merges field by field. */
export const StudyPatchSchema = z
  .strictObject({
    reportMetadata: nullableReportMetadata
      .optional()
      .describe('Merged field by field: what is sent replaces, null clears, the rest stays.'),
    severity: SeveritySchema.optional(),
    studyDescription: createFields.studyDescription.optional(),
    assignedTo: idSchema('usr')
      .nullish()
      .describe('Who is to report it: an active user who can create reports. Null takes it back. Of a cancelled study: 422.'),
    clinicalHistory: createFields.clinicalHistory,
    clinicalIndication: createFields.clinicalIndication,
    expressCustomerId: idSchema('cus').nullish().describe('Moves it to this Express customer, an active one. Null: to none.'),
    externalPatientId: createFields.externalPatientId,
    metadata: MetadataSchema.nullish().describe('Replaces all pairs. Null clears them.'),
    modality: createFields.modality,
    priorReports: createFields.priorReports.nullable().describe('Replaces all of them, at most 50. Null clears them.'),
    technologistNotes: createFields.technologistNotes
      .nullable()
      .describe('Replaces all of them, at most 50 of 1000 characters each. Null clears them.'),
    technologistTechnique: createFields.technologistTechnique,
    orgId: legacyNameOf('expressCustomerId', OrgIdSchema.nullish()),
    priorReportTexts: priorReportTexts.nullish().meta(DEPRECATED_PRIORS),
    priorStudyIds: priorStudyIds.nullish().meta(DEPRECATED_PRIORS),
  })
  .meta({ id: 'StudyPatch', examples: [EXAMPLES.studyPatch] })
  .transform((body, context) => ({
    ...presentCustomerName(body, context),
    ...(body.reportMetadata && { reportMetadata: presentMetadataNames(body.reportMetadata, context) }),
  }));
export type StudyPatch = z.infer<typeof StudyPatchSchema>;
export const StudyPatchBodySchema = optionalBody(StudyPatchSchema);

const StudyTypeSchema = z
  .enum(['standard', 'external'])
  .describe('standard: reported here; external: read elsewhere and kept as an archive.');

/** What studies of every product have in common as they are answered. */
export const anyStudyFields = {
  studyId: idSchema('stu').describe('The id of the study.'),
  studyInstanceUid: z.string().describe('The DICOM StudyInstanceUID.'),
  studyDescription: z.string().describe('What the exam is.'),
  severity: SeveritySchema,
  isCancelled: z.boolean().describe('Whether it is cancelled: it then takes no dictation, no assignment and no reroute.'),
  cancelledAt: TimestampSchema.nullable().describe('When it was cancelled. Null where it is not.'),
  createdAt: TimestampSchema.describe('When it was created.'),
  updatedAt: TimestampSchema.describe('When something of it last changed.'),
  assignedTo: UserReferenceSchema.nullish().describe('Whose study it is. Null: nobody’s.'),
  createdByApiKey: ApiKeyReferenceSchema.nullish().describe('The key that created it. Null where a user did, in the dashboard.'),
  createdByUser: UserReferenceSchema.nullish().describe('The user who created it in the dashboard. Null where a key did.'),
  expressCustomer: CustomerReferenceSchema.nullish().describe('The Express customer that it belongs to. Null: none.'),
  metadata: MetadataSchema.optional().describe('Your own pairs, as sent. Absent where there are none.'),
};

export const StudySchema = z
  .strictObject({
    ...anyStudyFields,
    studyReportStatus: StudyReportStatusSchema,
    reportMetadata: ReportMetadataSchema,
    clinicalHistory: z
      .string()
      .nullish()
      .describe('What is known of the patient from before: as sent, or quoted from documents of the enrichment. Null: none.'),
    clinicalIndication: z.string().nullish().describe('Why the exam was ordered. Null: none.'),
    externalPatientId: z.string().nullish().describe('Your id of the patient. Null: none.'),
    isCritical: z
      .boolean()
      .optional()
      .describe('Whether a signed report of it, an addendum included, was marked critical. Absent until one is signed.'),
    externalReportId: idSchema('ext').optional().describe('The report that came with an external study. Absent where there is none.'),
    modality: z.string().nullish().describe('Modality of the exam, such as CT. Null: not known.'),
    priorReports: z
      .array(PriorReportSchema)
      .optional()
      .describe('Earlier reports of the patient, as sent or from the enrichment. Absent where there are none.'),
    reportIds: z
      .array(
        z.strictObject({
          reportId: idSchema('rep').describe('The id of the report.'),
          status: z.enum(['in_progress', 'completed']).describe('in_progress: being dictated; completed: signed.'),
          isCritical: z.boolean().nullable().describe('Whether it was marked critical. Null until it is signed.'),
        }),
      )
      .optional()
      .describe(
        'The original report, then its addenda, oldest first. Addenda that were given up are left out; empty before anybody begins.',
      ),
    studyType: StudyTypeSchema.optional(),
    technologistNotes: z.array(z.string()).optional().describe('Notes of the technologist. Absent where there are none.'),
    technologistTechnique: z.string().nullish().describe('How the exam was made, from the technologist. Null: none.'),
    org: OrgReferenceSchema.nullable().meta({ deprecated: true, description: "The first revision's name of `expressCustomer`." }),
    priorReportTexts: z.array(z.string()).meta(DEPRECATED_PRIORS),
    priorStudyIds: z.array(idSchema('stu')).meta(DEPRECATED_PRIORS),
  })
  .meta({ id: 'Study', examples: [EXAMPLES.study] });
export type Study = z.infer<typeof StudySchema>;

export const StudyListSchema = z
  .strictObject({ studies: z.array(StudySchema).describe('One page of studies, newest first.'), ...pageAnswer })
  .meta({ id: 'StudyList', examples: [{ studies: [EXAMPLES.study], hasMore: true, cursor: EXAMPLES.cursor }] });
export type StudyList = z.infer<typeof StudyListSchema>;

/** The filters that the lists of every product have. */
export const anyStudyFilters = {
  assignedTo: queryNullable(idSchema('usr')).describe(
    'Only studies of this user. An empty value, or the word null, finds those that are nobody’s.',
  ),
  expressCustomerId: queryNullable(idSchema('cus')).describe(
    'Only studies of this Express customer. An empty value, or the word null, finds those without one.',
  ),
  isCancelled: queryBoolean.describe('true: only cancelled studies; false: only those that are not. Absent: both.'),
  severity: queryOptional(SeveritySchema).describe('Only studies of this severity.'),
  studyDescription: queryText(TextSchema).describe('Only studies whose description contains this text, in upper or lower case.'),
};

export const StudyListQuerySchema = z
  .strictObject({
    ...pageQuery,
    ...anyStudyFilters,
    studyReportStatus: queryArray(StudyReportStatusSchema).describe('Only studies with one of these report statuses, comma-joined.'),
    studyType: queryOptional(StudyTypeSchema).describe('Only standard, or only external studies. Absent: both.'),
    orgId: legacyNameOf('expressCustomerId', queryNullable(OrgIdSchema)),
  })
  .transform(presentCustomerName);
export type StudyListQuery = z.infer<typeof StudyListQuerySchema>;

const studyKey = {
  studyId: idSchema('stu').optional().describe('The study, by its id. Required unless studyInstanceUid is given.'),
  studyInstanceUid: DicomUidSchema.optional().describe(
    'The study, by its StudyInstanceUID. With studyId too, both must name the same one (422).',
  ),
};
const namesStudy = (value: { studyId?: string | undefined; studyInstanceUid?: string | undefined }) =>
  value.studyId !== undefined || value.studyInstanceUid !== undefined;
const oneOfBoth = { path: ['studyId'], message: 'expected studyId or studyInstanceUid' };

/** `studyId` or `studyInstanceUid`, at least one; where both are given they must name the same study. */
export const StudySelectorSchema = z.strictObject(studyKey).meta({ examples: [{ studyId: EXAMPLES.study.studyId }] });
export type StudySelector = z.infer<typeof StudySelectorSchema>;
export const StudySelectorBodySchema = optionalBody(StudySelectorSchema.refine(namesStudy, oneOfBoth));

export const RerouteSchema = z
  .strictObject({
    assignedToUserId: idSchema('usr').describe(
      'For whom the URL is: an active user who can create reports (422 otherwise). The study is assigned to them.',
    ),
    ...studyKey,
  })
  .meta({ examples: [{ assignedToUserId: EXAMPLES.study.assignedTo.userId, studyId: EXAMPLES.study.studyId }] });
export type Reroute = z.infer<typeof RerouteSchema>;
export const RerouteBodySchema = RerouteSchema.refine(namesStudy, oneOfBoth);

export const ViewerOnlyRerouteSchema = z
  .strictObject({
    userId: idSchema('usr')
      .optional()
      .describe('Who looks, an active user (422 otherwise). Absent: whoever opens it, without a name. Nothing is assigned.'),
    ...studyKey,
  })
  .meta({ examples: [{ studyInstanceUid: EXAMPLES.study.studyInstanceUid }] });
export type ViewerOnlyReroute = z.infer<typeof ViewerOnlyRerouteSchema>;
export const ViewerOnlyRerouteBodySchema = optionalBody(ViewerOnlyRerouteSchema.refine(namesStudy, oneOfBoth));

export const UrlSchema = z
  .strictObject({ url: z.string().describe('Where to send the browser. It opens once, within ten minutes, without a password.') })
  .meta({ id: 'Url', description: 'Opens once, within ten minutes.', examples: [EXAMPLES.url] });

export const StudyIdParamsSchema = z.strictObject({ studyId: idSchema('stu').describe('The id of the study.') });
export const StudyUidParamsSchema = z.strictObject({ studyInstanceUid: DicomUidSchema.describe('The StudyInstanceUID of the study.') });
