import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';

/** A JSON Schema of the document, read loosely: the generator uses what it knows and ignores the rest. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
}

export interface Operation {
  operationId: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in the document: `/v1/autoScribe/studies/{studyId}`. */
  path: string;
  parameters: { in: string; name: string; schema: Schema }[];
  body: Schema | null;
}

export interface ApiDocument {
  operations: Operation[];
  /** Follows `$ref`. */
  resolve(schema: Schema): Schema;
  /** @returns what is wrong with an answer of the operation, in words; null where it is as documented. */
  fault(operation: Operation, status: number, body: unknown): string | null;
}

interface Described {
  operationId: string;
  parameters?: ({ $ref: string } | { in: string; name: string; schema: Schema })[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
}

/** The server's own /openapi.json: its operations, and a judge of answers. */
export async function readDocument(app: FastifyInstance): Promise<ApiDocument> {
  const document = (await app.inject({ method: 'GET', url: '/openapi.json' })).json();
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, inlineRefs: false });
  ajv.addSchema({ ...document, $id: 'api' });
  const paths: Record<string, Record<string, Described>> = document.paths;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      operationId: described.operationId,
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters: (described.parameters ?? []).flatMap((parameter) => ('$ref' in parameter ? [] : [parameter])),
      body: described.requestBody?.content['application/json']?.schema ?? null,
    })),
  );
  return {
    operations,
    resolve(schema) {
      const name = schema.$ref?.split('/').at(-1);
      return name === undefined ? schema : document.components.schemas[name];
    },
    fault({ path, method }, status, body) {
      if (paths[path]?.[method.toLowerCase()]?.responses[status] === undefined) return `the status ${status} is not documented`;
      const pointer = ['paths', path, method.toLowerCase(), 'responses', `${status}`, 'content', 'application/json', 'schema'];
      const $ref = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
      const check = ajv.getSchema($ref) ?? ajv.compile({ $ref });
      return check(body) ? null : `not as documented for ${status}: ${ajv.errorsText(check.errors)}`;
    },
  };
}
