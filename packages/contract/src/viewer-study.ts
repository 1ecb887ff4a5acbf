import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { legacyNameOf, OrgIdSchema, OrgReferenceSchema, presentCustomerName } from './legacy.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { queryNullable, queryOptional } from './query.ts';
import { MetadataSchema, optionalBody, SeveritySchema } from './shared.ts';
import { anyStudyFields, anyStudyFilters, StudyCreateSchema } from './study.ts';

/** Studies of the product Viewer: images without a report. */

export const StudyViewerStatusSchema = z.enum(['incomplete', 'complete']).meta({
  id: 'StudyViewerStatus',
  description: 'Whether somebody is done with looking: incomplete at first, complete when it is set so.',
});

const created = StudyCreateSchema.in.shape;
const { studyDescription } = created;

export const ViewerStudyCreateSchema = z
  .strictObject({
    severity: SeveritySchema,
    studyDescription,
    studyInstanceUid: created.studyInstanceUid,
    assignedTo: idSchema('usr').optional().describe('Who is to look at it: an active user (422 otherwise). Absent: nobody yet.'),
    expressCustomerId: created.expressCustomerId,
    metadata: MetadataSchema.optional(),
    orgId: legacyNameOf('expressCustomerId', OrgIdSchema.optional()),
  })
  .meta({ id: 'ViewerStudyCreate', examples: [EXAMPLES.viewerStudyCreate] })
  .transform(presentCustomerName);
export type ViewerStudyCreate = z.infer<typeof ViewerStudyCreateSchema>;

/** Only what is sent changes; null clears. */
export const ViewerStudyPatchSchema = z
  .strictObject({
    assignedTo: idSchema('usr').nullish().describe('Who is to look at it: an active user. Null takes it back. Of a cancelled study: 422.'),
    metadata: MetadataSchema.nullish().describe('Replaces all pairs. Null clears them.'),
    severity: SeveritySchema.optional(),
    studyDescription: studyDescription.optional(),
    studyViewerStatus: StudyViewerStatusSchema.optional(),
  })
  .meta({ id: 'ViewerStudyPatch', examples: [EXAMPLES.viewerStudyPatch] });
export type ViewerStudyPatch = z.infer<typeof ViewerStudyPatchSchema>;
export const ViewerStudyPatchBodySchema = optionalBody(ViewerStudyPatchSchema);

export const ViewerStudySchema = z
  .strictObject({
    ...anyStudyFields,
    studyViewerStatus: StudyViewerStatusSchema,
    org: OrgReferenceSchema.nullable().meta({ deprecated: true, description: "The first revision's name of `expressCustomer`." }),
  })
  .meta({ id: 'ViewerStudy', examples: [EXAMPLES.viewerStudy] });
export type ViewerStudy = z.infer<typeof ViewerStudySchema>;

export const ViewerStudyListSchema = z
  .strictObject({ studies: z.array(ViewerStudySchema).describe('One page of studies, newest first.'), ...pageAnswer })
  .meta({ id: 'ViewerStudyList', examples: [{ studies: [EXAMPLES.viewerStudy], hasMore: false }] });
export type ViewerStudyList = z.infer<typeof ViewerStudyListSchema>;

export const ViewerStudyListQuerySchema = z
  .strictObject({
    ...pageQuery,
    ...anyStudyFilters,
    studyViewerStatus: queryOptional(StudyViewerStatusSchema).describe('Only studies with this status.'),
    orgId: legacyNameOf('expressCustomerId', queryNullable(OrgIdSchema)),
  })
  .transform(presentCustomerName);
export type ViewerStudyListQuery = z.infer<typeof ViewerStudyListQuerySchema>;
