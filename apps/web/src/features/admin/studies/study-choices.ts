import { SEVERITY_LABELS } from '../../study/index.ts';
import { customerOptions } from './customer-options.ts';
import { useCustomers, useReaders } from './queries.ts';

/** What lists of studies, of either product, are filtered by alike. */

export const ANY = { value: 'any', label: 'Any' } as const;
export const SEVERITIES = [ANY, ...(['stat', 'high', 'normal'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }))];
export const CANCELLED = [
  { value: 'no', label: 'Not cancelled' },
  { value: 'yes', label: 'Cancelled' },
  { value: 'any', label: 'Both' },
] as const;

export function useReaderChoices() {
  const readers = useReaders();
  return [
    { value: 'any', label: 'Anyone' },
    { value: 'none', label: 'Nobody' },
    ...(readers.data ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
  ];
}

export function useCustomerChoices() {
  const customers = useCustomers();
  return [ANY, { value: 'none', label: 'None' }, ...customerOptions(customers.data)];
}
