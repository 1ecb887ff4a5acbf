import type { FastifyInstance } from 'fastify';
import { AnswerJudge, type SentAnswer } from '../api-document.ts';

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
  examples?: unknown[];
}

export interface Operation {
  operationId: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in the document: `/v1/autoScribe/studies/{studyId}`. */
  path: string;
  parameters: { in: string; name: string; schema: Schema }[];
  body: Schema | null;
  /** Of its answers. */
  statuses: number[];
}

export interface ApiDocument {
  operations: Operation[];
  /** Follows `$ref`. */
  resolve(schema: Schema): Schema;
  /** What is wrong with an answer of the operation, in words; nothing where it is as documented. */
  faults(operation: Operation, answer: SentAnswer, isHead?: boolean): string[];
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
  const judge = new AnswerJudge(document);
  const paths: Record<string, Record<string, Described>> = document.paths;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      operationId: described.operationId,
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters: (described.parameters ?? []).flatMap((parameter) => ('$ref' in parameter ? [] : [parameter])),
      body: described.requestBody?.content['application/json']?.schema ?? null,
      statuses: Object.keys(described.responses).map(Number),
    })),
  );
  return {
    operations,
    resolve(schema) {
      const name = schema.$ref?.split('/').at(-1);
      return name === undefined ? schema : document.components.schemas[name];
    },
    faults: ({ path, method }, answer, isHead) => judge.faults({ path, method: method.toLowerCase() }, answer, isHead),
  };
}
