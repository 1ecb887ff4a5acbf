import { randomUUID } from 'node:crypto';
import { rawId } from '@readroom/contract';
import { and, asc, desc, eq, getTableColumns, ilike, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { expressCustomers, expressCustomerUsers, users } from '../../platform/db/schema.ts';
import { patternOf } from '../../platform/db/words.ts';
import type { Principal } from '../principal/index.ts';

export type CustomerRow = typeof expressCustomers.$inferSelect;
export type CountedCustomer = CustomerRow & { userCount: number };
export type UserRow = typeof users.$inferSelect;
type NewCustomer = Pick<typeof expressCustomers.$inferInsert, 'clinicId' | 'name' | 'metadata' | 'createdByApiKeyId' | 'createdByUserId'>;

/** A key of scope self reaches the customers that it created, one of scope all those of its clinic; a member reaches those that they belong to, owner and admin all. */
function within(principal: Principal, ...conditions: (SQL | undefined)[]): SQL | undefined {
  return and(eq(expressCustomers.clinicId, principal.clinicId), reach(principal), ...conditions);
}

function reach(principal: Principal): SQL | undefined {
  if (principal.kind === 'key') return principal.scope === 'all' ? undefined : eq(expressCustomers.createdByApiKeyId, principal.apiKeyId);
  return principal.level === 'member' ? inArray(expressCustomers.id, principal.customerIds) : undefined;
}

/** The customer with this public id, locked until the transaction ends where `lock` is set; null where the principal reaches none. */
export async function findCustomer(
  tx: Tx,
  principal: Principal,
  customerId: string,
  options: { lock?: boolean } = {},
): Promise<CustomerRow | null> {
  const id = rawId('cus', customerId);
  if (id === null) return null;
  const query = tx
    .select()
    .from(expressCustomers)
    .where(within(principal, eq(expressCustomers.id, id)));
  const [customer] = options.lock ? await query.for('update') : await query;
  return customer ?? null;
}

/** Named in full: in a query on one table drizzle writes bare column names. */
const userCount = sql<number>`(
  SELECT count(*)::int FROM express_customer_users member JOIN users ON users.id = member.user_id
  WHERE member.express_customer_id = express_customers.id AND users.revoked_at IS NULL
)`;

export async function countUsers(tx: Tx, customer: CustomerRow): Promise<CountedCustomer> {
  const [row] = await tx.select({ userCount }).from(expressCustomers).where(eq(expressCustomers.id, customer.id));
  return { ...customer, userCount: row?.userCount ?? 0 };
}

/** `limit + 1` customers, newest first, so that the caller sees whether more follow. */
export async function selectCustomers(
  tx: Tx,
  principal: Principal,
  page: { cursor?: number | undefined; limit: number; words?: string | undefined },
): Promise<CountedCustomer[]> {
  const words = page.words?.split(/\s+/).filter((word) => word !== '') ?? [];
  return tx
    .select({ ...getTableColumns(expressCustomers), userCount })
    .from(expressCustomers)
    .where(
      within(
        principal,
        page.cursor === undefined ? undefined : lt(expressCustomers.seq, page.cursor),
        ...words.map((word) => ilike(expressCustomers.name, patternOf(word))),
      ),
    )
    .orderBy(desc(expressCustomers.seq))
    .limit(page.limit + 1);
}

export async function insertCustomer(tx: Tx, customer: NewCustomer): Promise<CustomerRow> {
  const [row] = await tx
    .insert(expressCustomers)
    .values({ id: randomUUID(), ...customer })
    .returning();
  return row!;
}

export async function updateCustomer(
  tx: Tx,
  customerId: string,
  change: Partial<Pick<CustomerRow, 'name' | 'metadata' | 'isActive'>>,
): Promise<CustomerRow> {
  const [row] = await tx
    .update(expressCustomers)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(expressCustomers.id, customerId))
    .returning();
  return row!;
}

/** Everybody who belongs to the customer, by name. */
export async function selectMembers(tx: Tx, customer: CustomerRow): Promise<UserRow[]> {
  return tx
    .select(getTableColumns(users))
    .from(expressCustomerUsers)
    .innerJoin(users, eq(users.id, expressCustomerUsers.userId))
    .where(eq(expressCustomerUsers.expressCustomerId, customer.id))
    .orderBy(asc(users.lastName), asc(users.firstName), asc(users.id));
}

/** @returns false where the user belonged to the customer already. */
export async function insertMember(tx: Tx, customer: CustomerRow, userId: string): Promise<boolean> {
  const inserted = await tx
    .insert(expressCustomerUsers)
    .values({ clinicId: customer.clinicId, expressCustomerId: customer.id, userId })
    .onConflictDoNothing()
    .returning({ userId: expressCustomerUsers.userId });
  return inserted.length > 0;
}

/** @returns false where the user did not belong to the customer. */
export async function deleteMember(tx: Tx, customer: CustomerRow, userId: string): Promise<boolean> {
  const deleted = await tx
    .delete(expressCustomerUsers)
    .where(and(eq(expressCustomerUsers.expressCustomerId, customer.id), eq(expressCustomerUsers.userId, userId)))
    .returning({ userId: expressCustomerUsers.userId });
  return deleted.length > 0;
}
