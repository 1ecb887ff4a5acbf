import {
  ActionSchema,
  CustomerUserSchema,
  ExpressCustomerListQuerySchema,
  NoBodySchema,
  OrgCreateSchema,
  OrgListSchema,
  OrgParamsSchema,
  OrgPatchBodySchema,
  OrgSchema,
  toOrg,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import {
  addCustomerUser,
  createCustomer,
  listCustomers,
  patchCustomer,
  readCustomer,
  removeCustomerUser,
  setCustomerActive,
} from '../express/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';

const ROOT = '/v1/orgs';
const ONE = `${ROOT}/:orgId`;
const describe = (operationId: string, summary: string, errors: number[], instead: string) =>
  operation({
    tag: 'Organizations (first revision)',
    operationId,
    summary,
    errors,
    deprecated: true,
    description: `Of the first revision: use \`${instead}\`.`,
  });

/** /v1/orgs: the customers of /v1/express for clients of the first revision, under their ids and names of then. */
export function orgRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);

  return async (app) => {
    app.post(
      ROOT,
      {
        schema: {
          ...describe('createOrg', 'Create an organization', [400, 401, 409, 413, 415, 422], 'POST /v1/express'),
          body: OrgCreateSchema,
          response: { 200: OrgSchema },
        },
      },
      (request) => asKey(request, async (tx, caller) => toOrg(await createCustomer(tx, caller, request.body))),
    );

    app.get(
      ROOT,
      {
        schema: {
          ...describe('listOrgs', 'List organizations, newest first', [400, 401], 'GET /v1/express'),
          querystring: ExpressCustomerListQuerySchema,
          response: { 200: OrgListSchema },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          const { expressCustomers, ...page } = await listCustomers(tx, caller, request.query);
          return { organizations: expressCustomers.map(toOrg), ...page };
        }),
    );

    app.get(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveOrg', 'Retrieve an organization', [401, 404], 'GET /v1/express/{expressCustomerId}'),
          params: OrgParamsSchema,
          response: { 200: OrgSchema },
        },
      },
      (request) => asKey(request, async (tx, caller) => toOrg(await readCustomer(tx, caller, request.params.expressCustomerId))),
    );

    app.patch(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(
            'updateOrg',
            'Change what is sent of an organization',
            [400, 401, 404, 413, 415],
            'PATCH /v1/express/{expressCustomerId}',
          ),
          params: OrgParamsSchema,
          body: OrgPatchBodySchema,
          response: { 200: OrgSchema },
        },
      },
      (request) =>
        asKey(request, (tx, caller) =>
          patchIfMatch(request, async (fields) => toOrg(await patchCustomer(tx, caller, request.params.expressCustomerId, fields))),
        ),
    );

    for (const [action, isActive, summary] of [
      ['deactivate', false, 'Deactivate an organization'],
      ['reactivate', true, 'Reactivate an organization'],
    ] as const) {
      app.post(
        `${ONE}/${action}`,
        {
          schema: {
            ...describe(`${action}Org`, summary, [400, 401, 404, 409, 422], `POST /v1/express/{expressCustomerId}/${action}`),
            params: OrgParamsSchema,
            body: NoBodySchema,
            response: { 200: OrgSchema },
          },
        },
        (request) =>
          asKey(request, async (tx, caller) => toOrg(await setCustomerActive(tx, caller, request.params.expressCustomerId, isActive))),
      );
    }

    app.post(
      `${ONE}/users`,
      {
        schema: {
          ...describe(
            'addOrgUser',
            'Let a user belong to an organization',
            [400, 401, 404, 409, 413, 415, 422],
            'POST /v1/express/{expressCustomerId}/users',
          ),
          params: OrgParamsSchema,
          body: CustomerUserSchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => addCustomerUser(tx, caller, request.params.expressCustomerId, request.body.userId)),
    );

    app.delete(
      `${ONE}/users`,
      {
        schema: {
          ...describe(
            'removeOrgUser',
            'Take a user out of an organization',
            [400, 401, 404, 413, 415],
            'DELETE /v1/express/{expressCustomerId}/users',
          ),
          params: OrgParamsSchema,
          body: CustomerUserSchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => removeCustomerUser(tx, caller, request.params.expressCustomerId, request.body.userId)),
    );
  };
}
