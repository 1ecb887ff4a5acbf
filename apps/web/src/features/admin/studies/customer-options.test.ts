import { expect, test } from 'vitest';
import { customerOptions } from './customer-options.ts';

const customer = (id: string, expressCustomerName: string, isActive = true, createdAt = '2024-03-15T10:30:00Z') => ({
  expressCustomerId: `cus_${id}`,
  expressCustomerName,
  isActive,
  userCount: 0,
  createdAt,
  updatedAt: createdAt,
});

test('a name of its own is enough', () => {
  expect(customerOptions([customer('1', 'North'), customer('2', 'South')])).toEqual([
    { value: 'cus_1', label: 'North' },
    { value: 'cus_2', label: 'South' },
  ]);
  expect(customerOptions()).toEqual([]);
});

test('two of one name are told apart, and one that is deactivated', () => {
  const [first, second, third] = customerOptions([
    customer('1', 'North'),
    customer('2', 'north ', false, '2025-01-02T10:30:00Z'),
    customer('3', 'South', false),
  ]).map(({ label }) => label);
  expect(first).toMatch(/^North, since .*2024/);
  expect(second).toMatch(/^north , since .*2025.*, deactivated$/);
  expect(third).toBe('South, deactivated');
});
