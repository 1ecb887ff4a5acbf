import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { legacyNameOf, OrgIdSchema, OrgReferenceSchema, presentCustomerName, presentMetadataNames } from './legacy.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { pageQuery } from './pagination.ts';
import { queryArray, queryBoolean, queryNullable, queryOptional, queryText } from './query.ts';
import {
  ApiKeyReferenceSchema,
  CustomerReferenceSchema,
  DateSchema,
  DicomUidSchema,
  MetadataSchema,
  optionalBody,
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
    reportText: z.string().min(1, 'expected the text of the report').max(50_000),
    externalStudyId: z.string().min(1).max(256).optional(),
    modality: z.string().min(1).max(100).optional(),
    studyDate: DateSchema.optional(),
    studyDescription: z.string().min(1).max(1000).optional(),
  })
  .meta({ id: 'PriorReport' });
export type PriorReport = z.infer<typeof PriorReportSchema>;

/** Priors as the first revision takes them: bare texts, and studies of the clinic whose signed reports are the priors. */
const priorReportTexts = z.array(z.string().min(1, 'expected the text of the report').max(50_000)).max(50);
const priorStudyIds = z.array(idSchema('stu')).max(50);
const DEPRECATED_PRIORS = { deprecated: true, description: 'Of the first revision: further priors. Send `priorReports`.' };

const createFields = {
  reportMetadata: ReportMetadataSchema,
  severity: SeveritySchema,
  studyDescription: TextSchema.min(1, 'expected a description'),
  studyInstanceUid: DicomUidSchema,
  assignedTo: idSchema('usr').optional(),
  clinicalHistory: TextSchema.nullish(),
  clinicalIndication: TextSchema.nullish(),
  expressCustomerId: idSchema('cus').optional(),
  externalPatientId: TextSchema.nullish(),
  metadata: MetadataSchema.optional(),
  modality: ShortTextSchema.nullish(),
  priorReports: z.array(PriorReportSchema).max(50).optional(),
  technologistNotes: z.array(z.string().max(1000)).max(50).optional(),
  technologistTechnique: TextSchema.nullish(),
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
  Object.fromEntries(
    Object.entries(ReportMetadataSchema.shape).map(([name, schema]) => [name, schema.nullable().meta(schema.meta() ?? {})]),
  ) as {
    [K in keyof typeof ReportMetadataSchema.shape]: z.ZodNullable<(typeof ReportMetadataSchema.shape)[K]>;
  },
);

/** Only what is sent changes: null clears, arrays replace, reportMetadata merges field by field. */
export const StudyPatchSchema = z
  .strictObject({
    reportMetadata: nullableReportMetadata.optional(),
    severity: SeveritySchema.optional(),
    studyDescription: createFields.studyDescription.optional(),
    assignedTo: idSchema('usr').nullish(),
    clinicalHistory: createFields.clinicalHistory,
    clinicalIndication: createFields.clinicalIndication,
    expressCustomerId: idSchema('cus').nullish(),
    externalPatientId: createFields.externalPatientId,
    metadata: MetadataSchema.nullish(),
    modality: createFields.modality,
    priorReports: createFields.priorReports.nullable(),
    technologistNotes: createFields.technologistNotes.nullable(),
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

export const StudySchema = z
  .strictObject({
    studyId: idSchema('stu'),
    studyInstanceUid: z.string(),
    studyDescription: z.string(),
    severity: SeveritySchema,
    studyReportStatus: StudyReportStatusSchema,
    reportMetadata: ReportMetadataSchema,
    isCancelled: z.boolean(),
    cancelledAt: TimestampSchema.nullable(),
    createdAt: TimestampSchema,
    updatedAt: TimestampSchema,
    assignedTo: UserReferenceSchema.nullish(),
    clinicalHistory: z.string().nullish(),
    clinicalIndication: z.string().nullish(),
    createdByApiKey: ApiKeyReferenceSchema.nullish(),
    createdByUser: UserReferenceSchema.nullish(),
    expressCustomer: CustomerReferenceSchema.nullish(),
    externalPatientId: z.string().nullish(),
    isCritical: z.boolean().optional(),
    externalReportId: idSchema('ext').optional(),
    metadata: MetadataSchema.optional(),
    modality: z.string().nullish(),
    priorReports: z.array(PriorReportSchema).optional(),
    reportIds: z
      .array(
        z.strictObject({ reportId: idSchema('rep'), status: z.enum(['in_progress', 'completed']), isCritical: z.boolean().nullable() }),
      )
      .optional(),
    studyType: z.enum(['standard', 'external']).optional(),
    technologistNotes: z.array(z.string()).optional(),
    technologistTechnique: z.string().nullish(),
    org: OrgReferenceSchema.nullable().meta({ deprecated: true, description: "The first revision's name of `expressCustomer`." }),
    priorReportTexts: z.array(z.string()).meta(DEPRECATED_PRIORS),
    priorStudyIds: z.array(idSchema('stu')).meta(DEPRECATED_PRIORS),
  })
  .meta({ id: 'Study', examples: [EXAMPLES.study] });
export type Study = z.infer<typeof StudySchema>;

export const StudyListSchema = z
  .strictObject({ studies: z.array(StudySchema), hasMore: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'StudyList' });
export type StudyList = z.infer<typeof StudyListSchema>;

export const StudyListQuerySchema = z
  .strictObject({
    ...pageQuery,
    assignedTo: queryNullable(idSchema('usr')),
    expressCustomerId: queryNullable(idSchema('cus')),
    isCancelled: queryBoolean,
    severity: queryOptional(SeveritySchema),
    studyDescription: queryText(TextSchema),
    studyReportStatus: queryArray(StudyReportStatusSchema),
    studyType: queryOptional(z.enum(['standard', 'external'])),
    orgId: legacyNameOf('expressCustomerId', queryNullable(OrgIdSchema)),
  })
  .transform(presentCustomerName);
export type StudyListQuery = z.infer<typeof StudyListQuerySchema>;

const studyKey = { studyId: idSchema('stu').optional(), studyInstanceUid: DicomUidSchema.optional() };
const namesStudy = (value: { studyId?: string | undefined; studyInstanceUid?: string | undefined }) =>
  value.studyId !== undefined || value.studyInstanceUid !== undefined;
const oneOfBoth = { path: ['studyId'], message: 'expected studyId or studyInstanceUid' };

/** `studyId` or `studyInstanceUid`, at least one; where both are given they must name the same study. */
export const StudySelectorSchema = z.strictObject(studyKey);
export type StudySelector = z.infer<typeof StudySelectorSchema>;
export const StudySelectorBodySchema = optionalBody(StudySelectorSchema.refine(namesStudy, oneOfBoth));

export const RerouteSchema = z.strictObject({ assignedToUserId: idSchema('usr'), ...studyKey });
export type Reroute = z.infer<typeof RerouteSchema>;
export const RerouteBodySchema = RerouteSchema.refine(namesStudy, oneOfBoth);

export const ViewerOnlyRerouteSchema = z.strictObject({ userId: idSchema('usr').optional(), ...studyKey });
export type ViewerOnlyReroute = z.infer<typeof ViewerOnlyRerouteSchema>;
export const ViewerOnlyRerouteBodySchema = optionalBody(ViewerOnlyRerouteSchema.refine(namesStudy, oneOfBoth));

export const UrlSchema = z
  .strictObject({ url: z.string() })
  .meta({ id: 'Url', description: 'Opens once, within ten minutes.', examples: [EXAMPLES.url] });

export const StudyIdParamsSchema = z.strictObject({ studyId: idSchema('stu') });
export const StudyUidParamsSchema = z.strictObject({ studyInstanceUid: DicomUidSchema });
