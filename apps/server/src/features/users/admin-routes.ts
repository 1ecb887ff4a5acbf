import {
  ActionSchema,
  AdminUserListQuerySchema,
  AdminUserListSchema,
  AdminUserSchema,
  UserIdParamsSchema,
  UserPatchBodySchema,
  UserSelectorSchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { requireAdministrator } from './policy.ts';
import { presentAdminUser } from './presenter.ts';
import type { UserDetails } from './repository.ts';
import { type Caller, listUsers, patchUser, reactivateUser, readUser, revokeAccess } from './service.ts';

const ROOT = '/api/admin/users';

/** What the dashboard does with users: the same services as the public API, for the signed-in owner or admin. */
export function adminUserRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asAdministrator = <Value>(request: FastifyRequest, work: (tx: Tx, caller: Caller) => Promise<Value>): Promise<Value> => {
    const principal = requireAdministrator(request);
    return deps.db.inClinic(principal.clinicId, (tx) => work(tx, { principal, requestId: request.id }));
  };

  const present = (user: UserDetails) => presentAdminUser(user, deps.clock.now());

  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.get(ROOT, { schema: { querystring: AdminUserListQuerySchema, response: { 200: AdminUserListSchema } } }, (request) =>
      asAdministrator(request, async (tx, caller) => {
        const { items, ...page } = await listUsers(tx, caller, request.query);
        return { users: items.map(present), ...page };
      }),
    );

    app.get(
      `${ROOT}/:userId`,
      { config: { hasEtag: true }, schema: { params: UserIdParamsSchema, response: { 200: AdminUserSchema } } },
      (request) => asAdministrator(request, async (tx, caller) => present(await readUser(tx, caller, request.params.userId))),
    );

    app.patch(
      `${ROOT}/:userId`,
      {
        config: { hasEtag: true },
        schema: { params: UserIdParamsSchema, body: UserPatchBodySchema, response: { 200: AdminUserSchema } },
      },
      (request) =>
        asAdministrator(request, (tx, caller) =>
          patchIfMatch(request, async (fields) => present(await patchUser(tx, caller, request.params.userId, fields))),
        ),
    );

    app.post(`${ROOT}/revoke-access`, { schema: { body: UserSelectorSchema, response: { 200: ActionSchema } } }, (request) =>
      asAdministrator(request, (tx, caller) => revokeAccess(deps, tx, caller, request.body.userId)),
    );

    app.post(`${ROOT}/reactivate`, { schema: { body: UserSelectorSchema, response: { 200: ActionSchema } } }, (request) =>
      asAdministrator(request, (tx, caller) => reactivateUser(tx, caller, request.body.userId)),
    );
  };
}
