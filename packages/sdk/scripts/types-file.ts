import * as contract from '@readroom/contract';
import { compile } from 'json-schema-to-typescript';
import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** The TypeScript of every named schema of the contract: `<Name>` as it is answered, `<Name>Input` where what is sent differs. */
export async function typesFile(): Promise<string> {
  // The import registers the schemas; naming one keeps it from being dropped.
  if (!contract.StudySchema) throw new Error('the contract is empty');
  const answered = namedSchemas('output');
  const sent = namedSchemas('input');
  const definitions: Record<string, unknown> = { ...answered };
  for (const [name, schema] of Object.entries(sent)) {
    if (JSON.stringify(schema) !== JSON.stringify(answered[name])) definitions[`${name}Input`] = { ...schema, title: `${name}Input` };
  }
  const root = { title: 'Contract', type: 'object', additionalProperties: false, $defs: definitions, properties: {} };
  const text = await compile(root as JsonSchema, 'Contract', {
    bannerComment: '/** Made by `npm run generate -w @readroom/sdk` from packages/contract. Do not edit. */',
    additionalProperties: false,
    unreachableDefinitions: true,
    // Else a list of at most fifty becomes a union of fifty tuples.
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 140 },
  });
  return text
    .replace(/\n?export interface Contract \{\}\n/, '\n')
    .replace(/\/\*\*\n \* This interface was referenced by `Contract`'s JSON-Schema\n \* via the `definition` "\w+"\.\n \*\/\n/g, '')
    .replace(/ \*\n \* This interface was referenced by `Contract`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, '');
}

function namedSchemas(io: 'input' | 'output'): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io, uri: (id) => `#/$defs/${id}`, unrepresentable: 'any' }) as {
    schemas: Record<string, JsonSchema>;
  };
  return Object.fromEntries(
    Object.entries(schemas)
      // The dashboard's own are no part of the public API.
      .filter(([name]) => !name.startsWith('Admin'))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => {
        const { $id: _id, $schema: _schema, examples: _examples, ...rest } = schema;
        return [name, { ...rest, title: name }];
      }),
  );
}
