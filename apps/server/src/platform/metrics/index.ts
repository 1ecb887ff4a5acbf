import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What is counted of requests. Labels are the route's pattern, never an address: no id and no name becomes a metric. */
export interface Metrics {
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  contentType: string;
  /** Prometheus text format. */
  render(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({ name: 'readroom_http_requests_total', help: 'Requests answered.', labelNames, registers: [registry] });
  const durations = new Histogram({
    name: 'readroom_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  });
  const kinds = new Map<string, { request: Counter.Internal; duration: Histogram.Internal<(typeof labelNames)[number]> }>();
  return {
    observeRequest({ method, route, status, seconds }) {
      const name = `${method} ${status} ${route}`;
      let kind = kinds.get(name);
      if (!kind) {
        const labels = { method, route, status: String(status) };
        kind = { request: requests.labels(labels), duration: durations.labels(labels) };
        kinds.set(name, kind);
      }
      kind.request.inc();
      kind.duration.observe(seconds);
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
