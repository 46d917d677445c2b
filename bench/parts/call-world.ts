import type { AuthoriseInput } from '../../packages/server/src/calls/index.ts';
import { compose } from '../../packages/server/src/compose.ts';
import type { Services } from '../../packages/server/src/create-services.ts';
import { readConfig } from '../../packages/server/src/platform/config/index.ts';
import { migrate, openDatabase, type Database } from '../../packages/server/src/platform/db/index.ts';
import { uuidv7 } from '../../packages/server/src/platform/ids/index.ts';
import { createLog } from '../../packages/server/src/platform/log/index.ts';
import { systemClock } from '../../packages/server/src/platform/time/index.ts';
import { ensureDefaultTiers } from '../../packages/server/src/pricing/index.ts';
import { copyCustomers } from './copy-customers.ts';

/** Who calls in a measurement of calls. */
export interface CallSource {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly trunk_id: string;
}

export interface CallWorld {
  readonly db: Database;
  readonly services: Services;
  readonly sources: readonly CallSource[];
  readonly edgeSecret: string;
  readonly partners: readonly WorldPartner[];
}

/** A partner of the world, and how it asks over HTTP. */
export interface WorldPartner {
  readonly partnerId: string;
  readonly headers: Readonly<Record<string, string>>;
}

const SECRET = Buffer.alloc(32, 7);
/** The master secret of every such world: the product that serves one needs it. */
export const WORLD_SECRET = SECRET.toString('hex');

export const CLI = '+911140000000';

/** What an edge asks of one call; the callers come by turns. */
export function outboundCall(sources: readonly CallSource[], serial: number, to: string): AuthoriseInput {
  const {
    partner_id: partnerId,
    customer_id: customerId,
    trunk_id: trunkId,
  } = sources[serial % sources.length]!;
  return {
    callId: uuidv7(new Date()),
    direction: 'outbound',
    source: { partnerId, customerId, trunkId },
    to,
    from: CLI,
    edgeNode: 'bench',
  };
}

/** What an edge says of a call's SIP. */
export function sipOf(serial: number): NonNullable<AuthoriseInput['sip']> {
  return { sipCallId: `${serial}@bench`, userAgent: 'Bench/1', networkAddress: '192.0.2.1' };
}
const MIGRATIONS = `${import.meta.dirname}/../../packages/server/migrations`;
const ONE = 100_000n;
/** What calls write in half a minute. */
const LOG_MB = 400;
const BENCH = {
  kind: 'system',
  id: 'bench',
  label: 'bench',
  ip: null,
  userAgent: null,
  requestId: null,
} as const;

/** The rooms of the product on a database of their own, in this process. */
async function openServices(url: string): Promise<{ db: Database; services: Services }> {
  const db = openDatabase({ url, maxConnections: 4, applicationName: 'bench', statementTimeoutMs: 60_000 });
  await migrate(db.pool, MIGRATIONS);
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], new Date()));
  const runtime = {
    config: readConfig({}),
    masterSecret: SECRET,
    databaseUrl: url,
    database: db,
    embedded: true,
    close: async () => undefined,
  };
  const log = createLog({ level: 'silent', format: 'json' });
  const { services } = compose(runtime, log, { clock: systemClock });
  await services.cdrs.ensureComingPartitions();
  return { db, services };
}

/**
 * So many live partners with so many customers each (a list: of the first, the second and so on): every customer has a funded wallet, a trunk, a number to show and room for as
 * many calls as may come. A carrier with two gateways takes every number; the prices are those of the shipped deck.
 */
export async function fillCallWorld(
  url: string,
  partners: number,
  customersEach: number | readonly number[],
): Promise<CallWorld> {
  const { db, services } = await openServices(url);
  const at = new Date();
  const by = { actor: BENCH, at };
  const { secret } = await db.inTransaction(async (tx) => {
    const carrier = await services.carriers.create(tx, { name: 'Carrier', currency: 'INR' }, by);
    for (const name of ['one', 'two'])
      await services.carriers.createGateway(tx, carrier.id, { name, host: `${name}.carrier.example` }, by);
    await services.carriers.createRoute(tx, carrier.id, { prefix: '' }, by);
    return services.edges.create(tx, { name: 'bench', networks: ['127.0.0.1/32'] }, by);
  });
  const sources: CallSource[] = [];
  const known: WorldPartner[] = [];
  for (let index = 0; index < partners; index += 1) {
    const { partner, token } = await db.inTransaction((tx) =>
      services.partners.create(
        tx,
        {
          name: `Partner ${index}`,
          email: `partner${index}@example.com`,
          startingBalance: 10n ** 15n,
          maxAccounts: 1_000_000,
        },
        by,
      ),
    );
    const headers = { 'x-auth-id': partner.authId, 'x-auth-token': token, accept: 'application/json' };
    known.push({ partnerId: partner.partnerId, headers });
    const customers = typeof customersEach === 'number' ? customersEach : (customersEach[index] ?? 1);
    sources.push(...(await openCustomers(services, partner.partnerId, index, customers)));
  }
  await db.pool
    .query(`UPDATE customer SET base_cps_limit = 10000, cps_limit = 10000, base_concurrent_calls_limit = 10000,
    concurrent_calls_limit = 10000`);
  await db.pool.query(
    `INSERT INTO capacity_pool SELECT partner_id, 10000, 10000, 0, 0, true, $1 FROM partner
     ON CONFLICT (partner_id) DO UPDATE SET concurrent_calls = 10000, cps = 10000`,
    [at],
  );
  await db.pool.query('UPDATE sip_trunk SET concurrent_calls_limit = 10000, cps_limit = 10000');
  await db.pool.query('VACUUM (ANALYZE)');
  await wearIn(db);
  return { db, services, sources, edgeSecret: secret, partners: known };
}

/**
 * Files of the write-ahead log that are there to be used again, as in a database that has run for a while: a new one is written full of zeros
 * while everybody waits, 50 ms of each 16 MB. They come into being with what was written between two checkpoints.
 */
async function wearIn(db: Database): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    await db.pool.query(
      `SELECT pg_logical_emit_message(false, 'bench', repeat('x', 1000000)) FROM generate_series(1, $1)`,
      [LOG_MB],
    );
    await reuseLog(db);
  }
}

/** Lets what was written to the write-ahead log up to now be written over. */
export async function reuseLog(db: Database): Promise<void> {
  await db.pool.query('CHECKPOINT');
}

/** The first as the product opens it, the others copied from it. */
async function openCustomers(
  services: Services,
  partnerId: string,
  partner: number,
  count: number,
): Promise<CallSource[]> {
  const at = new Date();
  const by = { actor: BENCH, at };
  const { db, customers, trunks, calls, ledger } = services;
  const prepared = await customers.prepare(partnerId, {
    name: 'Customer',
    email: `c${partner}@example.com`,
    password: 'correct-horse-1!',
    phone: '+919431538535',
    country: 'IN',
  });
  const first = await db.inTransaction(async (tx): Promise<CallSource> => {
    const { customer } = await customers.create(tx, prepared, by);
    const account = {
      partnerId,
      customerId: customer.customerId,
      authId: customer.authId,
      mode: 'live' as const,
    };
    const trunk = await trunks.create(tx, account, { name: 'Trunk' }, by);
    await calls.approveCli(tx, account, { e164: CLI, note: '' }, by);
    return { partner_id: partnerId, customer_id: customer.customerId, trunk_id: trunk.trunkId };
  });
  const sources = [first, ...(await copyCustomers(db.pool, first, count - 1))];
  const { rows } = await db.pool.query<{ master: string; wallet: string }>(
    `SELECT m.id AS master, c.wallet_account_id AS wallet
     FROM customer c JOIN ledger_account m ON m.partner_id = c.partner_id AND m.kind = 'master' AND m.currency = 'INR'
     WHERE c.partner_id = $1`,
    [partnerId],
  );
  const fundings = rows.map(({ master, wallet }) => ({
    kind: 'transfer' as const,
    partnerId,
    id: uuidv7(at),
    at,
    debitAccountId: master,
    creditAccountId: wallet,
    currency: 'INR',
    amount: 1_000_000n * ONE,
    code: 'transfer',
    reference: null,
    description: null,
  }));
  await db.inTransaction((tx) => ledger.post(tx, fundings));
  return sources;
}
