import { type ExpressCustomer, ExpressCustomerCreateSchema, ExpressCustomerPatchSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { newPair } from '../metadata.ts';
import { createOf, fieldsOfCustomer, NEW_CUSTOMER, patchOf } from './customer-fields.ts';

const north: ExpressCustomer = {
  expressCustomerId: 'cus_00000000000000000000000000000001',
  expressCustomerName: 'North site',
  isActive: true,
  userCount: 2,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  metadata: { contract: '17' },
};

test('a new customer without pairs has no metadata; one without a name is refused by name', () => {
  expect(createOf({ ...NEW_CUSTOMER, expressCustomerName: ' North site ' })).toEqual({ expressCustomerName: 'North site' });
  expect(ExpressCustomerCreateSchema.safeParse(createOf(NEW_CUSTOMER)).error?.issues[0]).toMatchObject({
    path: ['expressCustomerName'],
    message: 'expected a name',
  });
});

test('a change holds what differs; metadata that was taken away is null', () => {
  const before = fieldsOfCustomer(north);
  expect(patchOf(before, fieldsOfCustomer(north))).toEqual({});
  expect(patchOf(before, { ...before, metadata: [newPair('contract', '18')] })).toEqual({ metadata: { contract: '18' } });
  const emptied = patchOf(before, { expressCustomerName: 'North', metadata: [] });
  expect(emptied).toEqual({ expressCustomerName: 'North', metadata: null });
  expect(ExpressCustomerPatchSchema.safeParse(emptied).success).toBe(true);
});
