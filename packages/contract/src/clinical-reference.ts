import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { BooleanText, queryNullable, queryOptional } from './query.ts';
import { CustomerReferenceSchema, MetadataSchema, optionalBody, TimestampSchema } from './shared.ts';

/** Clinical references: the names that a clinic picks from when it enters studies. */

export const ClinicalReferenceTypeSchema = z.enum(['facility', 'referring_provider', 'study_description', 'procedure']).meta({
  id: 'ClinicalReferenceType',
  description: 'What it is a name of: a facility, a referring provider, a study description or a procedure.',
});
export type ClinicalReferenceType = z.infer<typeof ClinicalReferenceTypeSchema>;

const nameSchema = TextSchema.min(1, 'expected a name').describe(
  'The name. Unique in the clinic for its type and customer: 409 otherwise.',
);

export const ClinicalReferenceCreateSchema = z
  .strictObject({
    name: nameSchema,
    type: ClinicalReferenceTypeSchema,
    expressCustomerId: idSchema('cus').optional().describe('The Express customer whose name it is. Absent: for the whole clinic.'),
    externalReferenceId: ShortTextSchema.nullish().describe('Your id of it, at most 500 characters. Null: none. It never changes.'),
    metadata: MetadataSchema.optional(),
  })
  .meta({ id: 'ClinicalReferenceCreate', examples: [EXAMPLES.clinicalReferenceCreate] });
export type ClinicalReferenceCreate = z.infer<typeof ClinicalReferenceCreateSchema>;

/** What it is a name of never changes: `type` is not among the fields. */
export const ClinicalReferencePatchSchema = z
  .strictObject({
    name: nameSchema.optional(),
    expressCustomerId: idSchema('cus').nullish().describe('The Express customer whose name it is. Null: for the whole clinic.'),
    metadata: MetadataSchema.nullish().describe('Replaces all pairs. Null clears them.'),
  })
  .meta({ id: 'ClinicalReferencePatch', examples: [EXAMPLES.clinicalReferencePatch] });
export type ClinicalReferencePatch = z.infer<typeof ClinicalReferencePatchSchema>;
export const ClinicalReferencePatchBodySchema = optionalBody(ClinicalReferencePatchSchema);

const clinicalReferenceId = idSchema('ref').describe('The id of the clinical reference.');

export const ClinicalReferenceSchema = z
  .strictObject({
    clinicalReferenceId,
    name: z.string().describe('The name. Behind that of a deleted one stands its id, so that the name is free again.'),
    type: ClinicalReferenceTypeSchema,
    isActive: z.boolean().describe('False once it is deleted.'),
    createdAt: TimestampSchema.describe('When it was created.'),
    updatedAt: TimestampSchema.describe('When it last changed.'),
    expressCustomer: CustomerReferenceSchema.nullish().describe('The Express customer whose name it is. Null: for the whole clinic.'),
    externalReferenceId: z.string().nullish().describe('Your id of it. Null: none.'),
    metadata: MetadataSchema.optional().describe('Your own pairs, as sent. Absent where there are none.'),
  })
  .meta({ id: 'ClinicalReference', examples: [EXAMPLES.clinicalReference] });
export type ClinicalReference = z.infer<typeof ClinicalReferenceSchema>;

export const ClinicalReferenceListSchema = z
  .strictObject({
    clinicalReferences: z.array(ClinicalReferenceSchema).describe('One page of clinical references, newest first.'),
    ...pageAnswer,
  })
  .meta({ id: 'ClinicalReferenceList', examples: [EXAMPLES.clinicalReferenceList] });
export type ClinicalReferenceList = z.infer<typeof ClinicalReferenceListSchema>;

/** Absent means only those in use; null, as in every filter by a boolean, all. */
const isActiveFilter = queryNullable(BooleanText)
  .transform((value) => (value === undefined ? true : value))
  .meta({
    override: {
      type: 'boolean',
      default: true,
      description: 'true: only those in use; false: only those deleted. An empty value finds both.',
    },
  });

export const ClinicalReferenceListQuerySchema = z.strictObject({
  ...pageQuery,
  expressCustomerId: queryNullable(idSchema('cus')).describe(
    'Only those of this Express customer. An empty value, or the word null, finds those for the whole clinic.',
  ),
  isActive: isActiveFilter,
  type: queryOptional(ClinicalReferenceTypeSchema).describe('Only those of this type.'),
});
export type ClinicalReferenceListQuery = z.infer<typeof ClinicalReferenceListQuerySchema>;

export const ClinicalReferenceParamsSchema = z.strictObject({ clinicalReferenceId });
export const ExternalReferenceParamsSchema = z.strictObject({
  externalReferenceId: ShortTextSchema.describe(
    'Your id of it. Of several with the same one: one in use before a deleted one, then the newest.',
  ),
});
