import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { answeredAt, record } from '../cdrs/test-calls.ts';
import { numbersKit, type Pair } from '../numbers/numbers.test-kit.ts';

const kit = await numbersKit();
const { app } = kit;

interface Row {
  readonly auth_id: string;
  readonly lasts_seconds: number | null;
  readonly runs_out_at: string | null;
  readonly burn_per_day: number;
  readonly rentals_due: number;
  readonly next_rental_at: string | null;
}
interface Runway {
  readonly running_dry: number;
  readonly master: Row;
  readonly items: readonly Row[];
}

async function runwayOf({ partner }: Pair): Promise<Runway> {
  const answer = await app.request('GET', '/api/v1/partner/analytics/runway', { auth: partner.auth });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Runway>();
}

/** A number at so much a month, paid up to an instant. */
async function rent(
  pair: Pair,
  monthly: number,
  paidUntil: string,
  change: Record<string, unknown> = {},
): Promise<string> {
  const e164 = await kit.stock({ setup: 0n, monthly: 0n });
  await kit.buy(pair, { e164, setup_fee: 0, monthly_fee: 0 });
  const { loss = 0, status = 'active', billingDay = 26 } = change;
  await sql`UPDATE number_holding SET monthly_fee = ${BigInt(monthly) * 100_000n}, allow_loss = true,
      wholesale_monthly_fee = ${BigInt(monthly + Number(loss)) * 100_000n}, paid_until = ${paidUntil}, next_attempt_at = ${paidUntil},
      billing_day = ${billingDay}, billing_zone = 'UTC', status = ${status},
      grace_until = CASE WHEN ${status} = 'grace' THEN '2026-03-27T00:00:00Z'::timestamptz END
    WHERE e164 = ${e164}`.execute(app.db.kysely);
  return e164;
}

/** Four weeks in which every hour cost a rupee: 24 a day. */
async function callsEveryHour({ partner, customer }: Pair): Promise<void> {
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  const own = { partnerId: partner.partnerId, customerId, cost: 100_000n };
  await record(
    app.db,
    Array.from({ length: 28 * 24 + 10 }, (_, hour) =>
      answeredAt(new Date(Date.parse('2026-02-25T00:05:00Z') + hour * 3_600_000), own),
    ),
  );
}

const HOUR = 3_600;

describe('what falls due for numbers', () => {
  let caller: Pair;
  beforeAll(async () => {
    caller = await kit.pair(48);
    await callsEveryHour(caller);
    await rent(caller, 10, '2026-03-26T00:00:00Z');
  });

  it('goes from the wallet on its day, beside what calls take', async () => {
    const { items } = await runwayOf(caller);
    // 14 rupees up to midnight, then 10 for the number, and the 24 that are left last a day.
    expect(items).toMatchObject([
      {
        burn_per_day: 24,
        lasts_seconds: 38 * HOUR,
        runs_out_at: '2026-03-27T00:00:00.000Z',
        rentals_due: 10,
        next_rental_at: '2026-03-26T00:00:00.000Z',
      },
    ]);
  });

  it('ends the money where it cannot be paid, though calls alone would not', async () => {
    const pair = await kit.pair(48);
    await callsEveryHour(pair);
    await rent(pair, 40, '2026-03-26T00:00:00Z');
    const { items, running_dry } = await runwayOf(pair);
    expect(items).toMatchObject([{ lasts_seconds: 14 * HOUR, runs_out_at: '2026-03-26T00:00:00.000Z' }]);
    expect(running_dry).toBe(1);
  });

  it('is every month, also of a wallet that pays nothing else', async () => {
    const pair = await kit.pair(250);
    await rent(pair, 100, '2026-03-31T00:00:00Z', { billingDay: 31 });
    const idle = await app.customer(pair.partner);
    const { items, running_dry } = await runwayOf(pair);
    // March and April are paid; 50 are too little on the last of May.
    expect(items).toMatchObject([
      {
        auth_id: pair.customer.authId,
        burn_per_day: 0,
        runs_out_at: '2026-05-31T00:00:00.000Z',
        earliest_at: '2026-05-31T00:00:00.000Z',
        latest_at: '2026-05-31T00:00:00.000Z',
        rentals_due: 100,
        next_rental_at: '2026-03-31T00:00:00.000Z',
      },
    ]);
    expect(items.map(({ auth_id }) => auth_id)).not.toContain(idle.authId);
    expect(running_dry).toBe(0);
  });

  it('of several numbers adds up, and a month that is not paid is due now', async () => {
    const pair = await kit.pair(30);
    await rent(pair, 20, '2026-03-24T00:00:00Z', { status: 'grace' });
    await rent(pair, 5, '2026-04-02T00:00:00Z');
    await rent(pair, 6, '2026-04-02T00:00:00Z');
    const { items } = await runwayOf(pair);
    // 10 are left of 30 for the 11 of April.
    expect(items).toMatchObject([
      {
        runs_out_at: '2026-04-02T00:00:00.000Z',
        rentals_due: 31,
        next_rental_at: '2026-03-25T10:00:00.000Z',
      },
    ]);
    const poor = await kit.pair(19);
    await rent(poor, 20, '2026-03-24T00:00:00Z', { status: 'grace' });
    expect((await runwayOf(poor)).items).toMatchObject([{ lasts_seconds: 0 }]);
  });

  it('is none of a number that was given back, and of nobody else’s', async () => {
    const pair = await kit.pair(50);
    const e164 = await rent(pair, 20, '2026-03-26T00:00:00Z');
    const gone = await app.request(
      'DELETE',
      `/api/v1/partner/accounts/${pair.customer.authId}/numbers/${encodeURIComponent(e164)}?force=true`,
      { auth: pair.partner.auth },
    );
    expect(gone.statusCode, gone.body).toBeLessThan(300);
    expect((await runwayOf(pair)).items).toEqual([]);
  });

  it('below cost goes from the master account too', async () => {
    const pair = await kit.pair(500);
    await rent(pair, 10, '2026-03-30T00:00:00Z', { loss: 7 });
    await rent(pair, 10, '2026-04-03T00:00:00Z', { loss: 3 });
    const { master } = await runwayOf(pair);
    expect(master).toMatchObject({ rentals_due: 10, next_rental_at: '2026-03-30T00:00:00.000Z' });
  });
});
