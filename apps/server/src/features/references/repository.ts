import { randomUUID } from 'node:crypto';
import { type ClinicalReferenceListQuery, type ReferenceSuggest, rawId } from '@readroom/contract';
import { and, asc, desc, eq, getTableColumns, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinicalReferences, expressCustomers } from '../../platform/db/schema.ts';
import { patternOf } from '../../platform/db/words.ts';
import type { Principal } from '../principal/index.ts';

export type ReferenceRow = typeof clinicalReferences.$inferSelect;
export type NewReference = Omit<typeof clinicalReferences.$inferInsert, 'id' | 'seq' | 'isActive' | 'createdAt' | 'updatedAt'>;
export type ReferenceChange = Partial<Pick<ReferenceRow, 'name' | 'expressCustomerId' | 'metadata' | 'isActive'>>;
/** A reference with the customer that it belongs to. */
export type ReferenceDetails = ReferenceRow & { customer: { id: string; name: string } | null };

/** The unique index that keeps a name single among its clinic, type and customer. */
export const NAME_INDEX = 'clinical_references_name';

/** A key of scope self reaches what it created; a member reaches the clinic-wide ones and those of their customers; the others reach all of their clinic. */
function within(principal: Principal, ...conditions: (SQL | undefined)[]): SQL | undefined {
  return and(eq(clinicalReferences.clinicId, principal.clinicId), reach(principal), ...conditions);
}

function reach(principal: Principal): SQL | undefined {
  if (principal.kind === 'key') return principal.scope === 'all' ? undefined : eq(clinicalReferences.createdByApiKeyId, principal.apiKeyId);
  if (principal.level !== 'member') return undefined;
  return sql`(${isNull(clinicalReferences.expressCustomerId)} OR ${inArray(clinicalReferences.expressCustomerId, principal.customerIds)})`;
}

function joined(tx: Tx) {
  return tx
    .select({ ...getTableColumns(clinicalReferences), customer: { id: expressCustomers.id, name: expressCustomers.name } })
    .from(clinicalReferences)
    .leftJoin(expressCustomers, eq(expressCustomers.id, clinicalReferences.expressCustomerId));
}

export async function findReference(tx: Tx, principal: Principal, referenceId: string): Promise<ReferenceDetails | null> {
  const id = rawId('ref', referenceId);
  if (id === null) return null;
  const [row] = await joined(tx).where(within(principal, eq(clinicalReferences.id, id)));
  return row ?? null;
}

/** The same row locked until the transaction ends. */
export async function lockReference(tx: Tx, principal: Principal, referenceId: string): Promise<ReferenceRow | null> {
  const id = rawId('ref', referenceId);
  if (id === null) return null;
  const [row] = await tx
    .select()
    .from(clinicalReferences)
    .where(within(principal, eq(clinicalReferences.id, id)))
    .for('update');
  return row ?? null;
}

/** Of several with one external id: one in use before a deleted one, then the newest. */
export async function findByExternalId(tx: Tx, principal: Principal, externalReferenceId: string): Promise<ReferenceDetails | null> {
  const [row] = await joined(tx)
    .where(within(principal, eq(clinicalReferences.externalReferenceId, externalReferenceId)))
    .orderBy(desc(clinicalReferences.isActive), desc(clinicalReferences.seq))
    .limit(1);
  return row ?? null;
}

/** `limit + 1` references, newest first, so that the caller sees whether more follow. */
export async function selectReferences(
  tx: Tx,
  principal: Principal,
  query: ClinicalReferenceListQuery & { words?: string | undefined },
): Promise<ReferenceDetails[]> {
  const { cursor, expressCustomerId, isActive, type, words = '' } = query;
  return joined(tx)
    .where(
      within(
        principal,
        cursor === undefined ? undefined : lt(clinicalReferences.seq, cursor),
        customerFilter(expressCustomerId),
        isActive === null ? undefined : eq(clinicalReferences.isActive, isActive),
        type && eq(clinicalReferences.type, type),
        ...named(words),
      ),
    )
    .orderBy(desc(clinicalReferences.seq))
    .limit(query.limit + 1);
}

function customerFilter(customerId: string | null | undefined): SQL | undefined {
  if (customerId === undefined) return undefined;
  const id = customerId && rawId('cus', customerId);
  return id ? eq(clinicalReferences.expressCustomerId, id) : isNull(clinicalReferences.expressCustomerId);
}

/** Up to `limit` active references of a type whose names hold every word: of the customer and clinic-wide, those that begin with the words first. */
export async function selectSuggestions(
  tx: Tx,
  principal: Principal,
  { type, words, expressCustomerId }: ReferenceSuggest,
  limit: number,
): Promise<ReferenceDetails[]> {
  const { name } = clinicalReferences;
  const ofCustomer =
    expressCustomerId === null ? undefined : eq(clinicalReferences.expressCustomerId, rawId('cus', expressCustomerId) ?? '');
  const phrase = words.trim();
  return joined(tx)
    .where(
      within(
        principal,
        eq(clinicalReferences.isActive, true),
        eq(clinicalReferences.type, type),
        or(isNull(clinicalReferences.expressCustomerId), ofCustomer),
        ...named(phrase),
      ),
    )
    .orderBy(desc(ilike(name, patternOf(phrase).slice(1))), asc(sql`lower(${name})`), asc(clinicalReferences.id))
    .limit(limit);
}

/** The name holds every word. */
function named(words: string): SQL[] {
  const all = words.split(/\s+/).filter((word) => word !== '');
  return all.map((word) => ilike(clinicalReferences.name, patternOf(word)));
}

/** Null where the name is taken. */
export async function insertReference(tx: Tx, reference: NewReference): Promise<ReferenceRow | null> {
  const [row] = await tx
    .insert(clinicalReferences)
    .values({ id: randomUUID(), ...reference })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/** Violates `NAME_INDEX` where the name is taken. */
export async function updateReference(tx: Tx, referenceId: string, change: ReferenceChange): Promise<void> {
  await tx
    .update(clinicalReferences)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(clinicalReferences.id, referenceId));
}
