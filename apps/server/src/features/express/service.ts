import {
  type Action,
  type AdminCustomerListQuery,
  ApiError,
  type ExpressCustomer,
  type ExpressCustomerCreate,
  type ExpressCustomerList,
  type ExpressCustomerPatch,
  publicId,
  toPage,
} from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { findNameableUser } from '../access/index.ts';
import { type Caller, noteCustomer } from './audit.ts';
import { mustBeKnown, mustHaveAccess, mustTakeUsers } from './policy.ts';
import { presentCustomer } from './presenter.ts';
import {
  type CustomerRow,
  countUsers,
  deleteMember,
  findCustomer,
  insertCustomer,
  insertMember,
  selectCustomers,
  updateCustomer,
} from './repository.ts';

/** Two customers may have one name: the id tells them apart. */
export async function createCustomer(tx: Tx, caller: Caller, body: ExpressCustomerCreate): Promise<ExpressCustomer> {
  const { principal } = caller;
  const customer = await insertCustomer(tx, {
    clinicId: principal.clinicId,
    name: body.expressCustomerName,
    metadata: body.metadata ?? null,
    createdByApiKeyId: principal.kind === 'key' ? principal.apiKeyId : null,
    createdByUserId: principal.kind === 'user' ? principal.userId : null,
  });
  await noteCustomer(tx, caller, 'customer.created', customer.id);
  return presentCustomer({ ...customer, userCount: 0 });
}

/** One page, newest first; deactivated ones too. */
export async function listCustomers(tx: Tx, { principal }: Caller, query: AdminCustomerListQuery): Promise<ExpressCustomerList> {
  const { items, ...page } = toPage(await selectCustomers(tx, principal, query), query.limit);
  return { expressCustomers: items.map(presentCustomer), ...page };
}

/** Throws `not_found`. */
export async function readCustomer(tx: Tx, caller: Caller, customerId: string): Promise<ExpressCustomer> {
  return present(tx, await reached(tx, caller, customerId));
}

/** Changes what is sent; null clears the metadata. Throws `not_found`. */
export async function patchCustomer(tx: Tx, caller: Caller, customerId: string, patch: ExpressCustomerPatch): Promise<ExpressCustomer> {
  const customer = await reached(tx, caller, customerId, { lock: true });
  const change = {
    ...(patch.expressCustomerName !== undefined && { name: patch.expressCustomerName }),
    ...(patch.metadata !== undefined && { metadata: patch.metadata }),
  };
  if (Object.keys(change).length === 0) return present(tx, customer);
  const updated = await updateCustomer(tx, customer.id, change);
  await noteCustomer(tx, caller, 'customer.updated', customer.id, { fields: Object.keys(change).join(',') });
  return present(tx, updated);
}

/** A deactivated customer takes no new studies and users, and keeps those that it has. Saying it twice changes nothing. Throws `not_found`. */
export async function setCustomerActive(tx: Tx, caller: Caller, customerId: string, isActive: boolean): Promise<ExpressCustomer> {
  const customer = await reached(tx, caller, customerId, { lock: true });
  if (customer.isActive === isActive) return present(tx, customer);
  const updated = await updateCustomer(tx, customer.id, { isActive });
  await noteCustomer(tx, caller, isActive ? 'customer.reactivated' : 'customer.deactivated', customer.id);
  return present(tx, updated);
}

/**
 * From now on the user, as a member, sees the studies of this customer, and none without one. Throws `not_found` for an unknown customer or user, `unprocessable` for a deactivated
 * customer or a user without access.
 */
export async function addCustomerUser(tx: Tx, caller: Caller, customerId: string, userId: string): Promise<Action> {
  const customer = await reached(tx, caller, customerId, { lock: true });
  mustTakeUsers(customer);
  const user = mustBeKnown(await findNameableUser(tx, caller.principal, userId));
  mustHaveAccess(user);
  if (!(await insertMember(tx, customer, user.id))) return { success: true, message: 'The user already belonged to this customer.' };
  await noteCustomer(tx, caller, 'customer.user_added', customer.id, { userId: publicId('usr', user.id) });
  return { success: true };
}

/** Throws `not_found` for an unknown customer or user. */
export async function removeCustomerUser(tx: Tx, caller: Caller, customerId: string, userId: string): Promise<Action> {
  const customer = await reached(tx, caller, customerId, { lock: true });
  const user = mustBeKnown(await findNameableUser(tx, caller.principal, userId));
  if (!(await deleteMember(tx, customer, user.id))) return { success: true, message: 'The user did not belong to this customer.' };
  await noteCustomer(tx, caller, 'customer.user_removed', customer.id, { userId: publicId('usr', user.id) });
  return { success: true };
}

async function reached(tx: Tx, { principal }: Caller, customerId: string, options: { lock?: boolean } = {}): Promise<CustomerRow> {
  const customer = await findCustomer(tx, principal, customerId, options);
  if (!customer) throw new ApiError('not_found');
  return customer;
}

async function present(tx: Tx, customer: CustomerRow): Promise<ExpressCustomer> {
  return presentCustomer(await countUsers(tx, customer));
}
