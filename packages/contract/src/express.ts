import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { customerIdOf, OrgIdSchema, orgIdOf } from './legacy.ts';
import { TextSchema } from './limits.ts';
import { pageQuery } from './pagination.ts';
import { MetadataSchema, optionalBody, TimestampSchema } from './shared.ts';

/** Express: one account hosts many customers, for example the sites of a PACS vendor. The first revision calls them organizations, under /v1/orgs. */

const nameSchema = TextSchema.min(1, 'expected a name');

export const ExpressCustomerCreateSchema = z
  .strictObject({ expressCustomerName: nameSchema, metadata: MetadataSchema.optional() })
  .meta({ id: 'ExpressCustomerCreate', examples: [EXAMPLES.expressCustomerCreate] });
export type ExpressCustomerCreate = z.infer<typeof ExpressCustomerCreateSchema>;

export const ExpressCustomerPatchSchema = z
  .strictObject({ expressCustomerName: nameSchema.optional(), metadata: MetadataSchema.nullish() })
  .meta({ id: 'ExpressCustomerPatch', examples: [EXAMPLES.expressCustomerPatch] });
export type ExpressCustomerPatch = z.infer<typeof ExpressCustomerPatchSchema>;
export const ExpressCustomerPatchBodySchema = optionalBody(ExpressCustomerPatchSchema);

const customerFacts = {
  isActive: z.boolean(),
  userCount: z.int().min(0).meta({ description: 'How many users with access belong to it.' }),
  createdAt: TimestampSchema,
  updatedAt: TimestampSchema,
  createdByApiKeyId: z.uuid().optional(),
  createdByUserId: idSchema('usr').optional(),
  metadata: MetadataSchema.optional(),
};

export const ExpressCustomerSchema = z
  .strictObject({ expressCustomerId: idSchema('cus'), expressCustomerName: z.string(), ...customerFacts })
  .meta({ id: 'ExpressCustomer', examples: [EXAMPLES.expressCustomer] });
export type ExpressCustomer = z.infer<typeof ExpressCustomerSchema>;

export const ExpressCustomerListSchema = z
  .strictObject({ expressCustomers: z.array(ExpressCustomerSchema), hasMore: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'ExpressCustomerList', examples: [EXAMPLES.expressCustomerList] });
export type ExpressCustomerList = z.infer<typeof ExpressCustomerListSchema>;

export const ExpressCustomerListQuerySchema = z.strictObject(pageQuery);
export type ExpressCustomerListQuery = z.infer<typeof ExpressCustomerListQuerySchema>;

export const CustomerUserSchema = z
  .strictObject({ userId: idSchema('usr') })
  .meta({ id: 'ExpressCustomerUser', examples: [EXAMPLES.expressCustomerUser] });

export const ExpressCustomerParamsSchema = z.strictObject({ expressCustomerId: idSchema('cus') });

export const OrgCreateSchema = z
  .strictObject({ orgName: nameSchema, metadata: MetadataSchema.optional() })
  .meta({ id: 'OrgCreate', examples: [EXAMPLES.orgCreate] })
  .transform(({ orgName, metadata }): ExpressCustomerCreate => ({ expressCustomerName: orgName, metadata }));

export const OrgPatchSchema = z
  .strictObject({ orgName: nameSchema.optional(), metadata: MetadataSchema.nullish() })
  .meta({ id: 'OrgPatch', examples: [EXAMPLES.orgPatch] })
  .transform(({ orgName, metadata }): ExpressCustomerPatch => ({ expressCustomerName: orgName, metadata }));
export const OrgPatchBodySchema = optionalBody(OrgPatchSchema);

export const OrgSchema = z
  .strictObject({ orgId: OrgIdSchema, orgName: z.string(), ...customerFacts })
  .meta({ id: 'Org', deprecated: true, description: "The first revision's form of ExpressCustomer.", examples: [EXAMPLES.org] });
export type Org = z.infer<typeof OrgSchema>;

export const OrgListSchema = z
  .strictObject({ organizations: z.array(OrgSchema), hasMore: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'OrgList', examples: [EXAMPLES.orgList] });
export type OrgList = z.infer<typeof OrgListSchema>;

/** `/v1/orgs/{orgId}`: the handler sees the customer's id of today. */
export const OrgParamsSchema = z
  .strictObject({ orgId: OrgIdSchema })
  .transform(({ orgId }) => ({ expressCustomerId: customerIdOf(orgId) }));

/** A customer as the first revision knows it. */
export function toOrg({ expressCustomerId, expressCustomerName, ...facts }: ExpressCustomer): Org {
  return { orgId: orgIdOf(expressCustomerId), orgName: expressCustomerName, ...facts };
}
