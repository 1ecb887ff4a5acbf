import { type ExpressCustomer, ExpressCustomerCreateSchema, ExpressCustomerListSchema, ExpressCustomerSchema } from '@readroom/contract';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Building2, EllipsisVertical, Pencil, Plus, Power, PowerOff, Users } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, IconButton, Menu, MenuItem, MenuSeparator, toast, useAction } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { SearchField } from '../FilterBar.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { useListFilters } from '../use-list-filters.ts';
import { CustomerDialog } from './CustomerDialog.tsx';
import { CustomerUsersDialog } from './CustomerUsersDialog.tsx';
import { createOf, NEW_CUSTOMER } from './customer-fields.ts';
import { EditCustomer } from './EditCustomer.tsx';

const NO_FILTERS = z.object({});

type Open = { what: 'create' } | { what: 'edit' | 'users' | 'deactivate'; customer: ExpressCustomer } | null;

/** The sites that this account hosts. */
export function CustomersPanel() {
  const queryClient = useQueryClient();
  const { words, askedWords, setWords } = useListFilters(NO_FILTERS);
  const list = useInfiniteQuery({
    queryKey: [...queryKeys.adminCustomerList, askedWords],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: '50', words: askedWords, ...(pageParam !== undefined && { cursor: pageParam }) });
      return api.get(`/api/admin/customers?${params}`, ExpressCustomerListSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminCustomers });
  const setActive = async (customer: ExpressCustomer, action: 'deactivate' | 'reactivate') => {
    await api.post(`/api/admin/customers/${customer.expressCustomerId}/${action}`, undefined, ExpressCustomerSchema);
    await refresh();
  };
  const reactivate = useAction(async (customer: ExpressCustomer) => {
    try {
      await setActive(customer, 'reactivate');
      toast({ tone: 'success', title: `${customer.expressCustomerName} takes studies and users again` });
    } catch (error) {
      toast({ tone: 'danger', title: 'The customer was not reactivated', description: describeError(error).message });
    }
  });
  return (
    <>
      <PanelHeader
        title="Customers"
        lead="The sites that this account hosts. A member who belongs to customers sees only their studies."
        action={
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ what: 'create' })}>
            New customer
          </Button>
        }
      />
      <search aria-label="Filter customers" className="mb-4 flex flex-wrap items-end gap-3">
        <SearchField label="Name" words={words} onWords={setWords} className="sm:max-w-96" />
      </search>
      <PagedList
        query={list}
        items={list.data?.pages.flatMap((page) => page.expressCustomers) ?? []}
        what="the customers"
        empty={
          <EmptyState icon={<Building2 size={22} aria-hidden />} title={words === '' ? 'No customer yet' : 'No customer matches'}>
            {words === ''
              ? 'A clinic that reads for itself needs none. Create one for each site that you read for.'
              : 'Search for other words of its name.'}
          </EmptyState>
        }
        keyOf={(customer) => customer.expressCustomerId}
      >
        {(customer) => (
          <>
            <div className="min-w-0 flex-1">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                <span className="min-w-0 wrap-anywhere">{customer.expressCustomerName}</span>
                {!customer.isActive && <Badge tone="warning">Deactivated</Badge>}
              </p>
              <p className="m-0 text-[13px] text-muted">
                {customer.userCount === 1 ? '1 user' : `${customer.userCount} users`}, since{' '}
                {new Date(customer.createdAt).toLocaleDateString(undefined, { dateStyle: 'medium' })}
              </p>
              {customer.metadata && (
                <p className="m-0 text-[13px] wrap-anywhere text-muted">
                  {Object.entries(customer.metadata)
                    .map(([key, value]) => `${key}: ${value}`)
                    .join('; ')}
                </p>
              )}
            </div>
            <Button
              size="small"
              icon={<Users size={14} aria-hidden />}
              aria-label={`Users of ${customer.expressCustomerName}`}
              onClick={() => setOpen({ what: 'users', customer })}
            >
              Users
            </Button>
            <Menu
              trigger={
                <IconButton
                  label={`Actions for ${customer.expressCustomerName}`}
                  size="small"
                  icon={<EllipsisVertical size={16} aria-hidden />}
                />
              }
            >
              <MenuItem icon={<Pencil size={16} aria-hidden />} onSelect={() => setOpen({ what: 'edit', customer })}>
                Edit
              </MenuItem>
              <MenuSeparator />
              {customer.isActive ? (
                <MenuItem isDanger icon={<PowerOff size={16} aria-hidden />} onSelect={() => setOpen({ what: 'deactivate', customer })}>
                  Deactivate
                </MenuItem>
              ) : (
                <MenuItem icon={<Power size={16} aria-hidden />} onSelect={() => reactivate.run(customer)}>
                  Reactivate
                </MenuItem>
              )}
            </Menu>
          </>
        )}
      </PagedList>
      {open?.what === 'create' && (
        <CustomerDialog
          title="New customer"
          description="Studies, users and clinical references can belong to it."
          action="Create"
          known={NEW_CUSTOMER}
          schema={ExpressCustomerCreateSchema}
          bodyOf={createOf}
          onSend={async (body) => {
            await api.post('/api/admin/customers', body, ExpressCustomerSchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'edit' && <EditCustomer customer={open.customer} onSaved={refresh} onClose={close} />}
      {open?.what === 'users' && <CustomerUsersDialog customer={open.customer} onClose={close} />}
      {open?.what === 'deactivate' && (
        <ConfirmDialog
          title={`Deactivate ${open.customer.expressCustomerName}?`}
          description="It takes no new studies and users from now on, and keeps those that it has. You can reactivate it."
          action="Deactivate"
          onConfirm={() => setActive(open.customer, 'deactivate')}
          onClose={close}
        />
      )}
    </>
  );
}
