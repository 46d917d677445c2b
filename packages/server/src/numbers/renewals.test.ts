import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/faults/portal-process.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { ONE, numbersKit, type Pair } from './numbers.test-kit.ts';

const WORKER = join(import.meta.dirname, 'renewal-worker.test-kit.ts');

const kit = await numbersKit();
const { app } = kit;
const { holdings } = app.services.numbers;
const start = app.clock.now();
const HOUR = 3_600_000;

/** What the worker does each minute. */
async function run(at: Date): Promise<void> {
  app.clock.set(at);
  await holdings.renewDue(at);
  await holdings.reserveRenewals(at);
  await holdings.finishReleases(at);
}

beforeEach(async () => {
  await sql`DELETE FROM number_holding`.execute(app.db.kysely);
  app.clock.set(start);
});

async function rentals(pair: Pair): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`SELECT t.reference FROM ledger_transfer t
    JOIN customer c ON c.partner_id = t.partner_id AND c.wallet_account_id = t.debit_account_id
    WHERE c.auth_id = ${pair.customer.authId} AND t.code = 'did_rental' ORDER BY t.entry_no`.execute(
    app.db.kysely,
  );
  return rows.map(({ reference }) => reference.split(':')[2] ?? '');
}

async function mailsTo(address: string): Promise<number> {
  const { rows } = await sql<{ payload: { sealed: string } }>`SELECT payload FROM outbox
    WHERE topic = 'mail.send'`.execute(app.db.kysely);
  return rows.filter(({ payload }) =>
    app.services.sealer
      .unseal(Buffer.from(payload.sealed, 'base64'), 'mail')
      .includes(`"address":"${address}"`),
  ).length;
}

describe('a month', () => {
  it('is charged when it is due and not before, once, both legs, month after month', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164, setup_fee: 100, monthly_fee: 300 });
    const due = (await kit.holding(e164)).paidUntil;
    await run(new Date(due.getTime() - 1));
    expect(await rentals(pair)).toEqual([]);
    await run(due);
    await run(due);
    expect(await rentals(pair)).toEqual(['2026-04-25']);
    expect((await kit.wallet(pair)).balance).toBe(1_300n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'margin')).toBe(120n * ONE);
    expect((await kit.holding(e164)).paidUntil.toISOString()).toBe('2026-05-24T18:30:00.000Z');
    expect(await kit.topics(e164)).toEqual(['number.assigned', 'number.renewed']);
    const number = await kit.call('GET', `/api/v1/partner/numbers/${e164}`, pair.partner.auth);
    expect(number.body).toMatchObject({ last_billing_date: due.toISOString(), billing_state: 'paid' });
    await kit.booksAreClean();
  });

  it('on the 31st falls on the end of shorter months, on the leap day, and across changes of the clocks', async () => {
    app.clock.set(new Date('2028-01-31T12:00:00Z'));
    const pair = await kit.pair(10_000, { timezone: 'America/New_York' });
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const starts: string[] = [];
    for (let month = 0; month < 13; month += 1) {
      const { paidUntil } = await kit.holding(e164);
      starts.push(paidUntil.toISOString().slice(0, 13));
      await run(paidUntil);
    }
    expect(await rentals(pair)).toEqual([
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
      '2028-06-30',
      '2028-07-31',
      '2028-08-31',
      '2028-09-30',
      '2028-10-31',
      '2028-11-30',
      '2028-12-31',
      '2029-01-31',
      '2029-02-28',
    ]);
    // Midnight in New York: five hours behind UTC in winter, four in summer.
    expect(starts.slice(0, 2)).toEqual(['2028-02-29T05', '2028-03-31T04']);
    expect(starts.at(-1)).toBe('2029-02-28T05');
  });

  it('that the worker slept through is charged later, each month by itself', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    await run(new Date('2026-07-01T00:00:00Z'));
    expect(await rentals(pair)).toEqual(['2026-04-25', '2026-05-25', '2026-06-25']);
    expect((await kit.wallet(pair)).balance).toBe((2_000n - 330n - 750n) * ONE);
  });

  it('that costs nothing goes on without a row in the ledger', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock({ setup: 0n, monthly: 0n });
    await kit.buy(pair, { e164, reserve_renewal: true });
    await run((await kit.holding(e164)).paidUntil);
    expect(await rentals(pair)).toEqual([]);
    expect((await kit.holding(e164)).paidUntil.toISOString()).toBe('2026-05-24T18:30:00.000Z');
  });

  it('at a changed price is charged from the next renewal on', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const path = `/api/v1/partner/accounts/${pair.customer.authId}/numbers/${e164}`;
    const below = await kit.call('PATCH', path, pair.partner.auth, { monthly_fee: 10 });
    expect([below.status, below.code]).toEqual([409, 'price_below_cost']);
    const changed = await kit.call('PATCH', path, pair.partner.auth, { monthly_fee: 400 });
    expect([changed.status, changed.body['monthly_fee']]).toEqual([200, 400]);
    await run((await kit.holding(e164)).paidUntil);
    expect((await kit.wallet(pair)).balance).toBe((1_000n - 330n - 400n) * ONE);
  });

  it('below cost is paid by both, or by nobody', async () => {
    const pair = await kit.pair(2_000);
    const [e164, other] = [await kit.stock(), await kit.stock()];
    await kit.buy(pair, { e164, setup_fee: 80, monthly_fee: 200, allow_loss: true });
    await kit.buy(pair, { e164: other });
    const due = (await kit.holding(e164)).paidUntil;
    const master = await kit.book(pair.partner.partnerId, 'master');
    // All but ten of the master account is gone, so that the partner cannot pay its fifty.
    const adjust = async (amount: string) => {
      const path = `/api/v1/operator/partners/${pair.partner.partnerId}/adjust`;
      const body = { amount, reference: 'test', reason: 'test' };
      const done = await kit.call('POST', path, await app.operator(), body);
      expect(done.status, JSON.stringify(done.body)).toBe(201);
    };
    const all = master - 10n * ONE;
    await adjust(`-${String(all / ONE)}.${String(all % ONE).padStart(5, '0')}`);
    const before = await kit.wallet(pair);
    await run(due);
    expect((await kit.holding(e164)).status).toBe('grace');
    expect((await kit.holding(other)).status).toBe('active');
    expect(await rentals(pair)).toEqual(['2026-04-25']);
    expect((await kit.wallet(pair)).balance).toBe(before.balance - 250n * ONE);
    await adjust('100');
    await run(new Date(due.getTime() + 6 * HOUR));
    expect((await kit.holding(e164)).status).toBe('active');
    expect(await kit.book(pair.partner.partnerId, 'master')).toBe(60n * ONE);
    await kit.booksAreClean();
  });
});

describe('a wallet that is short', () => {
  it('leads from grace to suspension to release, each step told; then the number rests and is for sale again', async () => {
    const pair = await kit.pair(330);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const due = (await kit.holding(e164)).paidUntil;
    const at = (ms: number) => new Date(due.getTime() + ms);
    await run(due);
    const shown = async () =>
      (await kit.call('GET', `/api/v1/partner/numbers?status=active`, pair.partner.auth)).body['items'];
    expect(await shown()).toMatchObject([
      { status: 'active', billing_state: 'grace', grace_until: at(3 * DAY_MS).toISOString() },
    ]);
    await run(at(3 * DAY_MS - 1));
    expect((await kit.holding(e164)).status).toBe('grace');
    await run(at(3 * DAY_MS));
    expect((await kit.holding(e164)).status).toBe('suspended');
    await run(at(10 * DAY_MS - 1));
    expect((await kit.holding(e164)).status).toBe('suspended');
    await run(at(10 * DAY_MS));
    const gone = await kit.holding(e164);
    expect([gone.status, gone.releaseReason]).toEqual(['released', 'unpaid']);
    expect(await kit.stateOf(e164)).toBe('quarantined');
    expect(await kit.topics(e164)).toEqual([
      'number.assigned',
      'number.grace_started',
      'number.suspended',
      'number.released',
    ]);
    // And a welcome each.
    expect(await mailsTo(pair.partner.email)).toBe(4);
    expect(await mailsTo(pair.customer.email)).toBe(4);
    expect((await kit.wallet(pair)).balance).toBe(0n);
    const again = await kit.call(
      'POST',
      `/api/v1/partner/accounts/${pair.customer.authId}/numbers`,
      pair.partner.auth,
      {
        e164,
      },
    );
    expect([again.status, again.code]).toEqual([409, 'number_not_available']);
  });

  it('is asked again within a minute of a top-up, in grace and in suspension, and the number works again', async () => {
    for (const wait of [HOUR, 4 * DAY_MS]) {
      app.clock.set(start);
      const pair = await kit.pair(330);
      const e164 = await kit.stock();
      await kit.buy(pair, { e164 });
      const due = (await kit.holding(e164)).paidUntil;
      await run(due);
      await run(new Date(due.getTime() + wait));
      const { status } = await kit.holding(e164);
      expect(status).toBe(wait === HOUR ? 'grace' : wait > 3 * DAY_MS ? 'suspended' : 'grace');
      await kit.fund(pair, 250);
      await run(new Date(due.getTime() + wait + 60_000));
      const kept = await kit.holding(e164);
      expect(kept).toMatchObject({ status: 'active', graceUntil: null, suspendedUntil: null });
      expect(kept.paidUntil.toISOString()).toBe('2026-05-24T18:30:00.000Z');
      expect((await kit.topics(e164)).at(-1)).toBe('number.reactivated');
    }
  });

  it('pays the older of two months that are due, and the other waits in grace', async () => {
    const pair = await kit.pair(660 + 300);
    const older = await kit.stock();
    await kit.buy(pair, { e164: older });
    app.clock.advanceMs(2 * HOUR);
    const younger = await kit.stock();
    await kit.buy(pair, { e164: younger });
    await run((await kit.holding(younger)).paidUntil);
    expect((await kit.holding(older)).status).toBe('active');
    expect((await kit.holding(younger)).status).toBe('grace');
    expect((await kit.wallet(pair)).balance).toBe(50n * ONE);
  });

  it('pays what is owed for longest first, whatever else is due when the money comes', async () => {
    const pair = await kit.pair(660);
    const older = await kit.stock();
    await kit.buy(pair, { e164: older });
    app.clock.advanceMs(2 * DAY_MS);
    const younger = await kit.stock();
    await kit.buy(pair, { e164: younger });
    await run((await kit.holding(older)).paidUntil);
    expect((await kit.holding(older)).status).toBe('grace');
    await kit.fund(pair, 250);
    await run((await kit.holding(younger)).paidUntil);
    expect((await kit.holding(older)).status).toBe('active');
    expect((await kit.holding(younger)).status).toBe('grace');
    await kit.booksAreClean();
  });

  it('harms no other: a hundred numbers, every third of them short', async () => {
    const pairs: [Pair, string][] = [];
    const rich = await kit.pair(100_000);
    const poor = await kit.pair(100_000);
    for (let index = 0; index < 100; index += 1) {
      const pair = index % 3 === 0 ? poor : rich;
      const e164 = await kit.stock();
      await kit.buy(pair, { e164 });
      pairs.push([pair, e164]);
    }
    const path = `/api/v1/partner/accounts/${poor.customer.authId}/reclaim-balance`;
    expect((await kit.call('POST', path, poor.partner.auth, {})).status).toBe(200);
    await run((await kit.holding(pairs[0]![1])).paidUntil);
    for (const [pair, e164] of pairs)
      expect((await kit.holding(e164)).status).toBe(pair === poor ? 'grace' : 'active');
    expect(await rentals(rich)).toHaveLength(66);
    // After the welcome, one mail tells of all of them.
    expect(await mailsTo(poor.partner.email)).toBe(2);
    await kit.booksAreClean();
  }, 60_000);
});

describe('a worker', () => {
  it('that runs four times at once charges each month once', async () => {
    const pair = await kit.pair(100_000);
    const bought: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      const e164 = await kit.stock();
      await kit.buy(pair, { e164 });
      bought.push(e164);
    }
    const at = (await kit.holding(bought[0]!)).paidUntil;
    await Promise.all(Array.from({ length: 4 }, () => holdings.renewDue(at)));
    await holdings.renewDue(at);
    expect(await rentals(pair)).toHaveLength(40);
    for (const e164 of bought) {
      const { paidUntil, version } = await kit.holding(e164);
      expect([paidUntil.toISOString(), version]).toEqual(['2026-05-24T18:30:00.000Z', 2]);
    }
    await kit.booksAreClean();
  }, 60_000);

  it('that is killed in the middle of a batch has done the batches before whole and this one not at all', async () => {
    const [done, blocked] = [await kit.pair(100_000), await kit.pair(100_000)];
    const bought: string[] = [];
    for (const pair of [done, done, done, done, blocked, blocked, blocked]) {
      const e164 = await kit.stock();
      await kit.buy(pair, { e164 });
      bought.push(e164);
    }
    const at = (await kit.holding(bought[0]!)).paidUntil;
    await killWhileWaiting(blocked, at);
    expect(await rentals(done)).toHaveLength(4);
    expect(await rentals(blocked)).toEqual([]);
    await run(at);
    expect(await rentals(done)).toHaveLength(4);
    expect(await rentals(blocked)).toHaveLength(3);
    for (const e164 of bought) expect((await kit.holding(e164)).version).toBe(2);
    await kit.booksAreClean();
  }, 60_000);

  it('puts off what cannot be dealt with, tells of it, and does the rest', async () => {
    const pair = await kit.pair(100_000);
    const [broken, good] = [await kit.stock(), await kit.stock()];
    await kit.buy(pair, { e164: broken });
    await kit.buy(pair, { e164: good });
    await sql`UPDATE number_holding SET currency = 'XXX' WHERE e164 = ${broken}`.execute(app.db.kysely);
    const at = (await kit.holding(good)).paidUntil;
    await expect(holdings.renewDue(at)).rejects.toThrow('1 numbers could not be renewed');
    expect((await kit.holding(good)).lastBilledAt).toEqual(at);
    expect((await kit.holding(broken)).nextAttemptAt.getTime()).toBe(at.getTime() + 6 * HOUR);
    expect(await rentals(pair)).toHaveLength(1);
  });
});

/** Runs a worker in a process of its own and kills it (-9) once it waits for this partner’s books, which are held up. */
async function killWhileWaiting({ partner }: Pair, at: Date): Promise<void> {
  const sessions = async (waiting: boolean): Promise<boolean> => {
    const { rows } = await app.db.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'renewal-worker'
       AND ($1 = false OR wait_event_type = 'Lock')`,
      [waiting],
    );
    return rows.length > 0;
  };
  const holder = await app.db.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM ledger_chain_head WHERE partner_id = $1 FOR UPDATE', [partner.partnerId]);
    const worker = spawn(process.execPath, [WORKER, app.db.url, at.toISOString()], { stdio: 'inherit' });
    await until('the worker waits for the books', () => sessions(true));
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    await holder.query('ROLLBACK');
    await until('the server notices', async () => !(await sessions(false)));
  } finally {
    holder.release();
  }
}
