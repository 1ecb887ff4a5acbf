import {
  ActionSchema,
  UserIdParamsSchema,
  UserListQuerySchema,
  UserListSchema,
  UserPatchBodySchema,
  UserSchema,
  UserSelectorSchema,
  ViewerUserListQuerySchema,
  ViewerUserListSchema,
  ViewerUserPatchBodySchema,
  ViewerUserSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { presentUser, presentViewerUser } from './presenter.ts';
import { listUsers, patchUser, reactivateUser, readUser, revokeAccess } from './service.ts';

const AUTOSCRIBE = {
  root: '/v1/autoScribe/users',
  tag: 'AutoScribe users',
  noun: 'User',
  refused: [],
  query: UserListQuerySchema,
  patch: UserPatchBodySchema,
  user: UserSchema,
  list: UserListSchema,
  present: presentUser,
};
const VIEWER = {
  root: '/v1/viewer/users',
  tag: 'Viewer users',
  noun: 'ViewerUser',
  refused: [403],
  query: ViewerUserListQuerySchema,
  patch: ViewerUserPatchBodySchema,
  user: ViewerUserSchema,
  list: ViewerUserListSchema,
  present: presentViewerUser,
};
type Product = typeof AUTOSCRIBE | typeof VIEWER;

/** /v1/autoScribe/users and /v1/viewer/users, but for inviting, which features/invitations does. */
export function userRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(productRoutes(deps, AUTOSCRIBE));
    await app.register(productRoutes(deps, VIEWER));
  };
}

function productRoutes(deps: Deps, product: Product): FastifyPluginAsyncZod {
  const { root, noun } = product;
  const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
    operation({ tag: product.tag, operationId, summary, errors: [...product.refused, ...errors], ...(description && { description }) });
  const asKey = keyOperations(deps);

  return async (app) => {
    app.get(
      root,
      {
        schema: {
          ...describe(`list${noun}s`, 'List users, newest first', [400, 401]),
          querystring: product.query,
          response: { 200: product.list },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          const { items, ...page } = await listUsers(tx, caller, request.query);
          return { users: items.map(product.present), ...page };
        }),
    );

    app.get(
      `${root}/:userId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(`retrieve${noun}`, 'Retrieve a user', [401, 404]),
          params: UserIdParamsSchema,
          response: { 200: product.user },
        },
      },
      (request) => asKey(request, async (tx, caller) => product.present(await readUser(tx, caller, request.params.userId))),
    );

    app.patch(
      `${root}/:userId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(`update${noun}`, 'Change what is sent of a user', [400, 401, 404, 413, 415, 422], PATCH_RULES),
          params: UserIdParamsSchema,
          body: product.patch,
          response: { 200: product.user },
        },
      },
      (request) =>
        asKey(request, (tx, caller) =>
          patchIfMatch(request, async (fields) => product.present(await patchUser(tx, caller, request.params.userId, fields))),
        ),
    );

    app.post(
      `${root}/revoke-access`,
      {
        schema: {
          ...describe(`revoke${noun}Access`, 'Revoke the access of a user', [400, 401, 404, 409, 413, 415, 422], REVOKE_RULES),
          body: UserSelectorSchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => revokeAccess(deps, tx, caller, request.body.userId)),
    );

    app.post(
      `${root}/reactivate`,
      {
        schema: {
          ...describe(`reactivate${noun}`, 'Give a user access again', [400, 401, 404, 409, 413, 415, 422]),
          body: UserSelectorSchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => reactivateUser(tx, caller, request.body.userId)),
    );
  };
}

const PATCH_RULES = 'Only what is sent changes; null clears. The email never changes, and the level of an owner stays.';
const REVOKE_RULES = 'The user can no longer sign in. Their sessions, links and an open invitation end at once. An owner keeps access.';
