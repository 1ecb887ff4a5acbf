import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { customerIdOf, OrgIdSchema, orgIdOf } from './legacy.ts';
import { TextSchema } from './limits.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { MetadataSchema, optionalBody, TimestampSchema } from './shared.ts';

/** Express: one account hosts many customers, for example the sites of a PACS vendor. The first revision calls them organizations, under /v1/orgs. */

const nameSchema = TextSchema.min(1, 'expected a name').describe(
  'The name of the customer. Two may have the same: the id tells them apart.',
);
const patchedMetadata = MetadataSchema.nullish().describe('Replaces all pairs. Null clears them.');
const expressCustomerId = idSchema('cus').describe('The id of the Express customer.');
const orgId = OrgIdSchema.describe('org_ and the 32 hex digits of the expressCustomerId.');

export const ExpressCustomerCreateSchema = z
  .strictObject({ expressCustomerName: nameSchema, metadata: MetadataSchema.optional() })
  .meta({ id: 'ExpressCustomerCreate', examples: [EXAMPLES.expressCustomerCreate] });
export type ExpressCustomerCreate = z.infer<typeof ExpressCustomerCreateSchema>;

export const ExpressCustomerPatchSchema = z
  .strictObject({ expressCustomerName: nameSchema.optional(), metadata: patchedMetadata })
  .meta({ id: 'ExpressCustomerPatch', examples: [EXAMPLES.expressCustomerPatch] });
export type ExpressCustomerPatch = z.infer<typeof ExpressCustomerPatchSchema>;
export const ExpressCustomerPatchBodySchema = optionalBody(ExpressCustomerPatchSchema);

const customerFacts = {
  isActive: z.boolean().describe('False once it is deactivated: it then takes no new studies and users, and keeps those that it has.'),
  userCount: z.int().min(0).meta({ description: 'How many users with access belong to it.' }),
  createdAt: TimestampSchema.describe('When it was created.'),
  updatedAt: TimestampSchema.describe('When its name, its metadata or isActive last changed.'),
  createdByApiKeyId: z.uuid().optional().describe('The key that created it, a plain UUID. Absent where a user did.'),
  createdByUserId: idSchema('usr').optional().describe('The user who created it in the dashboard. Absent where a key did.'),
  metadata: MetadataSchema.optional().describe('Your own pairs, as sent. Absent where there are none.'),
};

export const ExpressCustomerSchema = z
  .strictObject({ expressCustomerId, expressCustomerName: z.string().describe('The name of the customer.'), ...customerFacts })
  .meta({ id: 'ExpressCustomer', examples: [EXAMPLES.expressCustomer] });
export type ExpressCustomer = z.infer<typeof ExpressCustomerSchema>;

export const ExpressCustomerListSchema = z
  .strictObject({
    expressCustomers: z.array(ExpressCustomerSchema).describe('One page of customers, newest first, the deactivated ones too.'),
    ...pageAnswer,
  })
  .meta({ id: 'ExpressCustomerList', examples: [EXAMPLES.expressCustomerList] });
export type ExpressCustomerList = z.infer<typeof ExpressCustomerListSchema>;

export const ExpressCustomerListQuerySchema = z.strictObject(pageQuery);
export type ExpressCustomerListQuery = z.infer<typeof ExpressCustomerListQuerySchema>;

export const CustomerUserSchema = z
  .strictObject({ userId: idSchema('usr').describe('Who is to belong to the customer, or no longer to.') })
  .meta({ id: 'ExpressCustomerUser', examples: [EXAMPLES.expressCustomerUser] });

export const ExpressCustomerParamsSchema = z.strictObject({ expressCustomerId });

export const OrgCreateSchema = z
  .strictObject({ orgName: nameSchema, metadata: MetadataSchema.optional() })
  .meta({ id: 'OrgCreate', examples: [EXAMPLES.orgCreate] })
  .transform(({ orgName, metadata }): ExpressCustomerCreate => ({ expressCustomerName: orgName, metadata }));

export const OrgPatchSchema = z
  .strictObject({ orgName: nameSchema.optional(), metadata: patchedMetadata })
  .meta({ id: 'OrgPatch', examples: [EXAMPLES.orgPatch] })
  .transform(({ orgName, metadata }): ExpressCustomerPatch => ({ expressCustomerName: orgName, metadata }));
export const OrgPatchBodySchema = optionalBody(OrgPatchSchema);

export const OrgSchema = z
  .strictObject({ orgId, orgName: z.string().describe('The name of the customer.'), ...customerFacts })
  .meta({ id: 'Org', deprecated: true, description: "The first revision's form of ExpressCustomer.", examples: [EXAMPLES.org] });
export type Org = z.infer<typeof OrgSchema>;

export const OrgListSchema = z
  .strictObject({
    organizations: z.array(OrgSchema).describe('One page of customers, newest first, the deactivated ones too.'),
    ...pageAnswer,
  })
  .meta({ id: 'OrgList', examples: [EXAMPLES.orgList] });
export type OrgList = z.infer<typeof OrgListSchema>;

/** `/v1/orgs/{orgId}`: the handler sees the customer's id of today. */
export const OrgParamsSchema = z.strictObject({ orgId }).transform(({ orgId }) => ({ expressCustomerId: customerIdOf(orgId) }));

/** A customer as the first revision knows it. */
export function toOrg({ expressCustomerId, expressCustomerName, ...facts }: ExpressCustomer): Org {
  return { orgId: orgIdOf(expressCustomerId), orgName: expressCustomerName, ...facts };
}
