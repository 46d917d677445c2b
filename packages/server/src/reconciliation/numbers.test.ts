import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { WHOLESALE, numbersKit, type Pair } from '../numbers/numbers.test-kit.ts';
import type { Run } from './run.ts';
import { DAY_MS } from '../platform/time/index.ts';

const kit = await numbersKit();
const { db, clock, services } = kit.app;

async function look({ partner }: Pair): Promise<Run> {
  for await (const { run } of services.reconciliation.run(partner.partnerId, null)) return run;
  throw new Error('Nothing was looked at.');
}

async function bought(pair: Pair): Promise<string> {
  const e164 = await kit.stock();
  await kit.buy(pair, { e164 });
  return e164;
}

test('a number that is paid for its month, with the purchase, by renewals or before it was moved, agrees', async () => {
  const pair = await kit.pair(5_000);
  const e164 = await bought(pair);
  expect((await look(pair)).first).toBeNull();
  const other = await kit.app.customer(pair.partner);
  const move = (): Promise<unknown> =>
    db.inTransaction((tx) =>
      services.numbers.holdings.move(tx, pair.partner.partnerId, e164, other.authId, {
        actor: { kind: 'operator', id: 't', label: 't', ip: null, userAgent: null, requestId: null },
        at: clock.now(),
      }),
    );
  await move();
  expect((await look(pair)).first).toBeNull();
  await kit.fund({ ...pair, customer: other }, 3_000);
  for (let month = 0; month < 3; month += 1) {
    clock.advanceMs(31 * DAY_MS);
    await services.numbers.holdings.renewDue(clock.now());
    const run = await look(pair);
    expect(run.first).toBeNull();
    expect(run.checks.find((one) => one.check === 'numbers')!.checked).toBe(1);
  }
});

test('a month that is marked as paid and was not, and one that was charged twice, are named with both figures', async () => {
  const pair = await kit.pair(5_000);
  const e164 = await bought(pair);
  await sql`UPDATE number_holding SET paid_until = paid_until + interval '1 month' WHERE e164 = ${e164}`.execute(
    db.kysely,
  );
  expect((await look(pair)).first).toMatchObject({
    check: 'numbers',
    kind: 'number_unpaid',
    e164,
    accountId: pair.customer.authId,
    figures: [
      { source: 'number_records', amount: WHOLESALE.monthly },
      { source: 'ledger_entries', amount: 0n },
    ],
  });

  await sql`UPDATE number_holding SET paid_until = paid_until - interval '1 month' WHERE e164 = ${e164}`.execute(
    db.kysely,
  );
  clock.advanceMs(32 * DAY_MS);
  await services.numbers.holdings.renewDue(clock.now());
  expect((await look(pair)).first).toBeNull();
  // As a job would leave it that forgot that it had run.
  await sql`UPDATE number_holding SET paid_until = paid_until - interval '1 month', next_attempt_at = ${clock.now()}
    WHERE e164 = ${e164}`.execute(db.kysely);
  await services.numbers.holdings.renewDue(clock.now());
  expect((await look(pair)).first).toMatchObject({
    kind: 'number_charge_differs',
    e164,
    figures: [{ amount: WHOLESALE.monthly }, { amount: 2n * WHOLESALE.monthly }],
  });
});

test('renewals that do not run are noticed, and renewals mend it', async () => {
  const pair = await kit.pair(5_000);
  const e164 = await bought(pair);
  clock.advanceMs(34 * DAY_MS);
  expect((await look(pair)).first).toMatchObject({ kind: 'number_overdue', e164 });
  await services.numbers.holdings.renewDue(clock.now());
  expect((await look(pair)).first).toBeNull();
});
