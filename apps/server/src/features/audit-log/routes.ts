import { Readable } from 'node:stream';
import {
  ApiError,
  AuditActorListQuerySchema,
  AuditActorListSchema,
  AuditExportQuerySchema,
  AuditIntegritySchema,
  AuditLogQuerySchema,
  AuditLogSchema,
  NoBodySchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { type Caller, requireAdministrator } from '../users/index.ts';
import { toCsv, toJsonLines } from './format.ts';
import { presentActors } from './presenter.ts';
import { selectActors } from './repository.ts';
import { exportLog, noteExport, readIntegrity, readLog, verifyLog } from './service.ts';

const ROOT = '/api/admin/audit';
const MOST_ACTORS = 10;

/** The audit log in the dashboard, for owners and admins: to read, to filter, to take away and to verify. */
export function auditLogRoutes(deps: Deps): FastifyPluginAsyncZod {
  const callerOf = (request: FastifyRequest): Caller => ({ principal: requireAdministrator(request), requestId: request.id });
  const asAdministrator = <Value>(request: FastifyRequest, work: (tx: Tx, caller: Caller) => Promise<Value>): Promise<Value> => {
    const caller = callerOf(request);
    return deps.db.inClinic(caller.principal.clinicId, (tx) => work(tx, caller));
  };
  /** Clinics whose chain is being walked by this process. */
  const verifying = new Set<string>();

  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.get(ROOT, { schema: { querystring: AuditLogQuerySchema, response: { 200: AuditLogSchema } } }, (request) =>
      asAdministrator(request, (tx, caller) => readLog(tx, caller, request.query)),
    );

    app.get(`${ROOT}/actors`, { schema: { querystring: AuditActorListQuerySchema, response: { 200: AuditActorListSchema } } }, (request) =>
      asAdministrator(request, async (tx, { principal }) => ({
        actors: presentActors(await selectActors(tx, principal.clinicId, request.query.name ?? '', MOST_ACTORS)),
      })),
    );

    app.get(`${ROOT}/export`, { schema: { querystring: AuditExportQuerySchema } }, async (request, reply) => {
      const caller = callerOf(request);
      const { format, ...filters } = request.query;
      await noteExport(deps, caller, format, filters);
      const events = exportLog(deps, caller.principal.clinicId, filters);
      const name = `audit-log-${deps.clock.now().toISOString().slice(0, 10)}.${format}`;
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .send(Readable.from(format === 'csv' ? toCsv(events) : toJsonLines(events)));
    });

    app.get(`${ROOT}/integrity`, { schema: { response: { 200: AuditIntegritySchema } } }, (request) =>
      asAdministrator(request, (tx, { principal }) => readIntegrity(tx, principal.clinicId)),
    );

    app.post(`${ROOT}/verify`, { schema: { body: NoBodySchema } }, async (request, reply) => {
      const caller = callerOf(request);
      const { clinicId } = caller.principal;
      if (verifying.has(clinicId))
        throw new ApiError('conflict', { message: 'The log is being verified already. Wait until that has ended.' });
      verifying.add(clinicId);
      const lines = Readable.from(toJsonLines(verifyLog(deps, caller)));
      lines.once('close', () => verifying.delete(clinicId));
      return reply.type('application/x-ndjson; charset=utf-8').header('cache-control', 'private, no-store').send(lines);
    });
  };
}
