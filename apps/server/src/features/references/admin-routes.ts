import {
  AdminReferenceSearchBodySchema,
  ClinicalReferenceCreateSchema,
  ClinicalReferenceListQuerySchema,
  ClinicalReferenceListSchema,
  ClinicalReferenceParamsSchema,
  ClinicalReferencePatchBodySchema,
  ClinicalReferenceSchema,
  NoBodySchema,
  ReferenceSuggestionsSchema,
  ReferenceSuggestSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { mustNameOwnCustomer } from '../express/index.ts';
import { type DeskCaller, deskOperations, requireStudyDesk } from '../users/index.ts';
import { mustKeep } from './policy.ts';
import { findReference } from './repository.ts';
import { createReference, deleteReference, listReferences, patchReference, readReference } from './service.ts';
import { suggestReferences } from './suggest.ts';

const ROOT = '/api/admin/clinical-references';
const ONE = `${ROOT}/:clinicalReferenceId`;

/** Clinical references in the dashboard: kept there, and picked from where a study is entered. The same services as the public API. */
export function adminReferenceRoutes(deps: Deps): FastifyPluginAsyncZod {
  const atDesk = deskOperations(deps);

  return async (app) => {
    app.addHook('onRequest', (request) => requireStudyDesk(deps, request));

    app.post(ROOT, { schema: { body: ClinicalReferenceCreateSchema, response: { 200: ClinicalReferenceSchema } } }, (request) =>
      atDesk(request, async (tx, caller) => {
        mustNameOwnCustomer(caller.principal, request.body.expressCustomerId);
        return createReference(tx, caller, request.body);
      }),
    );

    app.get(
      ROOT,
      { schema: { querystring: ClinicalReferenceListQuerySchema, response: { 200: ClinicalReferenceListSchema } } },
      (request) => atDesk(request, (tx, caller) => listReferences(tx, caller, request.query)),
    );

    app.post(
      `${ROOT}/search`,
      {
        schema: {
          querystring: ClinicalReferenceListQuerySchema,
          body: AdminReferenceSearchBodySchema,
          response: { 200: ClinicalReferenceListSchema },
        },
      },
      (request) => atDesk(request, (tx, caller) => listReferences(tx, caller, { ...request.query, ...request.body })),
    );

    // The words go in the body: a referring provider is a person.
    app.post(`${ROOT}/suggest`, { schema: { body: ReferenceSuggestSchema, response: { 200: ReferenceSuggestionsSchema } } }, (request) =>
      atDesk(request, (tx, caller) => suggestReferences(tx, caller, request.body)),
    );

    app.get(
      ONE,
      { config: { hasEtag: true }, schema: { params: ClinicalReferenceParamsSchema, response: { 200: ClinicalReferenceSchema } } },
      (request) => atDesk(request, (tx, caller) => readReference(tx, caller, request.params.clinicalReferenceId)),
    );

    app.patch(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          params: ClinicalReferenceParamsSchema,
          body: ClinicalReferencePatchBodySchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) =>
        atDesk(request, async (tx, caller) => {
          const { clinicalReferenceId } = request.params;
          await mustKeepNamed(tx, caller, clinicalReferenceId);
          if (request.body.expressCustomerId === null) mustNameOwnCustomer(caller.principal, null);
          return patchIfMatch(request, (fields) => patchReference(tx, caller, clinicalReferenceId, fields));
        }),
    );

    app.post(
      `${ONE}/delete`,
      { schema: { params: ClinicalReferenceParamsSchema, body: NoBodySchema, response: { 200: ClinicalReferenceSchema } } },
      (request) =>
        atDesk(request, async (tx, caller) => {
          await mustKeepNamed(tx, caller, request.params.clinicalReferenceId);
          return deleteReference(tx, caller, request.params.clinicalReferenceId);
        }),
    );
  };
}

/** One that is not there is told by what follows. */
async function mustKeepNamed(tx: Tx, { principal }: DeskCaller, referenceId: string): Promise<void> {
  const reference = await findReference(tx, principal, referenceId);
  if (reference) mustKeep(principal, reference);
}
