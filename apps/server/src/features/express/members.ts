import { type AdminCustomerUserList, ApiError, publicId } from '@readroom/contract';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { expressCustomerUsers, users } from '../../platform/db/schema.ts';
import type { Caller } from './audit.ts';
import { findCustomer } from './repository.ts';

/** Who belongs to a customer, by name; those without access too. Throws `not_found`. */
export async function listCustomerUsers(tx: Tx, { principal }: Caller, customerId: string): Promise<AdminCustomerUserList> {
  const customer = await findCustomer(tx, principal, customerId);
  if (!customer) throw new ApiError('not_found');
  const rows = await tx
    .select({
      id: users.id,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      level: users.level,
      revokedAt: users.revokedAt,
    })
    .from(expressCustomerUsers)
    .innerJoin(users, eq(users.id, expressCustomerUsers.userId))
    .where(eq(expressCustomerUsers.expressCustomerId, customer.id))
    .orderBy(asc(users.lastName), asc(users.firstName), asc(users.id));
  return { users: rows.map(({ id, revokedAt, ...user }) => ({ userId: publicId('usr', id), ...user, hasAccess: revokedAt === null })) };
}
