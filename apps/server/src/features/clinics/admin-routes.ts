import { ClinicSettingsPatchBodySchema, ClinicSettingsSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { requireAdministrator } from '../users/index.ts';
import { changeSettings, readSettings } from './settings.ts';

const ROOT = '/api/admin/clinic';

/** The settings of the clinic, for its owners and admins. */
export function adminClinicRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.get(ROOT, { config: { hasEtag: true }, schema: { response: { 200: ClinicSettingsSchema } } }, (request) => {
      const { clinicId } = requireAdministrator(request);
      return deps.db.inClinic(clinicId, (tx) => readSettings(tx, clinicId));
    });

    app.patch(
      ROOT,
      { config: { hasEtag: true }, schema: { body: ClinicSettingsPatchBodySchema, response: { 200: ClinicSettingsSchema } } },
      (request) => {
        const { clinicId, userId } = requireAdministrator(request);
        const administrator = { clinicId, userId, requestId: request.id };
        return deps.db.inClinic(clinicId, (tx) =>
          patchIfMatch(request, (fields) => changeSettings(tx, administrator, fields, deps.clock.now())),
        );
      },
    );
  };
}
