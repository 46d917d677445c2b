import { Command } from 'commander';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ONE, callsKit, type Caller, type CallsKit } from '../calls/calls.test-kit.ts';
import { closePeriods, registerCdrCommands } from '../cdrs/index.ts';
import { registerLedgerCommands } from '../cli/ledger-commands.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { registerReconcileCommand } from './commands.ts';

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});
afterAll(() => {
  // The command says with its exit code that something differs; here that was meant.
  process.exitCode = 0;
});

interface Difference {
  readonly [key: string]: unknown;
  readonly figures: readonly { source: string; amount: number | null; count: number | null }[];
}
interface Result {
  readonly partner_auth_id: string;
  readonly score: number;
  readonly scope: string;
  readonly from: string;
  readonly checked: number;
  readonly differing: number;
  readonly checks: readonly { check: string; checked: number; differing: number }[];
  readonly first_difference: Difference | null;
  readonly what_to_do: string | null;
}

/** Runs a command line; answers what it printed. */
async function portal(line: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const context = { services: async () => kit.app.services, print: (text: string) => void lines.push(text) };
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerReconcileCommand(program, context);
  registerCdrCommands(program, context);
  registerLedgerCommands(program, context);
  await program.parseAsync(line, { from: 'user' });
  return lines.join('\n');
}

async function reconcile(caller: Pick<Caller, 'partner'>, ...options: string[]): Promise<Result> {
  const line = ['reconcile', '--partner', caller.partner.authId, ...options, '--json'];
  const { results } = JSON.parse(await portal(line)) as { results: Result[] };
  return results[0]!;
}

/** Runs the command that a result names. */
async function mend({ what_to_do: text }: Result): Promise<void> {
  const [, command] = /portal (.*)$/.exec(text ?? '') ?? [];
  if (command === undefined) throw new Error(`No command in: ${text ?? ''}`);
  await portal(command.split(' '));
}

const figures = (one: Result): unknown =>
  one.first_difference?.figures.map(({ source, amount, count }) => [source, amount ?? count]);

/** A partner with a customer that made a call of each kind of charge. */
async function traffic(): Promise<Caller> {
  const caller = await kit.caller(1_000n * ONE);
  // One that costs the partner more than it brings.
  await kit.sellAt(caller, { rate: '0.4' });
  await kit.db.inTransaction((tx) =>
    kit.calls.savePartnerLimits(tx, caller.partnerId, { allowLoss: true }, kit.by()),
  );
  await kit.end((await kit.up(caller)).callId, 60);
  await kit.sellAt(caller, { rate: '0.9', unanswered: 5_000n });
  const answered = await kit.up(caller);
  await kit.end(answered.callId, 42);
  await kit.end((await kit.allowed(caller)).callId, null);
  const overrun = await kit.up(caller);
  await kit.end(overrun.callId, 600);
  await kit.refused(caller, { to: '+99' }).catch(() => undefined);
  // One that nobody ended, and a late report of it.
  const lost = await kit.up(caller);
  kit.clock.advanceMs(600_000);
  await kit.calls.sweep();
  await kit.calls.end(kit.ending(lost.callId, 20));
  return caller;
}

let caller: Caller;
beforeEach(async () => {
  caller = await traffic();
});

describe('where all agrees', () => {
  test('every check compares something, and the score is a hundred', async () => {
    await kit.up(caller);
    const result = await reconcile(caller);
    expect(result.first_difference).toBeNull();
    expect(result).toMatchObject({ score: 100, scope: 'since_clean', differing: 0, what_to_do: null });
    const checked = Object.fromEntries(result.checks.map((one) => [one.check, one.checked]));
    expect(checked).toMatchObject({ charges: 3, numbers: 0, holds: 2 });
    expect(checked['books']).toBeGreaterThan(10);
    expect(checked['sums']).toBeGreaterThan(10);
    expect(await portal(['reconcile', '--partner', caller.partner.authId])).toContain('Everything agrees.');
  });

  test('closed hours, days and months are compared as well', async () => {
    const before = await reconcile(caller);
    await closePeriods(kit.db, new Date(kit.clock.now().getTime() + 40 * DAY_MS));
    const after = await reconcile(caller, '--all');
    expect(after.score).toBe(100);
    expect(after.checks[2]!.checked).toBeGreaterThan(before.checks[2]!.checked);
    await sql`UPDATE cdr_period_sum SET short_calls = short_calls + 1
      WHERE partner_id = ${caller.partnerId} AND grain = 'month' AND dimension = 'customer'`.execute(
      kit.db.kysely,
    );
    const wrong = await reconcile(caller, '--all');
    expect(wrong.first_difference).toMatchObject({ what: 'sums_differ', measure: 'short_calls' });
    await mend(wrong);
    expect((await reconcile(caller, '--all')).score).toBe(100);
  });

  test('so are running sums', async () => {
    await closePeriods(kit.db, new Date(kit.clock.now().getTime() + 40 * DAY_MS));
    expect((await reconcile(caller, '--all')).score).toBe(100);
    // The first sum of the first customer: one call more.
    const { rows } = await sql`UPDATE cdr_running_sum SET sums = set_byte(sums, 0, get_byte(sums, 0) + 2)
      WHERE partner_id = ${caller.partnerId} AND dimension = 'customer' AND call_direction = '' RETURNING day`.execute(
      kit.db.kysely,
    );
    expect(rows).toHaveLength(1);
    const wrong = await reconcile(caller, '--all');
    expect(wrong.first_difference).toMatchObject({ what: 'sums_differ', measure: 'attempts' });
    await mend(wrong);
    expect((await reconcile(caller, '--all')).score).toBe(100);
  });

  test('calls that are settled while the check runs are no difference', async () => {
    let running = true;
    let settled = 0;
    const others = [caller, caller, caller].map(async (one) => {
      while (running) {
        const call = await kit.up(one);
        await kit.calls.end(kit.ending(call.callId, 10));
        settled += 1;
      }
    });
    const found: Result[] = [];
    for (let run = 0; run < 5; run += 1) {
      // Between two runs somebody settles a call for certain, and while they are under way as many as can.
      const before = settled;
      await expect.poll(() => settled).toBeGreaterThan(before);
      found.push(await reconcile(caller, '--all'));
    }
    running = false;
    await Promise.all(others);
    expect(found.map((one) => one.first_difference)).toEqual([null, null, null, null, null]);
    expect(found.at(-1)!.checked).toBeGreaterThan(found[0]!.checked);
  });
});

describe('the first difference is named with both figures, and what to do', () => {
  test('a call record that was changed', async () => {
    const call = await kit.up(caller);
    await kit.end(call.callId, 42);
    await reconcile(caller);
    const { cost } = await kit.cdr(caller, call.callId);
    await sql`UPDATE cdr SET cost = cost + 1 WHERE partner_id = ${caller.partnerId} AND id = ${call.callId}`.execute(
      kit.db.kysely,
    );
    const wrong = await reconcile(caller);
    expect(process.exitCode).toBe(1);
    expect(wrong.first_difference).toMatchObject({
      check: 'charges',
      what: 'charge_differs',
      call_uuid: call.callId,
      account_id: caller.customer.authId,
      ledger_account_id: caller.walletAccountId,
      measure: 'cost',
      currency: 'INR',
    });
    const units = Number(cost) / 100_000;
    expect(figures(wrong)).toEqual([
      ['call_records', (Number(cost) + 1) / 100_000],
      ['ledger_entries', units],
    ]);
    expect(wrong.score).toBeLessThanOrEqual(50);
    expect(wrong.what_to_do).toContain(`portal cdr show ${call.callId}`);
    // Both sides to the last unit, since one unit is what they differ by.
    const text = await portal(['reconcile', '--partner', caller.partner.authId]);
    expect(text).toContain(
      `call records INR ${((Number(cost) + 1) / 100_000).toFixed(5)}, ledger entries INR ${units.toFixed(5)}`,
    );
    expect(text).toContain('Something DIFFERS.');
  });

  test('what the operator got, and what the partner kept', async () => {
    const call = await kit.up(caller);
    await kit.end(call.callId, 42);
    const set = (column: string, by: number) =>
      sql`UPDATE cdr SET ${sql.ref(column)} = ${sql.ref(column)} + ${by}
        WHERE partner_id = ${caller.partnerId} AND id = ${call.callId}`.execute(kit.db.kysely);
    for (const [column, measure] of [
      ['wholesale_cost', 'wholesale'],
      ['margin', 'margin'],
    ] as const) {
      await set(column, 3);
      expect((await reconcile(caller)).first_difference).toMatchObject({
        what: 'charge_differs',
        call_uuid: call.callId,
        account_id: null,
        measure,
      });
      await set(column, -3);
    }
    expect((await reconcile(caller)).score).toBe(100);
  });

  test.each([
    ['cdr_rollup', 'attempts', 'count'],
    ['cdr_rollup_day', 'talk_seconds', 'count'],
    ['cdr_rollup_day', 'margin', 'amount'],
  ])(
    'a row of %s whose %s is off by one, and making the sums anew mends it',
    async (table, measure, unit) => {
      await sql`UPDATE ${sql.ref(table)} SET ${sql.ref(measure)} = ${sql.ref(measure)} + 1
      WHERE ctid = (SELECT ctid FROM ${sql.ref(table)}
        WHERE partner_id = ${caller.partnerId} AND customer_id = ${caller.customerId} LIMIT 1)`.execute(
        kit.db.kysely,
      );
      const wrong = await reconcile(caller);
      expect(wrong.first_difference).toMatchObject({
        check: 'sums',
        what: 'sums_differ',
        account_id: caller.customer.authId,
        measure,
      });
      const [stored, made] = wrong.first_difference!.figures;
      const figure = unit === 'count' ? 'count' : 'amount';
      expect(Number(stored![figure]) - Number(made![figure])).toBeCloseTo(unit === 'count' ? 1 : 0.000_01, 6);
      expect(wrong.score).toBeLessThan(100);
      expect(wrong.score).toBeGreaterThan(50);
      await mend(wrong);
      expect((await reconcile(caller)).score).toBe(100);
    },
  );

  test('a sum of calls that are not there, and calls without a sum', async () => {
    await sql`DELETE FROM cdr_rollup_day WHERE partner_id = ${caller.partnerId} AND dimension = 'trunk'`.execute(
      kit.db.kysely,
    );
    const missing = await reconcile(caller);
    expect(figures(missing)).toMatchObject([
      ['sums', 0],
      ['call_records', expect.any(Number)],
    ]);
    await mend(missing);
    expect((await reconcile(caller)).score).toBe(100);
  });

  test('money that is held for a call that is not up, and its release', async () => {
    const call = await kit.up(caller);
    await sql`DELETE FROM live_call WHERE call_id = ${call.callId}`.execute(kit.db.kysely);
    const { held } = await kit.wallet(caller);
    const wrong = await reconcile(caller);
    expect(wrong.first_difference).toMatchObject({
      check: 'holds',
      what: 'hold_without_call',
      account_id: caller.customer.authId,
      currency: 'INR',
      call_uuid: call.callId,
      ledger_account_id: caller.walletAccountId,
    });
    expect(figures(wrong)).toEqual([
      ['holds', Number(held) / 100_000],
      ['live_calls', 0],
    ]);
    await mend(wrong);
    expect(await kit.wallet(caller)).toMatchObject({ held: 0n });
    expect((await reconcile(caller)).score).toBe(100);
  });

  test('money of a call that is up is released by nobody', async () => {
    const call = await kit.up(caller);
    const { rows } = await sql<{ hold_id: string }>`SELECT hold_id FROM live_call
      WHERE call_id = ${call.callId}`.execute(kit.db.kysely);
    const line = ['ledger', 'release-hold', rows[0]!.hold_id, '--partner', caller.partner.authId];
    await expect(portal(line)).rejects.toThrow(call.callId);
    await expect(portal(line.with(2, call.callId))).rejects.toThrow('no such open hold');
    await kit.end(call.callId, 5);
    await expect(portal(line)).rejects.toThrow('no such open hold');
  });

  test('a call that is up without the money that it was told', async () => {
    const call = await kit.up(caller);
    await sql`UPDATE live_call SET held = held + 7 WHERE call_id = ${call.callId}`.execute(kit.db.kysely);
    expect((await reconcile(caller)).first_difference).toMatchObject({
      what: 'hold_amount_differs',
      call_uuid: call.callId,
    });
    await sql`UPDATE live_call SET held = held - 7, hold_id = ${call.callId} WHERE call_id = ${call.callId}`.execute(
      kit.db.kysely,
    );
    const wrong = await reconcile(caller);
    expect(wrong.checks.find((one) => one.check === 'holds')!.differing).toBe(2);
  });

  test('a ledger entry that was removed, also where only new ones are looked at', async () => {
    await reconcile(caller);
    const call = await kit.up(caller);
    await kit.end(call.callId, 42);
    await kit.end((await kit.up(caller)).callId, 42);
    await kit.db.inTransaction(async (tx) => {
      await sql`SET LOCAL session_replication_role = replica`.execute(tx);
      await sql`DELETE FROM ledger_transfer WHERE partner_id = ${caller.partnerId}
        AND reference = ${`cdr:${call.callId}`} AND debit_account_id = ${caller.walletAccountId}`.execute(tx);
    });
    const wrong = await reconcile(caller);
    expect(wrong.first_difference).toMatchObject({ check: 'books', what: 'entry_missing' });
    expect(wrong.what_to_do).toContain('portal ledger verify');
    expect(wrong.checks.find((one) => one.check === 'charges')!.differing).toBeGreaterThan(0);
    expect(wrong.score).toBeLessThanOrEqual(50);
  });

  test('a balance that its entries do not make, where only new ones are looked at', async () => {
    await reconcile(caller);
    await sql`UPDATE ledger_account SET credits = credits + 200000 WHERE partner_id = ${caller.partnerId}
      AND id = ${caller.walletAccountId}`.execute(kit.db.kysely);
    const wrong = await reconcile(caller);
    expect(wrong.first_difference).toMatchObject({
      what: 'account_wrong',
      account_id: caller.customer.authId,
      ledger_account_id: caller.walletAccountId,
    });
    const [said, made] = wrong.first_difference!.figures;
    expect(said!.amount! - made!.amount!).toBeCloseTo(2, 5);
  });
});

describe('what is looked at again', () => {
  test('a clean partner from eight days before; one where something old differs from there', async () => {
    const began = kit.clock.now();
    const call = await kit.up(caller);
    await kit.end(call.callId, 42);
    expect((await reconcile(caller)).score).toBe(100);
    kit.clock.advanceMs(20 * DAY_MS);
    const old = await kit.up(caller);
    await kit.end(old.callId, 42);
    expect((await reconcile(caller)).score).toBe(100);
    const day = (at: Date) => `${utcDay(at)}T00:00:00.000Z`;
    const again = new Date(kit.clock.now().getTime() - 8 * DAY_MS);
    expect((await reconcile(caller)).from).toBe(day(again));

    await sql`UPDATE cdr SET cost = cost + 1 WHERE partner_id = ${caller.partnerId} AND id = ${call.callId}`.execute(
      kit.db.kysely,
    );
    expect((await reconcile(caller)).score).toBe(100);
    const named = await reconcile(caller, '--from', utcDay(began));
    expect(named).toMatchObject({ scope: 'window', first_difference: { call_uuid: call.callId } });
    expect((await reconcile(caller)).first_difference).toMatchObject({ call_uuid: call.callId });
    await sql`UPDATE cdr SET cost = cost - 1 WHERE partner_id = ${caller.partnerId} AND id = ${call.callId}`.execute(
      kit.db.kysely,
    );
    expect((await reconcile(caller)).score).toBe(100);
    expect((await reconcile(caller)).from).toBe(day(again));
    await expect(reconcile(caller, '--from', 'monday')).rejects.toThrow('--from: ');
  });
});

describe('every night', () => {
  const runsOf = async ({ partnerId }: Caller): Promise<number> =>
    (await sql`SELECT FROM reconciliation_run WHERE partner_id = ${partnerId}`.execute(kit.db.kysely)).rows
      .length;

  test('each partner once, whoever is at it, and a missed night is made up', async () => {
    const { reconciliation } = kit.app.services;
    await Promise.all([reconciliation.nightly(), reconciliation.nightly()]);
    expect(await runsOf(caller)).toBe(1);
    await reconciliation.nightly();
    expect(await runsOf(caller)).toBe(1);
    kit.clock.advanceMs(3 * DAY_MS);
    await reconciliation.nightly();
    expect(await runsOf(caller)).toBe(2);
  });

  test('a claim of a worker that died is taken over after half an hour', async () => {
    const { reconciliation } = kit.app.services;
    const now = kit.clock.now();
    await sql`INSERT INTO reconciliation_state (partner_id, claimed_until)
      VALUES (${caller.partnerId}, ${new Date(now.getTime() + 1_800_000)})`.execute(kit.db.kysely);
    await reconciliation.nightly();
    expect(await runsOf(caller)).toBe(0);
    kit.clock.advanceMs(1_800_000);
    await reconciliation.nightly();
    expect(await runsOf(caller)).toBe(1);
  });
});

describe('who sees it', () => {
  test('the partner its own, with the command only at the operator, who sees the worst first', async () => {
    const path = '/api/v1/partner/reconciliation';
    const nothing = await kit.app.request('GET', path, { auth: caller.partner.auth });
    expect(nothing.json()).toMatchObject({ latest: null, runs: [], total: 0 });
    const good = await traffic();
    await reconcile(good);
    await sql`UPDATE cdr_rollup SET attempts = attempts + 1 WHERE partner_id = ${caller.partnerId}`.execute(
      kit.db.kysely,
    );
    for (let run = 0; run < 3; run += 1) await reconcile(caller);
    const own = await kit.app.request('GET', `${path}?per_page=2`, { auth: caller.partner.auth });
    const body = own.json<Record<string, unknown> & { runs: unknown[]; next_cursor: string }>();
    expect(body).toMatchObject({ total: 3, latest: { first_difference: { what: 'sums_differ' } } });
    expect(JSON.stringify(body)).not.toContain('portal cdr');
    expect(body.runs).toHaveLength(2);
    const rest = await kit.app.request('GET', `${path}?cursor=${body.next_cursor}`, {
      auth: caller.partner.auth,
    });
    expect(rest.json<{ runs: unknown[] }>().runs).toHaveLength(1);

    const auth = await kit.app.operator();
    const all = await kit.app.request('GET', '/api/v1/operator/reconciliation?per_page=100', { auth });
    const { results } = all.json<{ results: Result[] }>();
    expect(results.map((one) => one.score)).toEqual(
      results.map((one) => one.score).toSorted((a, b) => a - b),
    );
    expect(results.find((one) => one.partner_auth_id === caller.partner.authId)!.what_to_do).toContain(
      'portal cdr rebuild-rollups',
    );
    const first = await kit.app.request('GET', '/api/v1/operator/reconciliation?per_page=1', { auth });
    const next = await kit.app.request(
      'GET',
      `/api/v1/operator/reconciliation?per_page=1&cursor=${first.json<{ next_cursor: string }>().next_cursor}`,
      { auth },
    );
    expect(next.json<{ results: Result[] }>().results[0]!.partner_auth_id).toBe(results[1]!.partner_auth_id);

    const metrics = await kit.app.request('GET', '/metrics');
    expect(metrics.body).toMatch(/^portal_reconciliation_score_worst \d+$/m);
    expect(metrics.body).toMatch(/^portal_reconciliation_partners_differing [1-9]\d*$/m);
  });
});

describe('what charts, dashboards and forecasts read of a closed day', () => {
  const change = async (statement: ReturnType<typeof sql>): Promise<void> => {
    const { numAffectedRows } = await statement.execute(kit.db.kysely);
    expect(Number(numAffectedRows)).toBeGreaterThan(0);
  };
  const added = (column: string, at: number) =>
    sql`${sql.ref(column)} = set_byte(${sql.ref(column)}, ${at}, (get_byte(${sql.ref(column)}, ${at}) + 1) % 256)`;
  const close = (): Promise<number> => closePeriods(kit.db, new Date(kit.clock.now().getTime() + 3 * DAY_MS));

  test.each([
    ['a sum of the day', 'cdr_day_sum', sql`cost = cost + 1`, 'cost', 0.000_01],
    // Two o’clock at night, where the last of its numbers lies.
    ['a mark of a quarter', 'cdr_day_sum', added('marks', 8 * 14 * 8 - 1), 'mos_count', 1],
    ['what a customer spent', 'cdr_day_pack', added('pack', 16 + 7), 'cost', 0.000_01],
    ['how many calls were up', 'cdr_concurrency', sql`peak = peak + 1`, 'peak', 1],
  ])(
    '%s that is off by one is found, and making the sums anew mends it',
    async (_, table, off, measure, by) => {
      await close();
      expect((await reconcile(caller, '--all')).first_difference).toBeNull();
      const kind = table === 'cdr_day_pack' ? sql`AND kind = 'spent'` : sql``;
      await change(sql`UPDATE ${sql.ref(table)} SET ${off} WHERE ctid = (
      SELECT ctid FROM ${sql.ref(table)} WHERE partner_id = ${caller.partnerId} ${kind} LIMIT 1)`);
      const wrong = await reconcile(caller, '--all');
      expect(wrong.first_difference).toMatchObject({ check: 'sums', what: 'sums_differ', measure });
      expect(wrong.first_difference!['sums_key']).toMatch(/^packed_days /);
      const [stored, made] = wrong.first_difference!.figures;
      expect(Number(stored!.amount ?? stored!.count) - Number(made!.amount ?? made!.count)).toBeCloseTo(
        by,
        6,
      );
      expect(wrong.score).toBe(99);
      await mend(wrong);
      await close();
      expect((await reconcile(caller, '--all')).first_difference).toBeNull();
    },
  );

  test('calls at once that are packed otherwise, and a day that is not packed', async () => {
    await close();
    await change(
      sql`UPDATE cdr_day_pack SET ${added('pack', 40 * 12 + 3)} WHERE partner_id = ${caller.partnerId} AND kind = 'peaks'`,
    );
    expect((await reconcile(caller, '--all')).first_difference).toMatchObject({ measure: 'peak' });
    await change(sql`DELETE FROM cdr_day_sum WHERE partner_id = ${caller.partnerId}`);
    const wrong = await reconcile(caller, '--all');
    expect(figures(wrong)).toMatchObject([
      ['sums', 0],
      ['call_records', expect.any(Number)],
    ]);
    await mend(wrong);
    await close();
    expect((await reconcile(caller, '--all')).score).toBe(100);
  });
});
