import { ApiError } from '@readroom/contract';
import type { Principal } from '../principal/index.ts';
import type { CustomerRow, UserRow } from './repository.ts';

/** A deactivated customer takes no new users. */
export function mustTakeUsers(customer: CustomerRow): void {
  if (!customer.isActive) {
    throw new ApiError('unprocessable', { message: 'This Express customer is deactivated: it takes no new users. Reactivate it first.' });
  }
}

/** Who belongs to a customer is a user of the clinic. Unknown: `not_found`. */
export function mustBeKnown(user: UserRow | null): UserRow {
  if (!user) {
    throw new ApiError('not_found', {
      message: 'There is no user with that id.',
      issues: [{ path: 'userId', message: 'no such user' }],
    });
  }
  return user;
}

/** Nobody joins a customer who has no access to the clinic. */
export function mustHaveAccess(user: UserRow): void {
  if (user.revokedAt) {
    throw new ApiError('unprocessable', {
      message: 'This user no longer has access.',
      issues: [{ path: 'userId', message: 'expected an active user' }],
    });
  }
}

/** A member who belongs to customers enters things for one of these only: what belongs to no customer is out of their sight. `customerId` is null or absent for none. */
export function mustNameOwnCustomer(principal: Principal, customerId: string | null | undefined): void {
  if (principal.kind === 'key' || principal.level !== 'member' || principal.customerIds.length === 0 || customerId) return;
  throw new ApiError('unprocessable', {
    message: 'You work for customers of this clinic: name the one that this belongs to.',
    issues: [{ path: 'expressCustomerId', message: 'expected one of your customers' }],
  });
}
