import { z } from 'zod';
import { idSchema } from './ids.ts';

/**
 * The names of the first published revision, still taken and still given: `orgId` is `expressCustomerId` with another prefix, a scan is a study.
 * What comes in under an old name goes on under the new one; nothing behind the contract knows the old.
 */

/** Field of the report's header in the first revision -> its name now. */
export const LEGACY_METADATA_NAMES = { scanDate: 'studyDate', scanTime: 'studyTime', scanType: 'procedure' } as const;
type LegacyMetadataName = keyof typeof LEGACY_METADATA_NAMES;

/** Marks a field as the first revision's name of `name` in the API document. */
export function legacyNameOf<T extends z.ZodType>(name: string, schema: T): T {
  return schema.meta({
    deprecated: true,
    description: `The first revision's name of \`${name}\`. Both may be sent where they say the same.`,
  });
}

/** The customer as the first revision names it: `org_` and the same 32 hex digits. */
export const OrgIdSchema = idSchema('org');

export function orgIdOf(expressCustomerId: string): string {
  return expressCustomerId.replace(/^cus_/, 'org_');
}

export function customerIdOf(orgId: string): string {
  return orgId.replace(/^org_/, 'cus_');
}

export const OrgReferenceSchema = z
  .strictObject({
    orgId: z.string().describe('org_ and the 32 hex digits of the expressCustomerId.'),
    orgName: z.string().describe('The name of the Express customer.'),
  })
  .meta({ id: 'OrgReference', deprecated: true, description: "The first revision's form of CustomerReference." });
export type OrgReference = z.infer<typeof OrgReferenceSchema>;

type LegacyMetadata = { [Name in LegacyMetadataName | (typeof LEGACY_METADATA_NAMES)[LegacyMetadataName]]?: string | null | undefined };

/** The header with its present names only. Adds an issue for each field that is there under both names with different values. */
export function presentMetadataNames<T extends LegacyMetadata>(metadata: T, context: z.RefinementCtx): Omit<T, LegacyMetadataName> {
  const present: Record<string, unknown> & LegacyMetadata = { ...metadata };
  for (const legacy of Object.keys(LEGACY_METADATA_NAMES) as LegacyMetadataName[]) {
    const name = LEGACY_METADATA_NAMES[legacy];
    const value = unified(context, ['reportMetadata', legacy], `reportMetadata.${name}`, metadata[legacy], metadata[name]);
    delete present[legacy];
    if (value !== undefined) present[name] = value;
  }
  return present as Omit<T, LegacyMetadataName>;
}

interface NamesCustomer {
  orgId?: string | null | undefined;
  expressCustomerId?: string | null | undefined;
}

/** The fields with `expressCustomerId` in the place of `orgId`. Adds an issue where both are there and name different customers. */
export function presentCustomerName<T extends NamesCustomer>(fields: T, context: z.RefinementCtx): Omit<T, 'orgId'> {
  const { orgId, ...present } = fields;
  const value = unified(context, ['orgId'], 'expressCustomerId', orgId && customerIdOf(orgId), fields.expressCustomerId);
  return value === undefined ? present : { ...present, expressCustomerId: value };
}

/** Whether a body names its customer by the first revision's name alone. */
export function isCustomerSentAsOrg(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'orgId' in body && !('expressCustomerId' in body);
}

/** The header with its old names beside the new ones. */
export function withLegacyNames<T extends LegacyMetadata>(metadata: T): T & { [Name in LegacyMetadataName]?: string } {
  const legacy = Object.entries(LEGACY_METADATA_NAMES).flatMap(([old, name]) => (metadata[name] == null ? [] : [[old, metadata[name]]]));
  return { ...metadata, ...Object.fromEntries(legacy) };
}

function unified<Value>(
  context: z.RefinementCtx,
  path: PropertyKey[],
  name: string,
  legacy: Value | undefined,
  present: Value | undefined,
): Value | undefined {
  if (legacy !== undefined && present !== undefined && legacy !== present) {
    context.addIssue({ code: 'custom', path, message: `expected the same as in ${name}, of which this is the older name` });
  }
  return present === undefined ? legacy : present;
}
