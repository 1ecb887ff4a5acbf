import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { ErrorSchema } from '@readroom/contract';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { pruneComponents } from './prune.ts';

const DESCRIPTION = `The API of this reading room. Every call under \`/v1\` carries \`Authorization: Bearer sk_live_...\`.

Requests and answers are JSON. Lists are newest first; hand \`cursor\` back for the next page. A POST with an \`Idempotency-Key\` is done once: the same key and body get the
first answer again for 24 hours. Every answer has \`x-request-id\`; every failure is an \`Error\` with a stable \`code\`.`;

const ERROR_MEANINGS: Record<number, string> = {
  400: 'The request is malformed: `issues` names every fault.',
  401: 'No valid credentials.',
  403: 'Not allowed to this key.',
  404: 'Not there, of another clinic, or outside the scope of this key.',
  409: 'It conflicts with what is stored. Carries `x-should-retry: false`.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Well-formed, but a rule refuses it.',
  429: 'Too many requests: wait as `retry-after` says.',
  500: 'A fault of the server: the request id finds its cause in the log.',
  503: 'Not ready yet: try again as `retry-after` says.',
};

/** Settings of @fastify/swagger: an OpenAPI 3.1 document of every route that has an `operation`, made from the contract's schemas. */
export function documentSettings(publicUrl: string, version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Readroom', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: publicUrl }],
      tags: [{ name: 'AutoScribe studies' }, { name: 'AutoScribe reports' }],
      components: {
        securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: sk_live_ and 32 lower-case hex digits.' } },
      },
    },
    transform: (route) => {
      const schema = route.schema as Record<string, unknown> | undefined;
      if (!schema?.operationId) return { schema: { hide: true }, url: route.url };
      const { errors, response, ...rest } = schema as { errors: number[]; response: object };
      const withErrors = { ...rest, response: { ...response, ...errorResponses(errors) } };
      return jsonSchemaTransform({ ...route, schema: withErrors });
    },
    transformObject: (input) => pruneComponents(jsonSchemaTransformObject(input) as Parameters<typeof pruneComponents>[0]),
  };
}

function errorResponses(statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: ERROR_MEANINGS[status] ?? 'An error.', content: { 'application/json': { schema: ErrorSchema } } },
    ]),
  );
}
