import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, type RouteOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Deps } from './deps.ts';
import { auditLogRoutes } from './features/audit-log/index.ts';
import { captureRoutes } from './features/captures/index.ts';
import { adminClinicRoutes } from './features/clinics/index.ts';
import { dicomwebRoutes } from './features/dicomweb/index.ts';
import { ephemeralRoutes } from './features/ephemeral/index.ts';
import { adminCustomerRoutes, expressRoutes } from './features/express/index.ts';
import { adminExternalRoutes, externalRoutes, externalViewRoutes } from './features/external/index.ts';
import { healthRoutes } from './features/health/index.ts';
import { imageAccessRoutes } from './features/image-access/index.ts';
import { imageRoutes } from './features/images/index.ts';
import { adminInvitationRoutes, invitationAnswerRoutes, invitationRoutes } from './features/invitations/index.ts';
import { adminKeyRoutes } from './features/keys/index.ts';
import { metricsRoutes } from './features/metrics/index.ts';
import { modalityWorklistRoutes } from './features/modality-worklist/index.ts';
import { openApi } from './features/openapi/index.ts';
import { orgRoutes } from './features/orgs/index.ts';
import { passwordResetRoutes } from './features/password-reset/index.ts';
import { authenticate, limitRate } from './features/principal/index.ts';
import { readingRoutes } from './features/reading/index.ts';
import { adminReferenceRoutes, referenceRoutes } from './features/references/index.ts';
import { reportingRoutes } from './features/reporting/index.ts';
import { reportRoutes } from './features/reports/index.ts';
import { adminSecondFactorRoutes, secondFactorRoutes } from './features/second-factor/index.ts';
import { sessionRoutes } from './features/sessions/index.ts';
import { singleSignOnRoutes } from './features/single-sign-on/index.ts';
import { adminStudyRoutes, studyRoutes } from './features/studies/index.ts';
import { adminUserRoutes, userRoutes } from './features/users/index.ts';
import { adminViewerStudyRoutes, viewerStudyRoutes } from './features/viewer-studies/index.ts';
import { webRoutes } from './features/web/index.ts';
import { adminWebhookRoutes } from './features/webhooks/index.ts';
import { worklistRoutes } from './features/worklist/index.ts';
import { configureHttp, httpOptions, watchMethods } from './platform/http/index.ts';

/** For tests that look at every route and every answer, whatever the route. */
interface Watchers {
  /** Told each route as it is registered. */
  onRoute?: (route: RouteOptions) => void;
  /** Told each answer as it goes out, headers and all. */
  onAnswer?: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => void;
}

/** The whole server as one Fastify instance, not yet listening. Everything it needs is in `deps`. */
export async function createApp(deps: Deps, { onRoute, onAnswer }: Watchers = {}): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = Fastify({ ...httpOptions, loggerInstance, trustProxy: deps.config.trustedProxies, forceCloseConnections: 'idle' });
  configureHttp(app);
  if (onRoute) app.addHook('onRoute', onRoute);
  if (onAnswer) {
    app.addHook('onSend', async (request, reply, payload) => {
      onAnswer(request, reply, payload);
    });
  }
  const refuseOtherMethods = watchMethods(app);
  await app.register(cookie);
  app.decorateRequest('principal', null);
  app.addHook('onRequest', authenticate(deps));
  app.addHook('onRequest', limitRate(deps));

  const typed = app.withTypeProvider<ZodTypeProvider>();
  // First: it sees the routes that are registered after it.
  await typed.register(openApi(deps));
  await app.register(metricsRoutes);
  await typed.register(healthRoutes(deps));
  await typed.register(sessionRoutes(deps));
  await typed.register(reportRoutes(deps));
  await typed.register(worklistRoutes(deps));
  await typed.register(studyRoutes(deps));
  await typed.register(adminStudyRoutes(deps));
  await typed.register(externalRoutes(deps));
  await typed.register(externalViewRoutes(deps));
  await typed.register(adminExternalRoutes(deps));
  await typed.register(viewerStudyRoutes(deps));
  await typed.register(adminViewerStudyRoutes(deps));
  await typed.register(referenceRoutes(deps));
  await typed.register(adminReferenceRoutes(deps));
  await typed.register(expressRoutes(deps));
  await typed.register(adminCustomerRoutes(deps));
  await typed.register(orgRoutes(deps));
  await typed.register(readingRoutes(deps));
  await typed.register(reportingRoutes(deps));
  await typed.register(imageRoutes(deps));
  await typed.register(ephemeralRoutes(deps));
  await typed.register(imageAccessRoutes(deps));
  await typed.register(captureRoutes(deps));
  await typed.register(dicomwebRoutes(deps));
  await typed.register(userRoutes(deps));
  await typed.register(adminUserRoutes(deps));
  await typed.register(invitationRoutes(deps));
  await typed.register(adminInvitationRoutes(deps));
  await typed.register(invitationAnswerRoutes(deps));
  await typed.register(passwordResetRoutes(deps));
  await typed.register(secondFactorRoutes(deps));
  await typed.register(singleSignOnRoutes(deps));
  await typed.register(adminKeyRoutes(deps));
  await typed.register(adminWebhookRoutes(deps));
  await typed.register(modalityWorklistRoutes(deps));
  await typed.register(auditLogRoutes(deps));
  await typed.register(adminClinicRoutes(deps));
  await typed.register(adminSecondFactorRoutes(deps));
  await typed.register(webRoutes(deps));
  refuseOtherMethods();
  return app;
}
