import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { ErrorSchema, MAX_SHORT_TEXT, MAX_TEXT, NoBodySchema } from '@readroom/contract';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { z } from 'zod';
import { tidyComponents } from './components.ts';
import { completeOperation, SHARED_COMPONENTS } from './operations.ts';
import { WEBHOOK_TAG, webhookOperations } from './webhooks.ts';

const DESCRIPTION = `The API of this reading room. Every call under \`/v1\` carries \`Authorization: Bearer sk_live_...\`.

Requests and answers are JSON. Lists are newest first; hand \`cursor\` back for the next page. A POST with an \`Idempotency-Key\` is done once: the same key and body get the
first answer again for 24 hours. What is answered with an \`ETag\` can be changed on the condition that nobody else did since: send it back as \`If-Match\`. A key that calls too
often is answered 429 with \`retry-after\`. Every answer has \`x-request-id\`; every failure is an \`Error\` with a stable \`code\`.

A text whose meaning sets no limit has at most ${MAX_TEXT.toLocaleString('en-US')} characters, one that is looked up by an index ${MAX_SHORT_TEXT}.`;

const ERROR_MEANINGS: Record<number, string> = {
  400: 'The request is malformed: `issues` names every fault.',
  401: 'No valid credentials.',
  403: 'Not allowed to this key.',
  404: 'Not there, of another clinic, or outside the scope of this key.',
  409: 'It conflicts with what is stored, or a request with this Idempotency-Key is still running. Carries `x-should-retry: false`.',
  412: 'If-Match names another state than the present one: nothing was changed.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Well-formed, but a rule refuses it.',
  429: 'Too many requests: wait as `retry-after` says.',
  500: 'A fault of the server: the request id finds its cause in the log.',
  503: 'The server is busy, starting or stopping: nothing was done. Ask again as `retry-after` says.',
};

/** A body of another type, or none that ends, is refused before the operation looks at it; also where the operation takes none. */
const OF_ANY_BODY = [400, 413, 415];

/** An Idempotency-Key whose first request still runs, or that was used for another request. */
const OF_IDEMPOTENCY = [409, 422];

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** zod's own conversion; a schema that names its outward form itself (`meta({ override })`) has that form. */
const zodToJsonConfig = {
  override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    const { override } = jsonSchema;
    if (!override) return;
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    Object.assign(jsonSchema, override);
  },
};
const transformRoute = createJsonSchemaTransform({ zodToJsonConfig });
const transformDocument = createJsonSchemaTransformObject({ zodToJsonConfig });

/** Settings of @fastify/swagger: an OpenAPI 3.1 document of every route that has an `operation`, made from the contract's schemas. */
export function documentSettings(publicUrl: string, version: string): FastifyDynamicSwaggerOptions {
  const marks: Marks = { optionalBodies: new Set(), withEtag: new Set() };
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Readroom', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'AutoScribe studies', description: 'The order comes in, is read back, changed, cancelled and opened.' },
        { name: 'AutoScribe reports', description: 'What was dictated and signed: text, PDF and addenda.' },
        { name: 'AutoScribe external studies', description: 'An archive of what was read and reported elsewhere.' },
        { name: 'Viewer studies', description: 'Images without a report: brought in, looked at, marked as complete.' },
        { name: 'Ephemeral sessions', description: "Images of nobody's study, looked at once: what the key's study webhook names." },
        { name: 'AutoScribe users', description: 'Who works at the clinic, and the invitations to it.' },
        { name: 'Viewer users', description: 'The same users and invitations, without what concerns reports.' },
        { name: 'AutoScribe clinical references', description: 'The names that a clinic picks from when it enters studies.' },
        { name: 'Express customers', description: 'The customers that one account hosts, and who belongs to them.' },
        { name: 'Organizations (first revision)', description: 'Express customers under the ids and names of the first revision.' },
        WEBHOOK_TAG,
      ],
      components: {
        ...SHARED_COMPONENTS,
        securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: sk_live_ and 32 lower-case hex digits.' } },
      },
    },
    transform: (route) => {
      const schema = route.schema as Record<string, unknown> | undefined;
      if (!schema?.operationId) return { schema: { hide: true }, url: route.url };
      const { errors, response, body, ...rest } = schema as { errors: number[]; response: object; body?: z.ZodType; operationId: string };
      const { hasEtag } = route.route.config ?? {};
      if (body?.safeParse(undefined).success) marks.optionalBodies.add(rest.operationId);
      if (hasEtag) marks.withEtag.add(rest.operationId);
      const stale = hasEtag && route.route.method === 'PATCH' ? [412] : [];
      const ofKey = route.route.method === 'POST' ? OF_IDEMPOTENCY : [];
      const statuses = [...errors, ...stale, ...ofKey, ...(route.route.method === 'GET' ? [] : OF_ANY_BODY)];
      const described = { ...rest, ...(body && body !== NoBodySchema && { body }), response: { ...response, ...errorResponses(statuses) } };
      return transformRoute({ ...route, schema: described });
    },
    transformObject: (input) => {
      const document = transformDocument(input) as OpenAPIV3_1.Document;
      const paths = completePaths(document.paths ?? {}, marks);
      return tidyComponents({ ...document, paths, webhooks: webhookOperations() } as OpenAPIV3_1.Document);
    },
  };
}

/** The ids of the operations that can be called without a body, and of those whose answer has an ETag. */
interface Marks {
  optionalBodies: Set<string>;
  withEtag: Set<string>;
}

function completePaths(paths: OpenAPIV3_1.PathsObject, marks: Marks): OpenAPIV3_1.PathsObject {
  const completed = Object.entries(paths).map(([path, item = {}]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      const id = operation?.operationId ?? '';
      const knowledge = { hasOptionalBody: marks.optionalBodies.has(id), hasEtag: marks.withEtag.has(id) };
      return operation ? [[method, completeOperation(method, operation, knowledge)]] : [];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }];
  });
  return Object.fromEntries(completed);
}

function errorResponses(statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: ERROR_MEANINGS[status] ?? 'An error.', content: { 'application/json': { schema: ErrorSchema } } },
    ]),
  );
}
