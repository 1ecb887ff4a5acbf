import {
  type ClinicalReference,
  ClinicalReferenceCreateSchema,
  ClinicalReferenceListSchema,
  ClinicalReferenceSchema,
} from '@readroom/contract';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { BookMarked, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { api, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, IconButton, Select } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { SearchField } from '../FilterBar.tsx';
import { idOrNone, oneOf } from '../list-filters.ts';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { customerOptions } from '../studies/customer-options.ts';
import { useCustomers } from '../studies/queries.ts';
import { useListFilters } from '../use-list-filters.ts';
import { EditReference } from './EditReference.tsx';
import { ReferenceDialog } from './ReferenceDialog.tsx';
import { createOf, newReference, TYPE_LABELS, TYPES } from './reference-fields.ts';

const USES = [
  { value: 'active', label: 'Those in use' },
  { value: 'deleted', label: 'Deleted ones' },
  { value: 'any', label: 'Both' },
] as const;
const IS_ACTIVE = { active: 'true', deleted: 'false', any: '' };
const FILTERS = z.object({
  type: oneOf(['any', ...TYPES.map(({ value }) => value)]),
  customer: idOrNone('cus'),
  use: oneOf(['active', 'deleted', 'any']),
});

type Open = { what: 'create' } | { what: 'edit' | 'delete'; reference: ClinicalReference } | null;

/** The names that are picked from where a study is entered. */
export function ReferencesPanel() {
  const queryClient = useQueryClient();
  const customers = useCustomers();
  const { filters, words, askedWords, isFiltered, change, setWords } = useListFilters(FILTERS);
  const { type, customer, use } = filters;
  const list = useInfiniteQuery({
    queryKey: queryKeys.adminReferenceList({ type, customer, use, words: askedWords }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: '50', isActive: IS_ACTIVE[use], ...(pageParam !== undefined && { cursor: pageParam }) });
      if (type !== 'any') params.set('type', type);
      if (customer !== 'any') params.set('expressCustomerId', customer === 'none' ? '' : customer);
      const body = askedWords === '' ? {} : { words: askedWords };
      return api.post(`/api/admin/clinical-references/search?${params}`, body, ClinicalReferenceListSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminReferences });
  const customerChoices = [
    { value: 'any', label: 'Any' },
    { value: 'none', label: 'None: clinic-wide' },
    ...customerOptions(customers.data),
  ];
  return (
    <>
      <PanelHeader
        title="Clinical references"
        lead="Names that are suggested where a study is entered: the same facility is always written the same way."
        action={
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ what: 'create' })}>
            New reference
          </Button>
        }
      />
      <search aria-label="Filter references" className="mb-4 flex flex-wrap items-end gap-3">
        <SearchField label="Name" words={words} onWords={setWords} />
        <Select
          label="Type"
          value={type}
          options={[{ value: 'any', label: 'Any' }, ...TYPES]}
          onChange={(next) => change({ type: next })}
        />
        <Select
          label="Customer"
          className="max-w-56"
          value={customer}
          options={customerChoices}
          onChange={(next) => change({ customer: next })}
        />
        <Select label="Shows" value={use} options={USES} onChange={(next) => change({ use: next })} />
      </search>
      <PagedList
        query={list}
        items={list.data?.pages.flatMap((page) => page.clinicalReferences) ?? []}
        what="the clinical references"
        empty={
          <EmptyState icon={<BookMarked size={22} aria-hidden />} title={isFiltered ? 'No reference matches' : 'No reference yet'}>
            {isFiltered
              ? 'Others are shown once you change the filters.'
              : 'Create the facilities, referring providers, descriptions and procedures that your studies name.'}
          </EmptyState>
        }
        keyOf={(reference) => reference.clinicalReferenceId}
      >
        {(reference) => (
          <>
            <div className="min-w-0 flex-1">
              <p className="m-0 font-medium break-words">{reference.name}</p>
              <p className="m-0 flex flex-wrap items-center gap-2 text-[13px] text-muted">
                <Badge>{TYPE_LABELS[reference.type]}</Badge>
                {!reference.isActive && <Badge tone="warning">Deleted</Badge>}
                {reference.expressCustomer ? reference.expressCustomer.expressCustomerName : 'Clinic-wide'}
                {reference.externalReferenceId && <span className="identifier break-all">{reference.externalReferenceId}</span>}
              </p>
            </div>
            {reference.isActive && (
              <div className="flex gap-1">
                <IconButton
                  label={`Edit ${reference.name}`}
                  size="small"
                  icon={<Pencil size={15} aria-hidden />}
                  onClick={() => setOpen({ what: 'edit', reference })}
                />
                <IconButton
                  label={`Delete ${reference.name}`}
                  size="small"
                  icon={<Trash2 size={15} aria-hidden />}
                  onClick={() => setOpen({ what: 'delete', reference })}
                />
              </div>
            )}
          </>
        )}
      </PagedList>
      {open?.what === 'create' && (
        <ReferenceDialog
          title="New reference"
          description="It is suggested at once. Studies keep the words that they were entered with."
          action="Create"
          known={newReference(type === 'any' ? 'facility' : type, customer === 'any' || customer === 'none' ? '' : customer)}
          isFixed={false}
          schema={ClinicalReferenceCreateSchema}
          bodyOf={createOf}
          onSend={async (body) => {
            await api.post('/api/admin/clinical-references', body, ClinicalReferenceSchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'edit' && <EditReference reference={open.reference} onSaved={refresh} onClose={close} />}
      {open?.what === 'delete' && (
        <ConfirmDialog
          title={`Delete ${open.reference.name}?`}
          description="It is suggested no more, and its name is free again. Studies keep the words. It cannot be brought back."
          action="Delete"
          onConfirm={async () => {
            await api.post(
              `/api/admin/clinical-references/${open.reference.clinicalReferenceId}/delete`,
              undefined,
              ClinicalReferenceSchema,
            );
            await refresh();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
