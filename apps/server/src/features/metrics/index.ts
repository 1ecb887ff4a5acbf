import fastifyPlugin from 'fastify-plugin';
import { createMetrics } from '../../platform/metrics/index.ts';

/** GET /metrics for Prometheus, and the counting of every request of the app. */
export const metricsRoutes = fastifyPlugin(async (app) => {
  const metrics = createMetrics();
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observeRequest({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
});
