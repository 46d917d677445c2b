/**
 * 10,000 numbers whose month is due at the same moment, charged by the job that the worker runs: both legs in the ledger, audit
 * entry, event, holds for the months after, grace for who cannot pay. Against the same job with one renewal a transaction.
 *
 *   node bench/number-renewals.ts [--numbers 10000] [--partners 20]
 *
 * A fifth of the numbers keep their next month's money held; one wallet in twenty is empty. `--partners 1`: all on one hot set of books.
 */
import { parseArgs } from 'node:util';
import { compose } from '../packages/server/src/compose.ts';
import type { Services } from '../packages/server/src/create-services.ts';
import { readConfig } from '../packages/server/src/platform/config/index.ts';
import { migrate, openDatabase, type Database } from '../packages/server/src/platform/db/index.ts';
import { uuidv7 } from '../packages/server/src/platform/ids/index.ts';
import { createLog } from '../packages/server/src/platform/log/index.ts';
import { fixedClock } from '../packages/server/src/platform/time/index.ts';
import { ensureDefaultTiers } from '../packages/server/src/pricing/index.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';

const MOST_SECONDS = 60;
const NUMBERS_OF_A_WALLET = 10;
const BOUGHT = new Date('2026-03-31T08:00:00Z');
const DUE = new Date('2026-04-29T18:30:00Z');
const FEE = 300n * 100_000n;
const { values: options } = parseArgs({
  options: {
    numbers: { type: 'string', default: '10000' },
    partners: { type: 'string', default: '20' },
  },
});

interface Wallet {
  readonly partnerId: string;
  readonly customerId: string;
  readonly walletAccountId: string;
}

async function openWallets(services: Services, partnerId: string, count: number): Promise<Wallet[]> {
  const { db, ledger } = services;
  return db.inTransaction(async (tx) => {
    const master = await ledger.getAccountByKind(tx, partnerId, 'master', 'INR');
    if (master === null) throw new Error('A partner without a master account.');
    const wallets = Array.from({ length: count }, () => ({
      partnerId,
      customerId: uuidv7(BOUGHT),
      walletAccountId: uuidv7(BOUGHT),
    }));
    for (const { customerId, walletAccountId } of wallets) {
      await ledger.openAccount(tx, {
        partnerId,
        id: walletAccountId,
        ownerId: customerId,
        kind: 'wallet',
        currency: 'INR',
        floor: 0n,
        at: BOUGHT,
      });
    }
    const funded = wallets.filter((_, index) => index % 20 !== 19);
    await ledger.post(
      tx,
      funded.map(({ walletAccountId }) => ({
        kind: 'transfer',
        partnerId,
        id: uuidv7(BOUGHT),
        at: BOUGHT,
        debitAccountId: master.id,
        creditAccountId: walletAccountId,
        currency: 'INR',
        amount: 10n ** 11n,
        code: 'transfer',
        reference: null,
        description: null,
      })),
    );
    return wallets;
  });
}

let serial = 0;

async function giveNumbers(db: Database, wallets: readonly Wallet[], count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    serial += 1;
    const wallet = wallets[index % wallets.length];
    return {
      ...wallet,
      id: uuidv7(BOUGHT),
      e164: `+9111${String(30_000_000 + serial)}`,
      keep: index % 5 === 0,
    };
  });
  await db.pool.query(
    `INSERT INTO number_stock (e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider,
       currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months, state, created_at, updated_at)
     SELECT e164, 'IN', '', 'local', true, false, false, false, '', 'INR', 0, 25000000, 'none', 0, 'held', $2, $2
     FROM jsonb_to_recordset($1::jsonb) r(e164 text)`,
    [JSON.stringify(rows), BOUGHT],
  );
  await db.pool.query(
    `INSERT INTO number_holding (partner_id, id, customer_id, account_id, e164, status, source, currency, wallet_account_id,
       setup_fee, monthly_fee, wholesale_setup_fee, wholesale_monthly_fee, allow_loss, minimum_commitment_months, tags, is_blocked,
       purchased_at, billing_day, billing_zone, paid_until, last_billed_at, next_attempt_at, reserve_renewal, created_at, updated_at,
       version)
     SELECT "partnerId", id, "customerId", 'MA_00000000', e164, 'active', 'assigned', 'INR', "walletAccountId", 0, $3, 0, 25000000,
       false, 0, '{}', false, $2, 31, 'Asia/Kolkata', $4, $2, $4, keep, $2, $2, 1
     FROM jsonb_to_recordset($1::jsonb) r("partnerId" uuid, id uuid, "customerId" uuid, e164 text, "walletAccountId" uuid, keep boolean)`,
    [JSON.stringify(rows), BOUGHT, FEE, DUE],
  );
}

async function timed(work: () => Promise<number>): Promise<{ count: number; seconds: number }> {
  const begun = performance.now();
  const count = await work();
  return { count, seconds: (performance.now() - begun) / 1_000 };
}

async function fill(services: Services, numbers: number, partners: number): Promise<void> {
  const each = Math.ceil(numbers / partners);
  for (let index = 0; index < partners; index += 1) {
    const { partner } = await services.db.inTransaction((tx) =>
      services.partners.create(
        tx,
        { name: `Bench ${index}`, email: `bench${serial}-${index}@example.com`, startingBalance: 10n ** 15n },
        { actor: BENCH, at: BOUGHT },
      ),
    );
    const wallets = await openWallets(services, partner.partnerId, Math.ceil(each / NUMBERS_OF_A_WALLET));
    await giveNumbers(services.db, wallets, each);
  }
  await services.numbers.holdings.reserveRenewals(BOUGHT);
  await services.db.pool.query('ANALYZE');
}

const BENCH = {
  kind: 'system',
  id: 'bench',
  label: 'bench',
  ip: null,
  userAgent: null,
  requestId: null,
} as const;

async function main(): Promise<void> {
  const server = await startEmbeddedDatabase();
  const db = openDatabase({
    url: server.url,
    maxConnections: 4,
    applicationName: 'bench',
    statementTimeoutMs: 60_000,
  });
  try {
    await migrate(db.pool, `${import.meta.dirname}/../packages/server/migrations`);
    const runtime = {
      config: readConfig({}),
      masterSecret: Buffer.alloc(32, 7),
      databaseUrl: server.url,
      database: db,
      embedded: true,
      close: async () => undefined,
    };
    const log = createLog({ level: 'silent', format: 'json' });
    const { services } = compose(runtime, log, { clock: fixedClock(DUE) });
    await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], BOUGHT));
    const [numbers, partners] = [Number(options.numbers), Number(options.partners)];
    const { holdings } = services.numbers;

    await fill(services, Math.ceil(numbers / 10), partners);
    const alone = await timed(() => holdings.renewDue(DUE, 1));
    await fill(services, numbers, partners);
    const batched = await timed(() => holdings.renewDue(DUE));
    const again = await timed(() => holdings.renewDue(DUE));
    const { rows } = await db.pool.query<{ status: string; count: bigint }>(
      'SELECT status, count(*) FROM number_holding GROUP BY status ORDER BY status',
    );
    const report = await services.ledger.verifyLedger(db.kysely);

    const rate = ({ count, seconds }: { count: number; seconds: number }) => count / seconds;
    console.log(
      `one a transaction   ${rate(alone).toFixed(0).padStart(6)}/s   ${alone.count} in ${alone.seconds.toFixed(1)} s`,
    );
    console.log(
      `in batches          ${rate(batched).toFixed(0).padStart(6)}/s   ${batched.count} in ${batched.seconds.toFixed(1)} s`,
    );
    console.log(`again, nothing due  ${again.count} in ${again.seconds.toFixed(3)} s`);
    console.log(rows.map(({ status, count }) => `${status} ${count}`).join(', '));
    console.log(
      `ledger verify: ${report.ok ? 'clean' : JSON.stringify(report.problems)}, ${report.transfers} transfers`,
    );
    const seconds = (batched.seconds * 10_000) / numbers;
    console.log(
      `10,000 renewals in ${seconds.toFixed(1)} s (at most ${MOST_SECONDS}), ratio ${(rate(batched) / rate(alone)).toFixed(1)}`,
    );
    if (!report.ok || seconds > MOST_SECONDS || batched.count !== numbers || again.count !== 0)
      process.exitCode = 1;
  } finally {
    await db.close();
    await server.stop();
  }
}

await main();
