import { ApiError } from '@readroom/contract';
import { seesCustomerOf } from '../access/index.ts';
import type { CustomerRow } from '../express/index.ts';
import type { Principal } from '../principal/index.ts';
import type { ReferenceRow } from './repository.ts';

/** A reference belongs to a customer that is there. Unknown: `not_found`. A deactivated one keeps its references and may get others. */
export function mustBeCustomer(customer: CustomerRow | null): CustomerRow {
  if (!customer) {
    throw new ApiError('not_found', {
      message: 'There is no Express customer with that id.',
      issues: [{ path: 'expressCustomerId', message: 'no such customer' }],
    });
  }
  return customer;
}

/** A deleted reference stays as it was. */
export function mustBeActive(reference: ReferenceRow): void {
  if (!reference.isActive) throw new ApiError('unprocessable', { message: 'This clinical reference is deleted.' });
}

/** Names differ where any character differs, upper and lower case included. */
export function nameTaken(): ApiError {
  return new ApiError('conflict', {
    message: 'A clinical reference of this type has that name already.',
    issues: [{ path: 'name', message: 'already used in this clinic for this type and customer' }],
  });
}

/** A member keeps the references of their customers, one of none the clinic-wide ones; a member who belongs to customers only picks from the clinic-wide ones. */
export function mustKeep(principal: Principal, reference: ReferenceRow): void {
  if (!seesCustomerOf(principal, reference)) {
    throw new ApiError('forbidden', { message: 'This reference is for the whole clinic: an owner or admin keeps it.' });
  }
}
