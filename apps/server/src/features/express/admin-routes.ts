import {
  ActionSchema,
  AdminCustomerListQuerySchema,
  AdminCustomerUserListSchema,
  CustomerUserSchema,
  ExpressCustomerCreateSchema,
  ExpressCustomerListSchema,
  ExpressCustomerParamsSchema,
  ExpressCustomerPatchBodySchema,
  ExpressCustomerSchema,
  NoBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { deskOperations, requireAdministrator, requireStudyDesk } from '../users/index.ts';
import { listCustomerUsers } from './members.ts';
import {
  addCustomerUser,
  createCustomer,
  listCustomers,
  patchCustomer,
  readCustomer,
  removeCustomerUser,
  setCustomerActive,
} from './service.ts';

const ROOT = '/api/admin/customers';
const ONE = `${ROOT}/:expressCustomerId`;

/** Customers in the dashboard: whoever manages studies picks from those that they reach, owners and admins keep them. The same services as the public API. */
export function adminCustomerRoutes(deps: Deps): FastifyPluginAsyncZod {
  const atDesk = deskOperations(deps);

  return async (app) => {
    await app.register(async (reading: typeof app) => {
      reading.addHook('onRequest', (request) => requireStudyDesk(deps, request));
      reading.get(
        ROOT,
        { schema: { querystring: AdminCustomerListQuerySchema, response: { 200: ExpressCustomerListSchema } } },
        (request) => atDesk(request, (tx, caller) => listCustomers(tx, caller, request.query)),
      );
    });

    await app.register(async (keeping: typeof app) => {
      keeping.addHook('onRequest', async (request) => void requireAdministrator(request));

      keeping.post(ROOT, { schema: { body: ExpressCustomerCreateSchema, response: { 200: ExpressCustomerSchema } } }, (request) =>
        atDesk(request, (tx, caller) => createCustomer(tx, caller, request.body)),
      );

      keeping.get(
        ONE,
        { config: { hasEtag: true }, schema: { params: ExpressCustomerParamsSchema, response: { 200: ExpressCustomerSchema } } },
        (request) => atDesk(request, (tx, caller) => readCustomer(tx, caller, request.params.expressCustomerId)),
      );

      keeping.patch(
        ONE,
        {
          config: { hasEtag: true },
          schema: { params: ExpressCustomerParamsSchema, body: ExpressCustomerPatchBodySchema, response: { 200: ExpressCustomerSchema } },
        },
        (request) =>
          atDesk(request, (tx, caller) =>
            patchIfMatch(request, (fields) => patchCustomer(tx, caller, request.params.expressCustomerId, fields)),
          ),
      );

      for (const [action, isActive] of [
        ['deactivate', false],
        ['reactivate', true],
      ] as const) {
        keeping.post(
          `${ONE}/${action}`,
          { schema: { params: ExpressCustomerParamsSchema, body: NoBodySchema, response: { 200: ExpressCustomerSchema } } },
          (request) => atDesk(request, (tx, caller) => setCustomerActive(tx, caller, request.params.expressCustomerId, isActive)),
        );
      }

      keeping.get(
        `${ONE}/users`,
        { schema: { params: ExpressCustomerParamsSchema, response: { 200: AdminCustomerUserListSchema } } },
        (request) => atDesk(request, (tx, caller) => listCustomerUsers(tx, caller, request.params.expressCustomerId)),
      );

      const memberSchema = { params: ExpressCustomerParamsSchema, body: CustomerUserSchema, response: { 200: ActionSchema } };
      keeping.post(`${ONE}/users`, { schema: memberSchema }, (request) =>
        atDesk(request, (tx, caller) => addCustomerUser(tx, caller, request.params.expressCustomerId, request.body.userId)),
      );
      keeping.delete(`${ONE}/users`, { schema: memberSchema }, (request) =>
        atDesk(request, (tx, caller) => removeCustomerUser(tx, caller, request.params.expressCustomerId, request.body.userId)),
      );
    });
  };
}
