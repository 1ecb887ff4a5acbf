import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { legacyNameOf, OrgIdSchema, OrgReferenceSchema, presentCustomerName } from './legacy.ts';
import { TextSchema } from './limits.ts';
import { pageQuery } from './pagination.ts';
import { queryBoolean, queryNullable, queryOptional, queryText } from './query.ts';
import {
  ApiKeyReferenceSchema,
  CustomerReferenceSchema,
  DicomUidSchema,
  MetadataSchema,
  optionalBody,
  SeveritySchema,
  TimestampSchema,
  UserReferenceSchema,
} from './shared.ts';

/** Studies of the product Viewer: images without a report. */

export const StudyViewerStatusSchema = z.enum(['incomplete', 'complete']).meta({ id: 'StudyViewerStatus' });

const studyDescription = TextSchema.min(1, 'expected a description');

export const ViewerStudyCreateSchema = z
  .strictObject({
    severity: SeveritySchema,
    studyDescription,
    studyInstanceUid: DicomUidSchema,
    assignedTo: idSchema('usr').optional(),
    expressCustomerId: idSchema('cus').optional(),
    metadata: MetadataSchema.optional(),
    orgId: legacyNameOf('expressCustomerId', OrgIdSchema.optional()),
  })
  .meta({ id: 'ViewerStudyCreate', examples: [EXAMPLES.viewerStudyCreate] })
  .transform(presentCustomerName);
export type ViewerStudyCreate = z.infer<typeof ViewerStudyCreateSchema>;

/** Only what is sent changes; null clears. */
export const ViewerStudyPatchSchema = z
  .strictObject({
    assignedTo: idSchema('usr').nullish(),
    metadata: MetadataSchema.nullish(),
    severity: SeveritySchema.optional(),
    studyDescription: studyDescription.optional(),
    studyViewerStatus: StudyViewerStatusSchema.optional(),
  })
  .meta({ id: 'ViewerStudyPatch', examples: [EXAMPLES.viewerStudyPatch] });
export type ViewerStudyPatch = z.infer<typeof ViewerStudyPatchSchema>;
export const ViewerStudyPatchBodySchema = optionalBody(ViewerStudyPatchSchema);

export const ViewerStudySchema = z
  .strictObject({
    studyId: idSchema('stu'),
    studyInstanceUid: z.string(),
    studyDescription: z.string(),
    severity: SeveritySchema,
    studyViewerStatus: StudyViewerStatusSchema,
    isCancelled: z.boolean(),
    cancelledAt: TimestampSchema.nullable(),
    createdAt: TimestampSchema,
    updatedAt: TimestampSchema,
    assignedTo: UserReferenceSchema.nullish(),
    createdByApiKey: ApiKeyReferenceSchema.nullish(),
    createdByUser: UserReferenceSchema.nullish(),
    expressCustomer: CustomerReferenceSchema.nullish(),
    metadata: MetadataSchema.optional(),
    org: OrgReferenceSchema.nullable().meta({ deprecated: true, description: "The first revision's name of `expressCustomer`." }),
  })
  .meta({ id: 'ViewerStudy', examples: [EXAMPLES.viewerStudy] });
export type ViewerStudy = z.infer<typeof ViewerStudySchema>;

export const ViewerStudyListSchema = z
  .strictObject({ studies: z.array(ViewerStudySchema), hasMore: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'ViewerStudyList' });
export type ViewerStudyList = z.infer<typeof ViewerStudyListSchema>;

export const ViewerStudyListQuerySchema = z
  .strictObject({
    ...pageQuery,
    assignedTo: queryNullable(idSchema('usr')),
    expressCustomerId: queryNullable(idSchema('cus')),
    isCancelled: queryBoolean,
    severity: queryOptional(SeveritySchema),
    studyDescription: queryText(TextSchema),
    studyViewerStatus: queryOptional(StudyViewerStatusSchema),
    orgId: legacyNameOf('expressCustomerId', queryNullable(OrgIdSchema)),
  })
  .transform(presentCustomerName);
export type ViewerStudyListQuery = z.infer<typeof ViewerStudyListQuerySchema>;
