import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as clinicalReferences from './clinical-reference.ts';
import * as ephemeral from './ephemeral.ts';
import * as errors from './errors.ts';
import * as express from './express.ts';
import * as external from './external.ts';
import * as invitations from './invitation.ts';
import * as reports from './report.ts';
import { ActionSchema } from './shared.ts';
import * as studies from './study.ts';
import * as users from './user.ts';
import * as viewerStudies from './viewer-study.ts';
import { CATALOGUED_TYPES, WEBHOOKS } from './webhook-catalog.ts';

/** What integrators read in /openapi.json: every field and parameter of the public API says what it is, and every body has an example that is one. */

type JsonSchema = { [key: string]: unknown };

const exported = Object.entries<unknown>({
  ...clinicalReferences,
  ...ephemeral,
  ...errors,
  ...express,
  ...external,
  ...invitations,
  ...reports,
  ...studies,
  ...users,
  ...viewerStudies,
  ActionSchema,
});
const schemas = [
  ...exported.filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType),
  ...CATALOGUED_TYPES.flatMap((type): [string, z.ZodType][] => [
    [`the data of ${type}`, WEBHOOKS[type].data],
    [`the answer of ${type}`, WEBHOOKS[type].answer],
  ]),
];

/** Parts of bodies; parameters have no body. */
const PARTS = new Set(['HangingProtocolSchema', 'IssueSchema', 'PriorReportSchema']);
const bodies = schemas.filter(
  ([name, schema]) => !PARTS.has(name) && !/(Params|Query)Schema$/.test(name) && resolved(schema).type === 'object',
);

test('the public API has as many schemas as its operations need', () => {
  expect(bodies.length).toBeGreaterThan(60);
  expect(schemas.filter(([name]) => name.endsWith('QuerySchema')).length).toBeGreaterThan(8);
});

describe.each(['input', 'output'] as const)('as %s', (io) => {
  test.each(schemas)('%s: every field is described', (_name, schema) => {
    const root = toJsonSchema(schema, io);
    expect(undescribed(root, (root.$defs ?? {}) as Record<string, JsonSchema>)).toEqual([]);
  });
});

test.each(bodies)('%s has an example, which is one', (_name, schema) => {
  const [example] = (resolved(schema).examples ?? []) as unknown[];
  expect(example).toBeDefined();
  expect(schema.safeParse(example).error).toBeUndefined();
});

/** The schema itself, or the named one that it is. */
function resolved(schema: z.ZodType): JsonSchema {
  const json = toJsonSchema(schema, 'input');
  const named = (json.$defs ?? {}) as Record<string, JsonSchema>;
  return named[nameIn(json.$ref)] ?? json;
}

function nameIn(reference: unknown): string {
  return String(reference).replace('#/$defs/', '');
}

/** As the document has it: a schema that names its outward form itself has that form. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const { override } = jsonSchema as { override?: object };
      if (!override) return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema];
      Object.assign(jsonSchema, override);
    },
  }) as JsonSchema;
}

/** The places of the properties that say nothing: neither themselves nor by the named schema that they are. */
function undescribed(schema: unknown, named: Record<string, JsonSchema>, place = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => undescribed(one, named, `${place}[${index}]`));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'examples' || key === 'default' || key === 'enum' || key === 'const') return [];
    if (key !== 'properties') return undescribed(value, named, `${place}/${key}`);
    return Object.entries(value as Record<string, JsonSchema>).flatMap(([name, property]) => {
      const own = property.description ?? named[nameIn(property.$ref)]?.description;
      return [...(own ? [] : [`${place}/${name}`]), ...undescribed(property, named, `${place}/${name}`)];
    });
  });
}
