import {
  ClinicalReferenceCreateSchema,
  ClinicalReferenceListQuerySchema,
  ClinicalReferenceListSchema,
  ClinicalReferenceParamsSchema,
  ClinicalReferencePatchBodySchema,
  ClinicalReferenceSchema,
  ExternalReferenceParamsSchema,
  NoBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { createReference, deleteReference, listReferences, patchReference, readReference, readReferenceByExternalId } from './service.ts';

const ROOT = '/v1/autoScribe/clinicalReferences';
const ONE = `${ROOT}/:clinicalReferenceId`;
const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
  operation({ tag: 'AutoScribe clinical references', operationId, summary, errors, ...(description !== undefined && { description }) });

/** /v1/autoScribe/clinicalReferences: the names that a clinic picks from. */
export function referenceRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);

  return async (app) => {
    app.post(
      ROOT,
      {
        schema: {
          ...describe('createClinicalReference', 'Create a clinical reference', [400, 401, 404, 409, 413, 415, 422], NAME_RULES),
          body: ClinicalReferenceCreateSchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => createReference(tx, caller, request.body)),
    );

    app.get(
      ROOT,
      {
        schema: {
          ...describe('listClinicalReferences', 'List clinical references, newest first', [400, 401]),
          querystring: ClinicalReferenceListQuerySchema,
          response: { 200: ClinicalReferenceListSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => listReferences(tx, caller, request.query)),
    );

    app.get(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveClinicalReference', 'Retrieve a clinical reference', [401, 404]),
          params: ClinicalReferenceParamsSchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => readReference(tx, caller, request.params.clinicalReferenceId)),
    );

    app.get(
      `${ROOT}/byExternalReferenceId/:externalReferenceId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveClinicalReferenceByExternalId', 'Retrieve a clinical reference by your id', [401, 404], EXTERNAL_RULES),
          params: ExternalReferenceParamsSchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => readReferenceByExternalId(tx, caller, request.params.externalReferenceId)),
    );

    app.patch(
      ONE,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(
            'updateClinicalReference',
            'Change what is sent of a clinical reference',
            [400, 401, 404, 409, 413, 415, 422],
            PATCH_RULES,
          ),
          params: ClinicalReferenceParamsSchema,
          body: ClinicalReferencePatchBodySchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) =>
        asKey(request, (tx, caller) =>
          patchIfMatch(request, (fields) => patchReference(tx, caller, request.params.clinicalReferenceId, fields)),
        ),
    );

    app.post(
      `${ONE}/delete`,
      {
        schema: {
          ...describe('deleteClinicalReference', 'Take a clinical reference out of use', [400, 401, 404, 409, 422], DELETE_RULES),
          params: ClinicalReferenceParamsSchema,
          body: NoBodySchema,
          response: { 200: ClinicalReferenceSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => deleteReference(tx, caller, request.params.clinicalReferenceId)),
    );
  };
}

const NAME_RULES = 'A name is unique per clinic, type and customer (409). Upper and lower case differ.';
const PATCH_RULES = `null clears. The type never changes. A deleted reference refuses changes (422). ${NAME_RULES}`;
const EXTERNAL_RULES = 'Where several have that id: one in use before a deleted one, then the newest.';
const DELETE_RULES =
  'isActive becomes false and the name gets a suffix, so that it is free again. A second time changes nothing. Nothing brings it back.';
