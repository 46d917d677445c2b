import type { FastifyInstance } from 'fastify';
import { createServices, type Services } from './create-services.ts';
import { createSurfaces } from './create-surfaces.ts';
import { createMailPort, mailHandler } from './notifications/index.ts';
import {
  HeavyGate,
  RateLimiter,
  createHttpServer,
  registerHealth,
  type Surface,
} from './platform/http/index.ts';
import { createJobs, type Jobs } from './platform/jobs/index.ts';
import type { Logger } from './platform/log/index.ts';
import { createMetrics } from './platform/metrics/index.ts';
import { systemClock, type Clock } from './platform/time/index.ts';
import { registerReconciliationMetrics } from './reconciliation/index.ts';
import { buildOpenApi, referenceConfigOf, registerReference } from './reference/index.ts';
import type { Runtime } from './runtime.ts';
import { schedules } from './schedules.ts';

/** The whole product, wired. Nothing has touched the database or the network yet. */
export interface Composition {
  readonly services: Services;
  readonly surfaces: readonly Surface<unknown>[];
  readonly http: FastifyInstance;
  readonly jobs: Jobs;
  /** Begins to listen for what other nodes change. */
  start(): Promise<void>;
  /** Stops taking work and lets what is under way end. The database stays open. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly clock?: Clock;
  /** Of a worker: it answers for its health and its figures alone. */
  readonly withoutApi?: boolean;
  /** Called when an answer lacks a documented key. Default: count and log it. */
  readonly onMissing?: (path: string) => void;
}

/**
 * One large question of a partner at a time: while its rows are read the thread is free, and while it is worked on the database.
 * A quarter of the connections together, so that calls and money always find one.
 */
function heavyGateFor(connections: number): HeavyGate {
  return new HeavyGate({ perTenant: 1, together: Math.max(2, Math.floor(connections / 4)) });
}

export function compose(runtime: Runtime, log: Logger, options: ComposeOptions = {}): Composition {
  const { config } = runtime;
  const services = createServices(runtime, log, options.clock ?? systemClock);
  const { db, calls, ledger, identity, sealer } = services;
  const surfaces = createSurfaces(services);
  const metrics = createMetrics();
  const state = { draining: false, started: false };

  const withApi = options.withoutApi !== true;
  const http = createHttpServer({
    surfaces: withApi ? surfaces : [],
    log,
    rateLimiter: new RateLimiter({ perSecond: config.rateLimitPerSecond, burst: config.rateLimitBurst }),
    heavyGate: heavyGateFor(config.databaseConnections),
    inputHashKey: sealer.deriveKey('idempotency-input'),
    trustProxy: config.trustProxy,
    https: config.publicUrl.startsWith('https:'),
    onMissing:
      options.onMissing ??
      ((path) => {
        metrics.missingKeys.inc({ path });
        log.error({ path }, 'an answer lacks a documented key');
      }),
    observe: (route, method, status, seconds) => {
      metrics.requests.observe({ route, method, status: String(status) }, seconds);
    },
  });
  registerHealth(http, {
    metrics,
    metricsToken: config.metricsToken,
    ready: async () => {
      if (state.draining) throw new Error('draining');
      await db.pool.query('SELECT 1');
    },
  });
  if (withApi)
    registerReference(http, {
      describe: () => buildOpenApi({ surfaces, config: referenceConfigOf(config) }),
    });
  metrics.gauge('ledger_commands_waiting', 'Ledger commands that wait for their group.', () => ledger.queued);
  metrics.gauge(
    'database_connections_waiting',
    'Requests that wait for a database connection.',
    () => db.pool.waitingCount,
  );

  registerReconciliationMetrics(metrics, services.reconciliation, services.clock);

  const port = createMailPort({
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    dataDir: config.dataDir,
  });
  const jobs = createJobs({
    db,
    databaseUrl: runtime.databaseUrl,
    log,
    handlers: [mailHandler({ sealer, port }), services.exports.handler],
    schedules: schedules(services),
  });

  return {
    services,
    surfaces,
    http,
    jobs,
    async start() {
      state.started = true;
      await identity.start();
      // Calls find a place without it, and the schedule comes again.
      await services.cdrs.ensureComingPartitions().catch((error: unknown) => {
        log.warn({ err: error }, 'partitions of call records');
      });
    },
    async close() {
      state.draining = true;
      await http.close();
      await jobs.stop();
      await calls.drained();
      await ledger.drained();
      if (state.started) await identity.close();
      await port.close();
    },
  };
}
