import type { ClinicalReference, ClinicalReferenceType } from '@readroom/contract';
import { metadataOf, type Pair, pairsOf } from '../metadata.ts';

/** A clinical reference as the form holds it; empty for none. */
export interface ReferenceFields {
  type: ClinicalReferenceType;
  name: string;
  expressCustomerId: string;
  externalReferenceId: string;
  metadata: Pair[];
}

export const TYPE_LABELS: Record<ClinicalReferenceType, string> = {
  facility: 'Facility',
  referring_provider: 'Referring provider',
  study_description: 'Study description',
  procedure: 'Procedure',
};
export const TYPES = (Object.keys(TYPE_LABELS) as ClinicalReferenceType[]).map((value) => ({ value, label: TYPE_LABELS[value] }));

export function newReference(type: ClinicalReferenceType, expressCustomerId: string): ReferenceFields {
  return { type, name: '', expressCustomerId, externalReferenceId: '', metadata: [] };
}

export function fieldsOfReference(reference: ClinicalReference): ReferenceFields {
  return {
    type: reference.type,
    name: reference.name,
    expressCustomerId: reference.expressCustomer?.expressCustomerId ?? '',
    externalReferenceId: reference.externalReferenceId ?? '',
    metadata: pairsOf(reference.metadata),
  };
}

/** The body of POST /api/admin/clinical-references: what is empty is left out. */
export function createOf({ type, name, expressCustomerId, externalReferenceId, metadata }: ReferenceFields): Record<string, unknown> {
  const map = metadataOf(metadata);
  const externalId = externalReferenceId.trim();
  return {
    type,
    name: name.trim(),
    ...(expressCustomerId !== '' && { expressCustomerId }),
    ...(externalId !== '' && { externalReferenceId: externalId }),
    ...(map && { metadata: map }),
  };
}

/** The body of a PATCH: what differs; null for what was taken away. Type and external id never change. */
export function patchOf(before: ReferenceFields, fields: ReferenceFields): Record<string, unknown> {
  const name = fields.name.trim();
  const metadata = metadataOf(fields.metadata);
  return {
    ...(name !== before.name && { name }),
    ...(fields.expressCustomerId !== before.expressCustomerId && { expressCustomerId: fields.expressCustomerId || null }),
    ...(JSON.stringify(metadata) !== JSON.stringify(metadataOf(before.metadata)) && { metadata }),
  };
}
