import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Metrics } from '../metrics/index.ts';

export interface HealthDeps {
  readonly metrics: Metrics;
  /** Bearer token of /metrics; empty: callers of this machine only. */
  readonly metricsToken: string;
  /** Resolves when requests can be served, rejects with the reason when not. */
  ready(): Promise<void>;
}

const PLAIN = 'text/plain; charset=utf-8';

function mayReadMetrics(request: FastifyRequest, token: string): boolean {
  if (token === '') return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `/healthz`: the process runs. `/readyz`: it can serve. `/metrics`: Prometheus text. */
export function registerHealth(app: FastifyInstance, deps: HealthDeps): void {
  app.get('/healthz', async (_request, reply) => reply.type(PLAIN).send('ok\n'));
  app.get('/readyz', async (_request, reply) => {
    try {
      await deps.ready();
      return await reply.type(PLAIN).send('ready\n');
    } catch (error) {
      const reason =
        error instanceof Error && error.message === 'draining' ? 'draining' : 'database unavailable';
      return reply.code(503).type(PLAIN).send(`${reason}\n`);
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, deps.metricsToken)) return reply.code(403).type(PLAIN).send('forbidden\n');
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}
