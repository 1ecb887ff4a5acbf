import { ClinicalReferenceCreateSchema, ClinicalReferencePatchSchema, publicId } from '@readroom/contract';
import { expect, test } from 'vitest';
import { newPair } from '../metadata.ts';
import { createOf, fieldsOfReference, newReference, patchOf } from './reference-fields.ts';

const customer = publicId('cus', '11111111-2222-4333-8444-555555555555');

test('a new reference leaves out what is empty; one without a name is refused by name', () => {
  const body = createOf({ ...newReference('procedure', ''), name: ' CT Chest ' });
  expect(body).toEqual({ type: 'procedure', name: 'CT Chest' });
  const full = createOf({ ...newReference('facility', customer), name: 'West', externalReferenceId: 'F-1', metadata: [newPair('a', 'b')] });
  expect(full).toEqual({ type: 'facility', name: 'West', expressCustomerId: customer, externalReferenceId: 'F-1', metadata: { a: 'b' } });
  expect(ClinicalReferenceCreateSchema.safeParse(full).success).toBe(true);
  expect(ClinicalReferenceCreateSchema.safeParse(createOf(newReference('facility', ''))).error?.issues[0]).toMatchObject({
    path: ['name'],
    message: 'expected a name',
  });
});

test('a change holds what differs; a reference that belongs to no customer any more says null', () => {
  const before = fieldsOfReference({
    clinicalReferenceId: publicId('ref', '11111111-2222-4333-8444-555555555555'),
    name: 'West',
    type: 'facility',
    isActive: true,
    createdAt: '2026-01-02T03:04:05.000Z',
    updatedAt: '2026-01-02T03:04:05.000Z',
    expressCustomer: { expressCustomerId: customer, expressCustomerName: 'North' },
    metadata: { a: 'b' },
  });
  expect(patchOf(before, before)).toEqual({});
  const body = patchOf(before, { ...before, type: 'procedure', expressCustomerId: '', metadata: [] });
  expect(body).toEqual({ expressCustomerId: null, metadata: null });
  expect(ClinicalReferencePatchSchema.safeParse(body).success).toBe(true);
});
