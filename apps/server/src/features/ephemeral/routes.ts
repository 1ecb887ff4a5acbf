import { EphemeralSessionCreateSchema, EphemeralSessionUrlSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { memberText } from './member-text.ts';
import { keepSentBody, sentText } from './sent-body.ts';
import { createEphemeralSession } from './service.ts';

const RULES = `No user and no study: the viewer asks the key's study webhook with \`ephemeral.access_requested\`, which carries \`retrievalId\` and \`options\` as they were given. The URL's token
lives 30 seconds and opens once; what it opened can be looked at for 8 hours. 422 where the key has no study webhook.`;

/** POST /v1/viewer/ephemeral-sessions and /v1/autoScribe/ephemeral-sessions. */
export function ephemeralRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);
  const products = [
    { product: 'autoscribe', url: '/v1/autoScribe/ephemeral-sessions', operationId: 'createEphemeralSession', errors: [] },
    { product: 'viewer', url: '/v1/viewer/ephemeral-sessions', operationId: 'createViewerEphemeralSession', errors: [403] },
  ] as const;

  return async (app) => {
    for (const { product, url, operationId, errors } of products) {
      app.post(
        url,
        {
          preParsing: keepSentBody,
          schema: {
            ...operation({
              tag: 'Ephemeral sessions',
              operationId,
              summary: 'A one-use URL for images that no study stands for',
              description: RULES,
              errors: [400, 401, 413, 415, 422, ...errors],
            }),
            body: EphemeralSessionCreateSchema,
            response: { 200: EphemeralSessionUrlSchema },
          },
        },
        (request) => {
          const optionsText = request.body.options ? memberText(sentText(request.sentBody), 'options') : null;
          return asKey(request, (tx, caller) => createEphemeralSession(deps, tx, caller, product, request.body, optionsText));
        },
      );
    }
  };
}
