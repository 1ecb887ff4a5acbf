import { type ClinicalReference, publicId } from '@readroom/contract';
import { presentCustomerReference } from '../express/index.ts';
import type { ReferenceDetails } from './repository.ts';

/** The only way from a reference's row to its JSON. */
export function presentReference(reference: ReferenceDetails): ClinicalReference {
  return {
    clinicalReferenceId: publicId('ref', reference.id),
    name: reference.name,
    type: reference.type,
    isActive: reference.isActive,
    createdAt: reference.createdAt.toISOString(),
    updatedAt: reference.updatedAt.toISOString(),
    expressCustomer: reference.customer && presentCustomerReference(reference.customer),
    externalReferenceId: reference.externalReferenceId,
    ...(reference.metadata && { metadata: reference.metadata }),
  };
}
