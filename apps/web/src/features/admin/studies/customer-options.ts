import type { ExpressCustomer } from '@readroom/contract';

const since = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Customers to choose from. Two may have one name: then each says since when it is there. One that is deactivated says so. */
export function customerOptions(customers: ExpressCustomer[] = []): { value: string; label: string }[] {
  const nameOf = ({ expressCustomerName }: ExpressCustomer) => expressCustomerName.trim().toLowerCase();
  const isShared = (customer: ExpressCustomer) => customers.some((other) => other !== customer && nameOf(other) === nameOf(customer));
  return customers.map((customer) => ({
    value: customer.expressCustomerId,
    label: [customer.expressCustomerName, isShared(customer) && `since ${since(customer.createdAt)}`, !customer.isActive && 'deactivated']
      .filter(Boolean)
      .join(', '),
  }));
}
