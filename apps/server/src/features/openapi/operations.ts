import type { OpenAPIV3_1 } from 'openapi-types';

const REQUEST_ID = { $ref: '#/components/headers/RequestId' };
const ETAG = { $ref: '#/components/headers/ETag' };
const RETRY_AFTER = {
  'retry-after': { $ref: '#/components/headers/RetryAfter' },
  'retry-after-ms': { $ref: '#/components/headers/RetryAfterMs' },
};
/** What an error says outside of its body. */
const HEADERS_OF_STATUS: Record<string, Record<string, OpenAPIV3_1.ReferenceObject>> = {
  401: { 'www-authenticate': { $ref: '#/components/headers/WwwAuthenticate' } },
  409: { 'x-should-retry': { $ref: '#/components/headers/ShouldRetry' } },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};
const IF_MATCH = { $ref: '#/components/parameters/IfMatch' };
const IDEMPOTENCY_KEY = { $ref: '#/components/parameters/IdempotencyKey' };

/** What every operation shares, as components of the document. */
export const SHARED_COMPONENTS = {
  headers: {
    RequestId: { description: 'Names this request in the server log.', schema: { type: 'string', format: 'uuid' } },
    RetryAfter: { description: 'Seconds until it makes sense to ask again.', schema: { type: 'string', pattern: '^\\d+$' } },
    RetryAfterMs: { description: 'The same in milliseconds.', schema: { type: 'string', pattern: '^\\d+$' } },
    ShouldRetry: {
      description: 'The same request would be answered alike: do not repeat it.',
      schema: { type: 'string', enum: ['false'] },
    },
    WwwAuthenticate: { description: 'How to say who you are.', schema: { type: 'string', enum: ['Bearer'] } },
    ETag: { description: 'Names the resource as it stands: send it as If-Match with a PATCH.', schema: { type: 'string' } },
  },
  parameters: {
    IfMatch: {
      in: 'header',
      name: 'If-Match',
      required: false,
      description:
        'The ETag of the state that you change, or several, or *. Where the present state is another one: 412, and nothing is changed.',
      schema: { type: 'string' },
    },
    IdempotencyKey: {
      in: 'header',
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key and body within 24 hours: the first answer again. The same key with another body: 422.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
} satisfies OpenAPIV3_1.ComponentsObject;

/**
 * An operation of the generated document with what the generator cannot know: lists are comma-joined, every answer has a request id, POST takes an Idempotency-Key, PATCH
 * of what has an ETag an If-Match.
 */
export function completeOperation(
  method: string,
  operation: OpenAPIV3_1.OperationObject,
  { hasOptionalBody, hasEtag }: { hasOptionalBody: boolean; hasEtag: boolean },
): OpenAPIV3_1.OperationObject {
  const parameters = (operation.parameters ?? []).map(completeParameter);
  if (method === 'post') parameters.push(IDEMPOTENCY_KEY);
  if (method === 'patch' && hasEtag) parameters.push(IF_MATCH);
  const responses = Object.fromEntries(
    Object.entries(operation.responses ?? {}).map(([status, response]) => [
      status,
      completeResponse(response, { ...HEADERS_OF_STATUS[status], ...(hasEtag && status === '200' && { etag: ETAG }) }),
    ]),
  );
  return {
    ...operation,
    ...(parameters.length > 0 && { parameters }),
    ...(operation.requestBody && { requestBody: { ...operation.requestBody, required: !hasOptionalBody } }),
    responses,
  };
}

type Parameter = OpenAPIV3_1.ReferenceObject | OpenAPIV3_1.ParameterObject;

function completeParameter(parameter: Parameter): Parameter {
  if ('$ref' in parameter) return parameter;
  const { schema } = parameter;
  if (parameter.in !== 'query' || !schema || '$ref' in schema) return parameter;
  const described = schema.deprecated ? { ...parameter, deprecated: true } : parameter;
  if (schema.type === 'array') return { ...described, style: 'form', explode: false };
  const isNullable = schema.anyOf?.some((option) => 'type' in option && String(option.type) === 'null');
  if (!isNullable) return described;
  const { description = '' } = parameter;
  const saysNull = /\bnull\b/i.test(description);
  return { ...described, allowEmptyValue: true, description: saysNull ? description : `${description} ${NULL_FILTER}`.trim() };
}

const NULL_FILTER = 'An empty value, or the word null, finds those without one.';

type Response = OpenAPIV3_1.ReferenceObject | OpenAPIV3_1.ResponseObject;

function completeResponse(response: Response, headers: Record<string, OpenAPIV3_1.ReferenceObject>): Response {
  if ('$ref' in response) return response;
  const description = response.description === 'Default Response' ? 'Done.' : response.description;
  return { ...response, description, headers: { ...response.headers, 'x-request-id': REQUEST_ID, ...headers } };
}
