import {
  ApiError,
  type ClinicalReference,
  type ClinicalReferenceCreate,
  type ClinicalReferenceList,
  type ClinicalReferenceListQuery,
  type ClinicalReferencePatch,
  publicId,
  toPage,
} from '@readroom/contract';
import { type Tx, violatedConstraint } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Caller, findCustomer } from '../express/index.ts';
import { mustBeActive, mustBeCustomer, nameTaken } from './policy.ts';
import { presentReference } from './presenter.ts';
import {
  findByExternalId,
  findReference,
  insertReference,
  lockReference,
  NAME_INDEX,
  type ReferenceChange,
  type ReferenceRow,
  selectReferences,
  updateReference,
} from './repository.ts';

/** Throws `conflict` for a name that is taken, `not_found` for an unknown customer. */
export async function createReference(tx: Tx, caller: Caller, body: ClinicalReferenceCreate): Promise<ClinicalReference> {
  const { principal } = caller;
  const { expressCustomerId, ...fields } = body;
  const customer = expressCustomerId === undefined ? null : mustBeCustomer(await findCustomer(tx, principal, expressCustomerId));
  const reference = await insertReference(tx, {
    ...fields,
    clinicId: principal.clinicId,
    expressCustomerId: customer?.id ?? null,
    createdByApiKeyId: principal.kind === 'key' ? principal.apiKeyId : null,
  });
  if (!reference) throw nameTaken();
  await note(tx, caller, 'reference.created', reference);
  return presentReference({ ...reference, customer });
}

/** One page, newest first. */
export async function listReferences(
  tx: Tx,
  { principal }: Caller,
  query: ClinicalReferenceListQuery & { words?: string | undefined },
): Promise<ClinicalReferenceList> {
  const { items, ...page } = toPage(await selectReferences(tx, principal, query), query.limit);
  return { clinicalReferences: items.map(presentReference), ...page };
}

/** Deleted ones too. Throws `not_found`. */
export async function readReference(tx: Tx, { principal }: Caller, referenceId: string): Promise<ClinicalReference> {
  const reference = await findReference(tx, principal, referenceId);
  if (!reference) throw new ApiError('not_found');
  return presentReference(reference);
}

/** Throws `not_found`. */
export async function readReferenceByExternalId(tx: Tx, { principal }: Caller, externalId: string): Promise<ClinicalReference> {
  const reference = await findByExternalId(tx, principal, externalId);
  if (!reference) throw new ApiError('not_found');
  return presentReference(reference);
}

/** Changes what is sent; null clears. Throws `not_found`, `conflict` for a name that is taken, `unprocessable` for a deleted reference. */
export async function patchReference(
  tx: Tx,
  caller: Caller,
  referenceId: string,
  patch: ClinicalReferencePatch,
): Promise<ClinicalReference> {
  const reference = await locked(tx, caller, referenceId);
  mustBeActive(reference);
  const change: ReferenceChange = {
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.metadata !== undefined && { metadata: patch.metadata }),
    ...(patch.expressCustomerId === null && { expressCustomerId: null }),
    ...(patch.expressCustomerId && {
      expressCustomerId: mustBeCustomer(await findCustomer(tx, caller.principal, patch.expressCustomerId)).id,
    }),
  };
  if (Object.keys(change).length > 0) {
    await updateReference(tx, reference.id, change).catch((error: unknown) => {
      throw violatedConstraint(error) === NAME_INDEX ? nameTaken() : error;
    });
    await note(tx, caller, 'reference.updated', reference, { fields: Object.keys(change).join(',') });
  }
  return readReference(tx, caller, referenceId);
}

/** Takes the reference out of use. Its id goes behind its name, so that the name is free again. One that is deleted already stays as it is. Throws `not_found`. */
export async function deleteReference(tx: Tx, caller: Caller, referenceId: string): Promise<ClinicalReference> {
  const reference = await locked(tx, caller, referenceId);
  if (reference.isActive) {
    await updateReference(tx, reference.id, { isActive: false, name: `${reference.name} (deleted ${referenceId})` });
    await note(tx, caller, 'reference.deleted', reference);
  }
  return readReference(tx, caller, referenceId);
}

async function locked(tx: Tx, { principal }: Caller, referenceId: string): Promise<ReferenceRow> {
  const reference = await lockReference(tx, principal, referenceId);
  if (!reference) throw new ApiError('not_found');
  return reference;
}

async function note(
  tx: Tx,
  { principal, requestId }: Caller,
  action: string,
  reference: ReferenceRow,
  detail: Record<string, string> = {},
) {
  await recordAudit(tx, {
    clinicId: principal.clinicId,
    actor: actorOf(principal),
    action,
    subject: publicId('ref', reference.id),
    requestId,
    detail,
  });
}
