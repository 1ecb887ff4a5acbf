import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { pageQuery } from './pagination.ts';
import { BooleanText, queryNullable, queryOptional } from './query.ts';
import { CustomerReferenceSchema, MetadataSchema, optionalBody, TimestampSchema } from './shared.ts';

/** Clinical references: the names that a clinic picks from when it enters studies. */

export const ClinicalReferenceTypeSchema = z
  .enum(['facility', 'referring_provider', 'study_description', 'procedure'])
  .meta({ id: 'ClinicalReferenceType' });
export type ClinicalReferenceType = z.infer<typeof ClinicalReferenceTypeSchema>;

const nameSchema = TextSchema.min(1, 'expected a name');

export const ClinicalReferenceCreateSchema = z
  .strictObject({
    name: nameSchema,
    type: ClinicalReferenceTypeSchema,
    expressCustomerId: idSchema('cus').optional(),
    externalReferenceId: ShortTextSchema.nullish(),
    metadata: MetadataSchema.optional(),
  })
  .meta({ id: 'ClinicalReferenceCreate', examples: [EXAMPLES.clinicalReferenceCreate] });
export type ClinicalReferenceCreate = z.infer<typeof ClinicalReferenceCreateSchema>;

/** What it is a name of never changes: `type` is not among the fields. */
export const ClinicalReferencePatchSchema = z
  .strictObject({ name: nameSchema.optional(), expressCustomerId: idSchema('cus').nullish(), metadata: MetadataSchema.nullish() })
  .meta({ id: 'ClinicalReferencePatch', examples: [EXAMPLES.clinicalReferencePatch] });
export type ClinicalReferencePatch = z.infer<typeof ClinicalReferencePatchSchema>;
export const ClinicalReferencePatchBodySchema = optionalBody(ClinicalReferencePatchSchema);

export const ClinicalReferenceSchema = z
  .strictObject({
    clinicalReferenceId: idSchema('ref'),
    name: z.string(),
    type: ClinicalReferenceTypeSchema,
    isActive: z.boolean(),
    createdAt: TimestampSchema,
    updatedAt: TimestampSchema,
    expressCustomer: CustomerReferenceSchema.nullish(),
    externalReferenceId: z.string().nullish(),
    metadata: MetadataSchema.optional(),
  })
  .meta({ id: 'ClinicalReference', examples: [EXAMPLES.clinicalReference] });
export type ClinicalReference = z.infer<typeof ClinicalReferenceSchema>;

export const ClinicalReferenceListSchema = z
  .strictObject({ clinicalReferences: z.array(ClinicalReferenceSchema), hasMore: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'ClinicalReferenceList', examples: [EXAMPLES.clinicalReferenceList] });
export type ClinicalReferenceList = z.infer<typeof ClinicalReferenceListSchema>;

/** Absent means only those in use; null, as in every filter by a boolean, all. */
const isActiveFilter = queryNullable(BooleanText)
  .transform((value) => (value === undefined ? true : value))
  .meta({ override: { type: 'boolean', default: true, description: 'An empty value finds those in use and those deleted.' } });

export const ClinicalReferenceListQuerySchema = z.strictObject({
  ...pageQuery,
  expressCustomerId: queryNullable(idSchema('cus')),
  isActive: isActiveFilter,
  type: queryOptional(ClinicalReferenceTypeSchema),
});
export type ClinicalReferenceListQuery = z.infer<typeof ClinicalReferenceListQuerySchema>;

export const ClinicalReferenceParamsSchema = z.strictObject({ clinicalReferenceId: idSchema('ref') });
export const ExternalReferenceParamsSchema = z.strictObject({ externalReferenceId: ShortTextSchema });
