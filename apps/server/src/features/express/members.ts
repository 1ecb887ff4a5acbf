import { type AdminCustomerUserList, ApiError, publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import type { Caller } from './audit.ts';
import { findCustomer, selectMembers } from './repository.ts';

/** Who belongs to a customer, by name; those without access too. Throws `not_found`. */
export async function listCustomerUsers(tx: Tx, { principal }: Caller, customerId: string): Promise<AdminCustomerUserList> {
  const customer = await findCustomer(tx, principal, customerId);
  if (!customer) throw new ApiError('not_found');
  const users = (await selectMembers(tx, customer)).map(({ id, email, firstName, lastName, level, revokedAt }) => ({
    userId: publicId('usr', id),
    email,
    firstName,
    lastName,
    level,
    hasAccess: revokedAt === null,
  }));
  return { users };
}
