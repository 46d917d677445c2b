import { join } from 'node:path';
import { createAnalytics, type Analytics } from './analytics/index.ts';
import { createCalls, type Calls } from './calls/index.ts';
import { createCapacity, type Capacity, type LiveCalls } from './capacity/index.ts';
import { createCarriers, type Carriers } from './carriers/index.ts';
import { createCdrs, type Cdrs } from './cdrs/index.ts';
import {
  closingSchedule,
  createCustomerAccess,
  createCustomerDirectory,
  createCustomers,
  type Customers,
  type CustomersDeps,
} from './customers/index.ts';
import { createEdges, type Edges } from './edges/index.ts';
import { createExports, type Exports } from './exports/index.ts';
import { createIdentity, type Identity } from './identity/index.ts';
import { invitationSender } from './invitation-mail.ts';
import { createLedger, type Ledger } from './ledger/index.ts';
import { createMailQueue, type MailQueue } from './notifications/index.ts';
import { createNumbers, numberTerms, type Numbers } from './numbers/index.ts';
import {
  createOwnerAccess,
  createPartnerDirectory,
  createPartners,
  type Partners,
} from './partners/index.ts';
import type { Config } from './platform/config/index.ts';
import { createSealer, type Sealer } from './platform/crypto/index.ts';
import type { Database } from './platform/db/index.ts';
import { createIdempotency, type Idempotency } from './platform/idempotency/index.ts';
import type { Schedule } from './platform/jobs/index.ts';
import type { Logger } from './platform/log/index.ts';
import { createNews, type News } from './platform/news/index.ts';
import type { Clock } from './platform/time/index.ts';
import { RateTables } from './pricing/index.ts';
import type { RatesDeps } from './rates/index.ts';
import { createReconciliation, type Reconciliation } from './reconciliation/index.ts';
import type { Runtime } from './runtime.ts';
import { createTrunks, trunkDirectory, type Trunks } from './trunks/index.ts';
import { createMasterDirectory, type WalletsDeps } from './wallets/index.ts';

/** What every room may work with. */
interface Base {
  readonly config: Config;
  readonly db: Database;
  readonly news: News;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly mail: MailQueue;
  readonly idempotency: Idempotency;
}

/** Who there is, and their money. */
interface Accounts {
  readonly identity: Identity;
  readonly partners: Partners;
  readonly customers: Customers;
  readonly wallets: WalletsDeps;
  readonly finishClosing: Schedule;
}

/** What they telephone with. */
interface Telephony {
  readonly carriers: Carriers;
  readonly trunks: Trunks;
  readonly edges: Edges;
  readonly capacity: Capacity;
  readonly liveCalls: LiveCalls;
  readonly cdrs: Cdrs;
  readonly rateTables: RateTables;
  readonly rates: RatesDeps;
  readonly numbers: Numbers;
  readonly calls: Calls;
}

/** What is read of all that. */
interface Figures {
  readonly analytics: Analytics;
  readonly exports: Exports;
  readonly reconciliation: Reconciliation;
}

/** The rooms' services, by name. */
export interface Services extends Base, Accounts, Telephony, Figures {}

export function createServices(runtime: Runtime, log: Logger, clock: Clock): Services {
  const base = createBase(runtime, log, clock);
  // What ends with an account is in rooms that stand above it: they are asked when it happens.
  const accounts = createAccounts(base, log, {
    ending: {
      numbersOf: (tx, customer) => telephony.numbers.ending.numbersOf(tx, customer),
      async end(tx, customer, by) {
        await telephony.trunks.removeAll(tx, customer, by);
        await telephony.capacity.returnAll(tx, customer, by);
        return telephony.numbers.ending.end(tx, customer, by);
      },
    },
  });
  const telephony = createTelephony(base, accounts);
  const all = { ...base, ...accounts, ...telephony };
  return {
    ...all,
    analytics: createAnalytics(all),
    exports: createExports(all),
    reconciliation: createReconciliation({ ...all, timeZone: base.config.operator.timeZone }),
  };
}

function createBase(
  { config, database: db, databaseUrl, masterSecret }: Runtime,
  log: Logger,
  clock: Clock,
): Base {
  const sealer = createSealer(masterSecret);
  return {
    config,
    db,
    news: createNews({ db, databaseUrl, log }),
    clock,
    sealer,
    ledger: createLedger({ db, clock }),
    mail: createMailQueue({ sealer }),
    idempotency: createIdempotency({ db, sealer }),
  };
}

function createAccounts(base: Base, log: Logger, ending: Pick<CustomersDeps, 'ending'>): Accounts {
  const { config, db, news, clock, sealer, ledger, mail } = base;
  const partnerDirectory = createPartnerDirectory(db.kysely);
  const customerDirectory = createCustomerDirectory(db.kysely, partnerDirectory);
  const identity: Identity = createIdentity({
    db,
    news,
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
    ...ending,
    db,
    clock,
    ledger,
    partners,
    mail,
    access: createCustomerAccess(identity),
    portalUrl: config.publicUrl,
  };
  const customers: Customers = createCustomers(customerDeps);
  const masters = createMasterDirectory(ledger, db.kysely);
  return {
    identity,
    partners,
    customers,
    wallets: { db, ledger, customers, masters, clock, timeZone: config.operator.timeZone },
    finishClosing: closingSchedule(customerDeps),
  };
}

function createTelephony(base: Base, { partners, customers }: Accounts): Telephony {
  const { config, db, news, clock, sealer, ledger, mail } = base;
  const numbers = createNumbers({
    db,
    clock,
    ledger,
    partners,
    customers,
    mail,
    trunks: trunkDirectory,
    terms: numberTerms(config),
    portalUrl: config.publicUrl,
  });
  const carriers = createCarriers({
    db,
    news,
    accountSources: (reader, network) => trunks.sourcesOf(reader, network),
  });
  const cdrs = createCdrs({
    db,
    clock,
    customers,
    retention: {
      months: config.cdrRetentionMonths,
      directory: config.cdrArchiveDir === '' ? join(config.dataDir, 'cdr-archive') : config.cdrArchiveDir,
    },
  });
  const rateTables = new RateTables(db.kysely);
  const calls = createCalls({ db, news, clock, ledger, customers, carriers, cdrs, rateTables });
  const trunks: Trunks = createTrunks({
    carriers,
    customers,
    sealer,
    sip: { domain: config.sipDomain, allowLocal: config.sipPrivateAddresses === 'yes' },
    calls: calls.ports,
    onTrunkDeleted: [(tx, trunk, by) => numbers.holdings.trunkDeleted(tx, trunk, by)],
  });
  return {
    carriers,
    trunks,
    edges: createEdges({ reader: db.kysely, clock }),
    capacity: createCapacity({ customers }),
    liveCalls: calls.ports,
    rateTables,
    rates: {
      db,
      clock,
      customers,
      partners,
      rateTables,
      traffic: { ...cdrs, priceLimits: (reader, id) => calls.priceLimits(reader, id) },
      operator: config.operator,
    },
    numbers,
    cdrs,
    calls,
  };
}
