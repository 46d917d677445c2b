import type { FastifyInstance } from 'fastify';
import { createCarriers, type Carriers } from './carriers/index.ts';
import {
  closingSchedule,
  createCustomerAccess,
  createCustomerDirectory,
  createCustomers,
  type Customers,
} from './customers/index.ts';
import { createIdentity, type Identity } from './identity/index.ts';
import { createLedger, type Ledger } from './ledger/index.ts';
import { createMailPort, createMailQueue, mailHandler, type MailQueue } from './notifications/index.ts';
import {
  createOwnerAccess,
  createPartnerDirectory,
  createPartners,
  type Partners,
} from './partners/index.ts';
import type { Config } from './platform/config/index.ts';
import { createSealer, type Sealer } from './platform/crypto/index.ts';
import type { Database } from './platform/db/index.ts';
import { RateLimiter, createHttpServer, registerHealth, type Surface } from './platform/http/index.ts';
import { createIdempotency, type Idempotency } from './platform/idempotency/index.ts';
import { createJobs, type Jobs, type Schedule } from './platform/jobs/index.ts';
import type { Logger } from './platform/log/index.ts';
import { createMetrics } from './platform/metrics/index.ts';
import { systemClock, type Clock } from './platform/time/index.ts';
import { buildOpenApi, referenceConfigOf, registerReference } from './reference/index.ts';
import type { Runtime } from './runtime.ts';
import { invitationSender } from './invitation-mail.ts';
import { schedules } from './schedules.ts';
import { createSurfaces } from './create-surfaces.ts';
import { createMasterDirectory, type WalletsDeps } from './wallets/index.ts';

/** The rooms' services, by name. */
export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly identity: Identity;
  readonly partners: Partners;
  readonly customers: Customers;
  readonly carriers: Carriers;
  readonly mail: MailQueue;
  readonly idempotency: Idempotency;
  readonly wallets: WalletsDeps;
  readonly finishClosing: Schedule;
}

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
  /** Called when an answer lacks a documented key. Default: count and log it. */
  readonly onMissing?: (path: string) => void;
}

export function compose(runtime: Runtime, log: Logger, options: ComposeOptions = {}): Composition {
  const { config } = runtime;
  const services = createServices(runtime, log, options.clock ?? systemClock);
  const { db, ledger, identity, sealer } = services;
  const surfaces = createSurfaces(services);
  const metrics = createMetrics();
  const state = { draining: false, started: false };

  const http = createHttpServer({
    surfaces,
    log,
    rateLimiter: new RateLimiter({ perSecond: config.rateLimitPerSecond, burst: config.rateLimitBurst }),
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
  registerReference(http, { document: buildOpenApi({ surfaces, config: referenceConfigOf(config) }) });
  metrics.gauge('ledger_commands_waiting', 'Ledger commands that wait for their group.', () => ledger.queued);
  metrics.gauge(
    'database_connections_waiting',
    'Requests that wait for a database connection.',
    () => db.pool.waitingCount,
  );

  const port = createMailPort({
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    dataDir: config.dataDir,
  });
  const jobs = createJobs({
    db,
    databaseUrl: runtime.databaseUrl,
    log,
    handlers: [mailHandler({ sealer, port })],
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
    },
    async close() {
      state.draining = true;
      await http.close();
      await jobs.stop();
      await ledger.drained();
      if (state.started) await identity.close();
      await port.close();
    },
  };
}

function createServices(runtime: Runtime, log: Logger, clock: Clock): Services {
  const { config, database: db } = runtime;
  const sealer = createSealer(runtime.masterSecret);
  const ledger = createLedger({ db, clock });
  const mail = createMailQueue({ sealer });
  const partnerDirectory = createPartnerDirectory(db.kysely);
  const customerDirectory = createCustomerDirectory(db.kysely, partnerDirectory);
  const identity: Identity = createIdentity({
    db,
    databaseUrl: runtime.databaseUrl,
    sealer,
    clock,
    log,
    directory: { ...partnerDirectory, ...customerDirectory },
    publicUrl: config.publicUrl,
    issuer: config.operator.name,
    sendInvitation: invitationSender(mail, config.operator.name),
    noteCustomerLogin: (tx, partnerId, customerId, at) =>
      customers.recordLogin(tx, partnerId, customerId, at),
  });
  const partners = createPartners({
    db,
    clock,
    ledger,
    mail,
    ownerAccess: createOwnerAccess(identity),
    operator: config.operator,
  });
  const customerDeps = {
    db,
    clock,
    ledger,
    partners,
    mail,
    access: createCustomerAccess(identity),
    portalUrl: config.publicUrl,
  };
  const customers: Customers = createCustomers(customerDeps);
  const idempotency = createIdempotency({ db, sealer });
  const masters = createMasterDirectory(ledger, db.kysely);
  const wallets = { db, ledger, customers, masters, clock, timeZone: config.operator.timeZone };
  const finishClosing = closingSchedule(customerDeps);
  return {
    config,
    db,
    clock,
    sealer,
    ledger,
    identity,
    partners,
    customers,
    carriers: createCarriers({ db }),
    mail,
    idempotency,
    wallets,
    finishClosing,
  };
}
