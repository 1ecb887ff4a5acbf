import { type CustomerReference, type ExpressCustomer, type OrgReference, publicId } from '@readroom/contract';
import type { CountedCustomer, CustomerRow } from './repository.ts';

/** The only way from a customer's row to its JSON. */
export function presentCustomer(customer: CountedCustomer): ExpressCustomer {
  return {
    expressCustomerId: publicId('cus', customer.id),
    expressCustomerName: customer.name,
    isActive: customer.isActive,
    userCount: customer.userCount,
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
    ...(customer.createdByApiKeyId && { createdByApiKeyId: customer.createdByApiKeyId }),
    ...(customer.createdByUserId && { createdByUserId: publicId('usr', customer.createdByUserId) }),
    ...(customer.metadata && { metadata: customer.metadata }),
  };
}

/** A customer as other resources name it. */
export function presentCustomerReference({ id, name }: Pick<CustomerRow, 'id' | 'name'>): CustomerReference {
  return { expressCustomerId: publicId('cus', id), expressCustomerName: name };
}

/** The same for the first revision. */
export function presentOrg({ id, name }: Pick<CustomerRow, 'id' | 'name'>): OrgReference {
  return { orgId: publicId('org', id), orgName: name };
}
