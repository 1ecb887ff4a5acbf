import {
  ActionSchema,
  CustomerUserSchema,
  ExpressCustomerCreateSchema,
  ExpressCustomerListQuerySchema,
  ExpressCustomerListSchema,
  ExpressCustomerParamsSchema,
  ExpressCustomerPatchBodySchema,
  ExpressCustomerSchema,
  NoBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import {
  addCustomerUser,
  createCustomer,
  listCustomers,
  patchCustomer,
  readCustomer,
  removeCustomerUser,
  setCustomerActive,
} from './service.ts';

const ROOT = '/v1/express';
const ONE = `${ROOT}/:expressCustomerId`;
const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
  operation({ tag: 'Express customers', operationId, summary, errors, ...(description !== undefined && { description }) });

/** /v1/express: the customers that one account hosts, and who belongs to them. */
export function expressRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);

  return async (app) => {
    app.post(
      ROOT,
      {
        schema: {
          ...describe('createExpressCustomer', 'Create a customer', [400, 401, 409, 413, 415, 422]),
          body: ExpressCustomerCreateSchema,
          response: { 200: ExpressCustomerSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => createCustomer(tx, caller, request.body)),
    );

    app.get(
      ROOT,
      {
        schema: {
          ...describe('listExpressCustomers', 'List customers, newest first', [400, 401], 'Deactivated customers are among them.'),
          querystring: ExpressCustomerListQuerySchema,
          response: { 200: ExpressCustomerListSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => listCustomers(tx, caller, request.query)),
    );

    app.get(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveExpressCustomer', 'Retrieve a customer', [401, 404]),
          params: ExpressCustomerParamsSchema,
          response: { 200: ExpressCustomerSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => readCustomer(tx, caller, request.params.expressCustomerId)),
    );

    app.patch(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('updateExpressCustomer', 'Change what is sent of a customer', [400, 401, 404, 413, 415], 'null clears the metadata.'),
          params: ExpressCustomerParamsSchema,
          body: ExpressCustomerPatchBodySchema,
          response: { 200: ExpressCustomerSchema },
        },
      },
      (request) =>
        asKey(request, (tx, caller) =>
          patchIfMatch(request, (fields) => patchCustomer(tx, caller, request.params.expressCustomerId, fields)),
        ),
    );

    for (const [action, isActive, summary] of [
      ['deactivate', false, 'Deactivate a customer'],
      ['reactivate', true, 'Reactivate a customer'],
    ] as const) {
      app.post(
        `${ONE}/${action}`,
        {
          schema: {
            ...describe(`${action}ExpressCustomer`, summary, [400, 401, 404, 409, 422], ACTIVE_RULES),
            params: ExpressCustomerParamsSchema,
            body: NoBodySchema,
            response: { 200: ExpressCustomerSchema },
          },
        },
        (request) => asKey(request, (tx, caller) => setCustomerActive(tx, caller, request.params.expressCustomerId, isActive)),
      );
    }

    app.post(
      `${ONE}/users`,
      {
        schema: {
          ...describe('addExpressCustomerUser', 'Let a user belong to a customer', [400, 401, 404, 409, 413, 415, 422], MEMBER_RULES),
          params: ExpressCustomerParamsSchema,
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
          ...describe('removeExpressCustomerUser', 'Take a user out of a customer', [400, 401, 404, 413, 415], 'The body names the user.'),
          params: ExpressCustomerParamsSchema,
          body: CustomerUserSchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => removeCustomerUser(tx, caller, request.params.expressCustomerId, request.body.userId)),
    );
  };
}

const ACTIVE_RULES = 'A deactivated customer refuses new studies and users (422) and keeps its data. Saying it twice changes nothing.';
const MEMBER_RULES =
  'A member who belongs to customers sees only their studies; a member of none sees only studies without a customer; owner and admin see all.';
