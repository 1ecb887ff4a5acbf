import {
  AdminKeyCreateSchema,
  AdminKeyListSchema,
  AdminKeyParamsSchema,
  AdminKeyPatchBodySchema,
  AdminKeySchema,
  AdminNewKeySchema,
  AdminNewSecretSchema,
  AdminWebhookEventDetailSchema,
  NoBodySchema,
  TestEventSchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf } from '../audit/index.ts';
import { requireAdministrator } from '../users/index.ts';
import { changeKey, endKey, type Keeper, makeKey, renewSecret } from './keep.ts';
import { mustBeReachable } from './policy.ts';
import { presentKey } from './presenter.ts';
import { selectKeys } from './repository.ts';
import { sendTestEvent } from './test-event.ts';

const ROOT = '/api/admin/keys';
const ONE = `${ROOT}/:apiKeyId`;

type ClinicKeeper = Keeper & { clinicId: string; userId: string; requestId: string };

/** API keys in the dashboard: the keys of the clinic, for owners and admins. */
export function adminKeyRoutes(deps: Deps): FastifyPluginAsyncZod {
  const keeperOf = (request: FastifyRequest): ClinicKeeper => {
    const principal = requireAdministrator(request);
    return { clinicId: principal.clinicId, actor: actorOf(principal), userId: principal.userId, requestId: request.id };
  };
  const asKeeper = <Value>(request: FastifyRequest, work: (tx: Tx, keeper: ClinicKeeper) => Promise<Value>): Promise<Value> => {
    const keeper = keeperOf(request);
    return deps.db.inClinic(keeper.clinicId, (tx) => work(tx, keeper));
  };
  const present = (row: Parameters<typeof presentKey>[0]) => presentKey(row, deps.clock.now());

  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.get(ROOT, { schema: { response: { 200: AdminKeyListSchema } } }, (request) =>
      asKeeper(request, async (tx, keeper) => ({ keys: (await selectKeys(tx, keeper.clinicId)).map(present) })),
    );

    app.post(ROOT, { schema: { body: AdminKeyCreateSchema, response: { 200: AdminNewKeySchema } } }, (request) =>
      asKeeper(request, async (tx, keeper) => {
        mustBeReachable(deps.config, request.body);
        const { made, row } = await makeKey(deps, tx, keeper, { ...request.body, clinicId: keeper.clinicId });
        return { apiKey: present(row), key: made.key, secret: made.secret };
      }),
    );

    app.patch(
      ONE,
      { schema: { params: AdminKeyParamsSchema, body: AdminKeyPatchBodySchema, response: { 200: AdminKeySchema } } },
      (request) =>
        asKeeper(request, async (tx, keeper) => {
          mustBeReachable(deps.config, request.body);
          return present(await changeKey(tx, keeper, request.params.apiKeyId, request.body));
        }),
    );

    app.post(
      `${ONE}/rotate-secret`,
      { schema: { params: AdminKeyParamsSchema, body: NoBodySchema, response: { 200: AdminNewSecretSchema } } },
      (request) =>
        asKeeper(request, async (tx, keeper) => {
          const { row, secret } = await renewSecret(deps, tx, keeper, request.params.apiKeyId);
          return { apiKey: present(row), secret };
        }),
    );

    app.post(
      `${ONE}/revoke`,
      { schema: { params: AdminKeyParamsSchema, body: NoBodySchema, response: { 200: AdminKeySchema } } },
      (request) => asKeeper(request, async (tx, keeper) => present(await endKey(tx, keeper, request.params.apiKeyId))),
    );

    app.post(
      `${ONE}/test-event`,
      { schema: { params: AdminKeyParamsSchema, body: TestEventSchema, response: { 200: AdminWebhookEventDetailSchema } } },
      (request) => sendTestEvent(deps, keeperOf(request), request.params.apiKeyId, request.body),
    );
  };
}
