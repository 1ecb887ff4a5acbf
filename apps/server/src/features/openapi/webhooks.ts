import { CATALOGUED_TYPES, type CataloguedType, exampleOf, WEBHOOK_MODES, WEBHOOKS } from '@readroom/contract';
import type { OpenAPIV3_1 } from 'openapi-types';

export const WEBHOOK_TAG = {
  name: 'Webhooks',
  description: `What this reading room sends to the URLs of an API key, signed as Standard Webhooks asks. Check the signature before anything else: HMAC-SHA256 over
\`webhook-id.webhook-timestamp.body\` with the bytes behind \`whsec_\`, and refuse what is older than five minutes. The dashboard can send a test of each; \`webhook.test\` only asks for a 2xx.`,
};

const HEADERS: OpenAPIV3_1.ParameterObject[] = [
  header('webhook-id', 'The id of the event, the same in every attempt.', 'whe_0f1e2d3c4b5a69788796a5b4c3d2e1f0'),
  header('webhook-timestamp', 'When this attempt was signed: seconds since 1970.', '1710498660'),
  header(
    'webhook-signature',
    '`v1,` and base64; several, with spaces between them, while the secret rotates.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

function header(name: string, description: string, example: string): OpenAPIV3_1.ParameterObject {
  return { in: 'header', name, required: true, description, schema: { type: 'string' }, example };
}

/** The `webhooks` of the document, from the contract's catalogue. They refer to schemas by name: what is sent as it goes out, answers as they come in. */
export function webhookOperations(): Record<string, { post: OpenAPIV3_1.OperationObject }> {
  return Object.fromEntries(CATALOGUED_TYPES.map((type) => [type, { post: operationOf(type) }]));
}

function operationOf(type: CataloguedType): OpenAPIV3_1.OperationObject {
  const { summary, description, data, answer } = WEBHOOKS[type];
  return {
    operationId: type,
    tags: [WEBHOOK_TAG.name],
    summary,
    description,
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['id', 'type', 'data'],
            properties: {
              id: { type: 'string', description: 'Of the event, the same at each attempt: whe_ and 32 hex digits.' },
              type: { const: type, description: 'Which webhook it is.' } as OpenAPIV3_1.SchemaObject,
              data: { $ref: `#/components/schemas/${nameOf(data)}` },
            },
          },
          example: { id: 'whe_0f1e2d3c4b5a69788796a5b4c3d2e1f0', type, data: exampleOf(data) },
        },
      },
    },
    responses: {
      200: {
        description: WEBHOOK_MODES[type] === 'async' ? 'Taken.' : 'The answer.',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${nameOf(answer)}Input` }, example: exampleOf(answer) } },
      },
    },
  };
}

function nameOf(schema: (typeof WEBHOOKS)[CataloguedType]['data']): string {
  const id = schema.meta()?.id;
  if (!id) throw new Error('a webhook schema of the contract has no id');
  return id;
}
