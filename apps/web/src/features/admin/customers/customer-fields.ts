import type { ExpressCustomer } from '@readroom/contract';
import { metadataOf, type Pair, pairsOf } from '../metadata.ts';

/** A customer as the form holds it. */
export interface CustomerFields {
  expressCustomerName: string;
  metadata: Pair[];
}

export const NEW_CUSTOMER: CustomerFields = { expressCustomerName: '', metadata: [] };

export function fieldsOfCustomer(customer: ExpressCustomer): CustomerFields {
  return { expressCustomerName: customer.expressCustomerName, metadata: pairsOf(customer.metadata) };
}

/** The body of POST /api/admin/customers. */
export function createOf({ expressCustomerName, metadata }: CustomerFields): Record<string, unknown> {
  const map = metadataOf(metadata);
  return { expressCustomerName: expressCustomerName.trim(), ...(map && { metadata: map }) };
}

/** The body of a PATCH: what differs; null where no metadata is left. */
export function patchOf(before: CustomerFields, fields: CustomerFields): Record<string, unknown> {
  const name = fields.expressCustomerName.trim();
  const metadata = metadataOf(fields.metadata);
  return {
    ...(name !== before.expressCustomerName && { expressCustomerName: name }),
    ...(JSON.stringify(metadata) !== JSON.stringify(metadataOf(before.metadata)) && { metadata }),
  };
}
