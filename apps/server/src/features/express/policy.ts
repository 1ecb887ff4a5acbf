import { ApiError } from '@readroom/contract';
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
