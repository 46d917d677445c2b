import { describe, expect, it } from 'vitest';
import type { Auth } from '../../test/app.ts';
import { ONE, numbersKit, type Pair } from './numbers.test-kit.ts';

const kit = await numbersKit();
const { app } = kit;
const { holdings, stock } = app.services.numbers;
const HOUR = 3_600_000;
const start = app.clock.now();
const at = (ms: number) => new Date(start.getTime() + ms);

const path = (pair: Pair, e164: string, rest = '') =>
  `/api/v1/partner/accounts/${pair.customer.authId}/numbers/${encodeURIComponent(e164)}${rest}`;
const own = (pair: Pair, e164: string, rest = '') =>
  `/api/v1/account/${pair.customer.authId}/numbers/${encodeURIComponent(e164)}${rest}`;
const release = (pair: Pair, e164: string, query = '') =>
  kit.call('DELETE', path(pair, e164) + query, pair.partner.auth);

async function bought(pair: Pair, body: Record<string, unknown> = {}): Promise<string> {
  const e164 = await kit.stock();
  await kit.buy(pair, { e164, ...body });
  return e164;
}

/** Moves time for one test; what it leaves behind is nobody's. */
async function finishReleases(ms: number): Promise<void> {
  await holdings.finishReleases(at(ms));
}

describe('a release', () => {
  it('charges the fee of the tier, can be taken back for a day, and gives the fee back then', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await bought(pair);
    const before = await kit.book(pair.partner.partnerId, 'number_revenue');
    const answer = await release(pair, e164, '?reason=Wrong+number');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      message: 'number release initiated',
      status: 'pending_release',
      release_fee: 700,
      cooldown_ends_at: at(24 * HOUR).toISOString(),
      cancel_url: `/api/v1/partner/accounts/${pair.customer.authId}/numbers/${encodeURIComponent(e164)}/cancel-release`,
      number: { release_reason: 'Wrong number' },
    });
    expect((await kit.wallet(pair)).balance).toBe(970n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'number_revenue')).toBe(before + 700n * ONE);
    const twice = await release(pair, e164);
    expect([twice.status, twice.body['cooldown_ends_at']]).toEqual([200, answer.body['cooldown_ends_at']]);
    expect((await kit.wallet(pair)).balance).toBe(970n * ONE);

    await finishReleases(24 * HOUR - 1);
    const taken = await kit.call('POST', path(pair, e164, '/cancel-release'), pair.partner.auth);
    expect(taken.body).toMatchObject({
      status: 'active',
      refund_amount: 700,
      refund_status: 'success',
      currency: 'INR',
    });
    expect((await kit.wallet(pair)).balance).toBe(1_670n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'number_revenue')).toBe(before);
    const again = await kit.call('POST', path(pair, e164, '/cancel-release'), pair.partner.auth);
    expect([again.status, again.code]).toEqual([409, 'number_not_releasing']);
    expect(await kit.topics(e164)).toEqual([
      'number.assigned',
      'number.release_requested',
      'number.release_cancelled',
    ]);
    const types = `/api/v1/Account/${pair.customer.authId}/transactions?type=refund`;
    const refunds = await kit.call('GET', types, pair.customer.auth);
    expect(refunds.body['transactions']).toMatchObject([
      { type: 'credit', amount: 700, reference_type: 'refund' },
    ]);
    await kit.booksAreClean();
  });

  it('costs what the tiers say at which customer and partner buy, not what others buy at', async () => {
    const pair = await kit.pair(3_000);
    const { partnerId } = pair.partner;
    const operator = await app.operator();
    const tier = async (auth: Auth, base: string, fee: number): Promise<string> => {
      const body = { name: `Fee ${String(fee)}`, currency: 'INR', rate_per_minute: 1, did_release_fee: fee };
      const made = await kit.call('POST', `/api/v1/${base}/pricing-tiers`, auth, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return String(made.body['id']);
    };
    const bought = { pricing_tier_id: await tier(operator, 'operator', 100) };
    const put = await app.request('PUT', `/api/v1/operator/partners/${partnerId}/wholesale-tiers`, {
      auth: operator,
      body: bought,
    });
    expect(put.statusCode, put.body).toBe(200);
    const paid = async (): Promise<readonly bigint[]> => {
      const e164 = await kit.stock();
      await kit.buy(pair, { e164 });
      const books = ['number_revenue', 'margin'];
      const read = () => Promise.all(books.map((kind) => kit.book(partnerId, kind)));
      const before = await read();
      expect((await release(pair, e164)).status).toBe(200);
      return (await read()).map((balance, index) => (balance - before[index]!) / ONE);
    };
    // The customer is still named on the operator's default tier: it buys at the one that its partner buys at.
    expect(await paid()).toEqual([100n, 0n]);
    const own = await tier(pair.partner.auth, 'partner', 500);
    const account = `/api/v1/partner/accounts/${pair.customer.authId}`;
    const given = await kit.call('PATCH', account, pair.partner.auth, { pricing_tier_id: own });
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    expect(await paid()).toEqual([100n, 400n]);
    await kit.booksAreClean();
  });

  it('is final after a day: the number rests, then is for sale again to anybody', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await bought(pair);
    await release(pair, e164);
    await finishReleases(24 * HOUR);
    expect(await kit.stateOf(e164)).toBe('quarantined');
    expect((await kit.call('GET', path(pair, e164), pair.partner.auth)).status).toBe(404);
    const list = `/api/v1/partner/accounts/${pair.customer.authId}/numbers`;
    expect((await kit.call('GET', list, pair.partner.auth)).body['total']).toBe(0);
    const released = await kit.call('GET', `${list}?status=released`, pair.partner.auth);
    expect(released.body['items']).toMatchObject([
      { e164, status: 'released', released_at: at(24 * HOUR).toISOString() },
    ]);
    const found = await stock.find(app.db.kysely, e164);
    expect(found.quarantinedUntil).toEqual(at((24 + 45 * 24) * HOUR));
  });

  it('can be immediate, and then cannot be taken back', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await bought(pair);
    const answer = await kit.call('DELETE', `${own(pair, e164)}?immediate=true`, pair.customer.auth);
    expect(answer.body).toMatchObject({
      status: 'released',
      release_fee: 700,
      cooldown_ends_at: null,
      cancel_url: null,
    });
    expect(await kit.stateOf(e164)).toBe('quarantined');
    const cancel = await kit.call('POST', own(pair, e164, '/cancel-release'), pair.customer.auth);
    expect([cancel.status, cancel.code]).toEqual([404, 'not_found']);
    expect((await kit.wallet(pair)).balance).toBe(970n * ONE);
    await kit.booksAreClean();
  });

  it('that the wallet cannot pay is 402 with the fee, unless the partner waives it', async () => {
    const pair = await kit.pair(400);
    const e164 = await bought(pair, { reserve_renewal: false });
    const refused = await release(pair, e164);
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ requested_amount: 700, current_balance: 70 });
    expect((await kit.holding(e164)).status).toBe('active');
    const forced = await release(pair, e164, '?force=true');
    expect(forced.body).toMatchObject({ status: 'pending_release', release_fee: 0 });
    expect((await kit.wallet(pair)).balance).toBe(70n * ONE);
    const back = await kit.call('POST', path(pair, e164, '/cancel-release'), pair.partner.auth);
    expect(back.body).not.toHaveProperty('refund_amount');
    expect(back.body['status']).toBe('active');
  });

  it('waits for the end of a commitment, unless the partner insists', async () => {
    const pair = await kit.pair(2_000);
    const e164 = await kit.stock({ commitment: 3 });
    await kit.buy(pair, { e164 });
    const refused = await release(pair, e164);
    expect([refused.status, refused.code]).toEqual([409, 'number_commitment_running']);
    expect(refused.body['committed_until']).toBe('2026-06-24T18:30:00.000Z');
    expect((await kit.call('DELETE', own(pair, e164), pair.customer.auth)).code).toBe(
      'number_commitment_running',
    );
    expect((await release(pair, e164, '?force=true')).status).toBe(200);
  });

  it('gives no days of grace to whoever takes it back', async () => {
    const pair = await kit.pair(330 + 700);
    const e164 = await bought(pair);
    const due = (await kit.holding(e164)).paidUntil;
    await kit.call(
      'POST',
      `/api/v1/partner/accounts/${pair.customer.authId}/reclaim-balance`,
      pair.partner.auth,
      {},
    );
    await holdings.renewDue(due);
    const { graceUntil, status } = await kit.holding(e164);
    expect(status).toBe('grace');
    await kit.fund(pair, 700);
    expect((await release(pair, e164)).status).toBe(200);
    expect((await kit.call('POST', path(pair, e164, '/cancel-release'), pair.partner.auth)).status).toBe(200);
    expect(await kit.holding(e164)).toMatchObject({ status: 'grace', graceUntil });
  });
});

describe('a number that moves', () => {
  it('stays paid, is renewed by the new customer on the same day, and leaves its history behind', async () => {
    const pair = await kit.pair(1_000);
    const other = await app.customer(pair.partner, { timezone: 'America/New_York' });
    const to: Pair = { partner: pair.partner, customer: other };
    await kit.fund(to, 300);
    const e164 = await bought(pair, { reserve_renewal: true });
    expect(await kit.wallet(pair)).toEqual({ balance: 670n * ONE, held: 250n * ONE });
    const before = await kit.holding(e164);
    const moved = await kit.call('POST', `/api/v1/partner/numbers/${e164}/move`, pair.partner.auth, {
      to_account: other.authId,
    });
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    expect(moved.body).toMatchObject({ account_id: other.authId, source: 'moved', renewal_reserved: true });
    expect(await kit.wallet(pair)).toEqual({ balance: 670n * ONE, held: 0n });
    expect(await kit.wallet(to)).toEqual({ balance: 300n * ONE, held: 250n * ONE });
    const after = await kit.holding(e164);
    expect(after.paidUntil).toEqual(before.paidUntil);
    expect(after.id).not.toBe(before.id);
    expect((await kit.call('GET', path(pair, e164), pair.partner.auth)).status).toBe(404);
    await holdings.renewDue(after.paidUntil);
    expect(await kit.wallet(to)).toEqual({ balance: 50n * ONE, held: 0n });
    expect((await kit.holding(e164)).paidUntil.toISOString()).toBe('2026-05-24T18:30:00.000Z');
    const left = await kit.call(
      'GET',
      `/api/v1/partner/accounts/${pair.customer.authId}/numbers?status=released`,
      pair.partner.auth,
    );
    expect(left.body['items']).toMatchObject([{ id: before.id, release_reason: 'moved' }]);
    await kit.booksAreClean();
  });

  it('goes to an active account of the same partner and currency alone', async () => {
    const pair = await kit.pair(1_000);
    const stranger = await kit.pair(0);
    const e164 = await bought(pair);
    const move = (to: string) =>
      kit.call('POST', `/api/v1/partner/numbers/${e164}/move`, pair.partner.auth, { to_account: to });
    expect((await move(stranger.customer.authId)).status).toBe(404);
    const suspended = await app.customer(pair.partner);
    await kit.call('POST', `/api/v1/partner/accounts/${suspended.authId}/suspend`, pair.partner.auth, {
      reason: 'x',
    });
    expect((await move(suspended.authId)).code).toBe('account_not_active');
    expect((await move(pair.customer.authId)).body['account_id']).toBe(pair.customer.authId);
    await release(pair, e164, '?force=true');
    const third = await app.customer(pair.partner);
    expect((await move(third.authId)).code).toBe('number_releasing');
  });

  it('to two customers at once goes to one after the other, and both have had it', async () => {
    const pair = await kit.pair(1_000);
    const others = [await app.customer(pair.partner), await app.customer(pair.partner)];
    const e164 = await bought(pair);
    const answers = await Promise.all(
      others.map(({ authId }) =>
        kit.call('POST', `/api/v1/partner/numbers/${e164}/move`, pair.partner.auth, { to_account: authId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await kit.stateOf(e164)).toBe('held');
    const owner = (await kit.holding(e164)).accountId;
    expect(others.map(({ authId }) => authId)).toContain(owner);
  });
});

describe('the next month’s money', () => {
  it('is held so that nothing else can take it, pays the renewal, and is held again for the month after', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await bought(pair, { reserve_renewal: true });
    const path = `/api/v1/partner/accounts/${pair.customer.authId}/reclaim-balance`;
    expect((await kit.call('POST', path, pair.partner.auth, {})).status).toBe(200);
    expect(await kit.wallet(pair)).toEqual({ balance: 250n * ONE, held: 250n * ONE });
    await kit.fund(pair, 400);
    // The sweep of holds that are over leaves it alone, however long it is held.
    const far = new Date('2027-01-01T00:00:00Z');
    await app.db.inTransaction((tx) => app.services.ledger.expireHolds(tx, { at: far, limit: 100 }));
    const { paidUntil } = await kit.holding(e164);
    await holdings.renewDue(paidUntil);
    expect(await kit.wallet(pair)).toEqual({ balance: 400n * ONE, held: 250n * ONE });
    expect((await kit.holding(e164)).renewalHoldId).not.toBeNull();
    await kit.booksAreClean();
  });

  it('is taken as soon as it is there, sooner due first, and given back when it is no longer wanted', async () => {
    const pair = await kit.pair(330);
    const first = await bought(pair, { reserve_renewal: true });
    await kit.fund(pair, 330);
    const second = await bought(pair, { reserve_renewal: true });
    expect((await kit.wallet(pair)).held).toBe(0n);
    await kit.fund(pair, 300);
    await Promise.all([holdings.reserveRenewals(start), holdings.reserveRenewals(start)]);
    expect((await kit.wallet(pair)).held).toBe(250n * ONE);
    expect((await kit.holding(first)).renewalHoldId).not.toBeNull();
    expect((await kit.holding(second)).renewalHoldId).toBeNull();
    const patch = (e164: string, body: Record<string, unknown>) =>
      kit.call('PATCH', path(pair, e164), pair.partner.auth, body);
    expect((await patch(first, { monthly_fee: 300 })).body['renewal_reserved']).toBe(true);
    expect((await kit.wallet(pair)).held).toBe(300n * ONE);
    expect((await patch(first, { reserve_renewal: false })).body['renewal_reserved']).toBe(false);
    expect((await kit.wallet(pair)).held).toBe(0n);
    await holdings.reserveRenewals(start);
    expect((await kit.holding(second)).renewalHoldId).not.toBeNull();
    expect((await release(pair, second, '?force=true')).status).toBe(200);
    expect((await kit.wallet(pair)).held).toBe(0n);
  });
});

describe('an account with numbers', () => {
  it('is not closed, unless by force: then they are released without a fee, and what was held returns', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await bought(pair, { reserve_renewal: true });
    const pending = await bought(pair);
    await release(pair, pending, '?force=true');
    const close = (body: Record<string, unknown>) =>
      kit.call('POST', `/api/v1/partner/accounts/${pair.customer.authId}/close`, pair.partner.auth, body);
    const refused = await close({ reason: 'Ended' });
    expect([refused.status, refused.code, refused.body['numbers']]).toEqual([409, 'account_has_numbers', 2]);
    const master = await kit.book(pair.partner.partnerId, 'master');
    expect((await close({ reason: 'Ended', force: true })).status).toBe(200);
    expect(await kit.wallet(pair)).toEqual({ balance: 0n, held: 0n });
    expect(await kit.book(pair.partner.partnerId, 'master')).toBe(master + 340n * ONE);
    for (const one of [e164, pending]) {
      expect(await kit.stateOf(one)).toBe('quarantined');
      expect((await kit.holding(one)).releaseReason).toBe('account_closed');
    }
    await kit.booksAreClean();
  });

  it('is closed while a number is bought for it: the number stays in stock, or is released with the rest', async () => {
    for (let round = 0; round < 10; round += 1) {
      const pair = await kit.pair(1_000);
      const e164 = await kit.stock();
      const account = `/api/v1/partner/accounts/${pair.customer.authId}`;
      const [purchase, closed] = await Promise.all([
        kit.call('POST', `${account}/numbers`, pair.partner.auth, { e164 }),
        kit.call('POST', `${account}/close`, pair.partner.auth, { reason: 'Ended', force: true }),
      ]);
      expect(closed.status).toBe(200);
      expect([201, 409]).toContain(purchase.status);
      expect(await kit.stateOf(e164)).toBe(purchase.status === 201 ? 'quarantined' : 'available');
      expect((await kit.wallet(pair)).balance).toBe(0n);
    }
    await kit.booksAreClean();
  }, 60_000);

  it('goes on being renewed while it or its partner is suspended, and no more once the partner is closed', async () => {
    const pair = await kit.pair(5_000);
    const e164 = await bought(pair, { reserve_renewal: true });
    const operator = `/api/v1/operator/partners/${pair.partner.partnerId}`;
    const account = `/api/v1/partner/accounts/${pair.customer.authId}`;
    await kit.call('POST', `${account}/suspend`, pair.partner.auth, { reason: 'x' });
    await kit.call('POST', `${operator}/suspend`, await app.operator(), { reason: 'x' });
    await holdings.renewDue((await kit.holding(e164)).paidUntil);
    expect((await kit.holding(e164)).paidUntil.toISOString()).toBe('2026-05-24T18:30:00.000Z');
    const closed = await kit.call('POST', `${operator}/close`, await app.operator(), {
      reason: 'x',
      force: true,
    });
    expect(closed.status).toBe(200);
    const before = await kit.wallet(pair);
    await holdings.renewDue((await kit.holding(e164)).paidUntil);
    expect(await kit.holding(e164)).toMatchObject({ status: 'released', releaseReason: 'partner_closed' });
    expect(await kit.wallet(pair)).toEqual({ balance: before.balance, held: 0n });
    await kit.booksAreClean();
  });
});

describe('a reservation', () => {
  it('that ends while it is bought from is honoured, or is gone: never both, never half', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [holder, rival] = await Promise.all([kit.pair(1_000), kit.pair(1_000)]);
      const e164 = await kit.stock();
      const until = at(60_000);
      const reservationId = await kit.reserve(holder, e164, until);
      const early = await kit.call(
        'POST',
        `/api/v1/partner/accounts/${rival.customer.authId}/numbers`,
        rival.partner.auth,
        {
          e164,
        },
      );
      expect([early.status, early.code]).toEqual([409, 'number_not_available']);
      app.clock.set(round % 2 === 0 ? new Date(until.getTime() - 1) : until);
      const [mine, theirs] = await Promise.all([
        kit.call('POST', `/api/v1/partner/accounts/${holder.customer.authId}/numbers`, holder.partner.auth, {
          reservation_id: reservationId,
        }),
        kit.call('POST', `/api/v1/partner/accounts/${rival.customer.authId}/numbers`, rival.partner.auth, {
          e164,
        }),
      ]);
      app.clock.set(start);
      const won = [mine, theirs].filter(({ status }) => status === 201);
      expect(won, JSON.stringify([mine, theirs])).toHaveLength(1);
      // Until the last moment it is the holder's, whatever the other does.
      if (round % 2 === 0) expect(mine.status).toBe(201);
      expect(await kit.stateOf(e164)).toBe('held');
      const balances = [await kit.wallet(holder), await kit.wallet(rival)].map(({ balance }) => balance);
      expect(balances.sort()).toEqual([670n * ONE, 1_000n * ONE].sort());
    }
    await kit.booksAreClean();
  }, 60_000);
});
