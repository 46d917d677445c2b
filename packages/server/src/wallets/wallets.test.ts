import { describe, expect, it } from 'vitest';
import { move, someoneWaits } from '../ledger/test-books.ts';
import { TEST_ACTOR, startTestApp, type Auth } from '../../test/app.ts';
import { DAY_MS } from '../platform/time/index.ts';

const app = await startTestApp();
const partner = await app.partner({ name: 'Acme Telecom' });
const customer = await app.customer(partner);
const base = '/api/v1/partner';
const strict = { 'x-api-version': '2026-05-12' };

function transfer(
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
  account = customer.authId,
) {
  return app.request('POST', `${base}/accounts/${account}/transfer-balance`, {
    auth: partner.auth,
    body,
    headers,
  });
}

async function balances(): Promise<{ partner: number; customer: string }> {
  const me = await app.request('GET', `${base}/me`, { auth: partner.auth });
  const wallet = await app.request('GET', `${base}/accounts/${customer.authId}/balance`, {
    auth: partner.auth,
  });
  return {
    partner: me.json<{ balance: number }>().balance,
    customer: wallet.json<{ cash_credits: string }>().cash_credits,
  };
}

describe('transfer-balance', () => {
  it('moves money, answers with both balances and the published keys, and shows in both ledgers', async () => {
    const answer = await transfer({ amount: 100, currency: 'INR', description: 'March' }, strict);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      transaction_id: expect.stringMatching(/^txn_[0-9a-f]{32}$/) as string,
      from_account: partner.authId,
      to_account: customer.authId,
      amount: 100,
      currency: 'INR',
      description: 'March',
      status: 'completed',
      partner_balance_after: 900,
      customer_balance_after: 100,
      timestamp: '2026-03-25T10:00:00.000Z',
    });
    expect(await balances()).toEqual({ partner: 900, customer: '100.00000' });
    const ledger = await app.request('GET', `${base}/accounts/${customer.authId}/transactions`, {
      auth: partner.auth,
      headers: strict,
    });
    const list = ledger.json<{ transactions: Record<string, unknown>[] }>();
    expect(Object.keys(list).sort()).toEqual(
      ['account_auth_id', 'page', 'per_page', 'summary', 'total', 'total_pages', 'transactions'].sort(),
    );
    expect(list.transactions[0]).toMatchObject({
      account_id: customer.authId,
      type: 'credit',
      amount: 100,
      description: 'Transfer from partner Acme Telecom: March',
      reference: `ptc:${partner.partnerId}:${customer.authId}:1774432800`,
    });
    expect(Object.keys(list.transactions[0]!)).toHaveLength(12);
    const own = await app.request('GET', `${base}/me/transactions`, { auth: partner.auth });
    expect(own.json<{ transactions: unknown[] }>().transactions[0]).toMatchObject({
      account_id: partner.authId,
      type: 'debit',
      balance_after: 900,
    });
  });

  it('a repeated key answers the same and moves nothing; another body with it is 409', async () => {
    const before = await balances();
    const first = await transfer({ amount: 10, currency: 'INR' }, { 'idempotency-key': 'a' });
    const again = await transfer({ currency: 'INR', amount: 10 }, { 'idempotency-key': 'a' });
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toBe(first.body);
    expect((await balances()).partner).toBe(before.partner - 10);
    const other = await transfer({ amount: 11, currency: 'INR' }, { 'idempotency-key': 'a' });
    expect(other.statusCode).toBe(409);
    expect(other.json<{ error: string }>().error).toBe('idempotency_key_reused');
  });

  it('the spelling of a currency makes no other request', async () => {
    const other = await app.customer(partner);
    const header = { 'idempotency-key': 'spelt' };
    const first = await transfer({ amount: 10, currency: 'INR' }, header, other.authId);
    expect(first.json()).toMatchObject({ amount: 10, currency: 'INR' });
    const again = await transfer({ amount: 10, currency: 'inR' }, header, other.authId);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toBe(first.body);
    expect((await transfer({ amount: 10, currency: 'USD' }, header, other.authId)).statusCode).toBe(400);
    expect((await transfer({ amount: 10, currency: 'in' }, header, other.authId)).statusCode).toBe(422);
  });

  it('a reference is one line, a description may have more', async () => {
    const body = { amount: 1, currency: 'INR', reference: 'INV-1\r\nX: 1', description: 'one\ntwo' };
    const refused = await transfer(body);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      details: [{ loc: ['body', 'reference'], msg: 'Input should be one line, without line breaks or tabs' }],
    });
    expect((await transfer({ ...body, reference: 'INV-1' })).json()).toMatchObject({
      description: 'one\ntwo',
    });
  });

  it('twenty at once with one key move money once', async () => {
    const before = await balances();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        transfer({ amount: 1, currency: 'INR' }, { 'idempotency-key': 'twenty' }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect((await balances()).partner).toBe(before.partner - 1);
  });

  it('another spelling of the path is no way around a key', async () => {
    const before = await balances();
    const body = { amount: 2, currency: 'INR' };
    const send = (path: string) =>
      app.request('POST', path, { auth: partner.auth, body, headers: { 'idempotency-key': 'spelling' } });
    const answers = [
      await send(`${base}/accounts/${customer.authId}/transfer-balance`),
      await send(`${base}/accounts/${customer.authId.toLowerCase()}/transfer-balance/`),
      await send(`${base}/accounts/%4D${customer.authId.slice(1)}/transfer-balance`),
    ];
    expect(answers.map((answer) => answer.headers['idempotency-replayed'])).toEqual([
      undefined,
      'true',
      'true',
    ]);
    expect((await balances()).partner).toBe(before.partner - 2);
  });

  it('a token’s daily limit holds for every way out of the master account', async () => {
    const own = await app.partner();
    const theirs = await app.customer(own);
    const made = await app.request('POST', `${base}/tokens`, {
      auth: own.auth,
      body: { label: 'limited', scopes: ['read', 'transfer'], max_transfer_per_day: 100 },
    });
    const limited: Auth = { ...own.auth, 'x-auth-token': made.json<{ token: string }>().token };
    const fund = (amount: number, auth = limited) =>
      app.request('POST', `${base}/accounts/${theirs.authId}/transfer-balance`, {
        auth,
        body: { amount, currency: 'INR' },
      });
    expect((await fund(80)).statusCode).toBe(200);
    expect((await fund(30)).json()).toMatchObject({
      error: 'transfer_limit_exceeded',
      daily_limit: 100,
      used_today: 80,
    });
    await fund(500, own.auth);
    const back = await app.request('POST', `${base}/accounts/${theirs.authId}/reclaim-balance`, {
      auth: own.auth,
    });
    const id = back.json<{ transaction_id: string }>().transaction_id;
    const around = await app.request('POST', `${base}/transfers/${id}/reverse`, { auth: limited });
    expect(around.json()).toMatchObject({ error: 'transfer_limit_exceeded' });
    app.clock.advanceMs(DAY_MS);
    expect((await fund(90)).statusCode).toBe(200);
  });

  it('an overdraft is refused with exactly the published facts, and the refusal is replayed', async () => {
    const { partner: balance } = await balances();
    const answer = await transfer({ amount: 5000, currency: 'INR' }, { 'idempotency-key': 'over' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({
      error: 'insufficient_balance',
      message: `Your partner balance (₹${balance}.00) is insufficient for this transfer (₹5000.00).`,
      current_balance: balance,
      requested_amount: 5000,
      currency: 'INR',
      request_id: expect.any(String) as string,
    });
    const again = await transfer({ amount: 5000, currency: 'INR' }, { 'idempotency-key': 'over' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.statusCode).toBe(400);
  });

  it('nothing moves for a non-positive amount, another currency, another partner’s customer, an expired request or a preview', async () => {
    const before = await balances();
    const stranger = await app.customer(await app.partner());
    const codes = await Promise.all([
      transfer({ amount: 0, currency: 'INR' }),
      transfer({ amount: -5, currency: 'INR' }),
      transfer({ amount: 5, currency: 'USD' }),
      transfer({ amount: 5, currency: 'INR' }, {}, stranger.authId),
      transfer({ amount: 5, currency: 'INR' }, {}, 'MA_NOTTHERE'),
      transfer({ amount: 5, currency: 'INR', expires_at: '2026-03-25T09:59:59Z' }),
      transfer({ amount: '0.000001', currency: 'INR' }),
      transfer({ amount: 5, currency: 'INR', surprise: true }),
    ]);
    expect(codes.map((answer) => `${answer.statusCode} ${answer.json<{ error: string }>().error}`)).toEqual([
      '400 invalid_amount',
      '400 invalid_amount',
      '400 currency_mismatch',
      '404 not_found',
      '404 not_found',
      '409 transfer_expired',
      '422 ValidationError',
      '422 ValidationError',
    ]);
    const preview = await transfer({ amount: 5, currency: 'INR', dry_run: true });
    expect(preview.json()).toMatchObject({ status: 'preview', partner_balance_after: before.partner - 5 });
    expect(await balances()).toEqual(before);
  });

  it('a non-positive amount is one of the faults where there are others', async () => {
    const made = (await transfer({ amount: 1, currency: 'INR' })).json<{ transaction_id: string }>();
    const account = `${base}/accounts/${customer.authId}`;
    for (const url of [
      `${account}/transfer-balance`,
      `${account}/reclaim-balance`,
      `${base}/transfers/${made.transaction_id}/reverse`,
    ]) {
      const body = { amount: '0', currency: 'INR', reference: 7 };
      const answer = await app.request('POST', url, { auth: partner.auth, body });
      expect(answer.statusCode).toBe(422);
      const { details } = answer.json<{ details: { loc: string[]; type: string }[] }>();
      const named = details.map(({ loc, type }) => `${loc.join('.')} ${type}`);
      expect(named, url).toContain('body.amount greater_than');
      expect(named, url).toContain('body.reference string_type');
    }
  });

  it('updated_at of a balance is when it last changed, not when it was read', async () => {
    const own = await app.customer(partner);
    const times = async () => {
      const partners = await app.request('GET', `${base}/accounts/${own.authId}/balance`, {
        auth: partner.auth,
      });
      const url = `/api/v1/Account/${own.authId}/balance/INR`;
      const itsOwn = await app.request('GET', url, { auth: own.auth });
      return [partners, itsOwn].map((answer) => answer.json<{ updated_at: string }>().updated_at);
    };
    const twice = (at: Date) => [at.toISOString(), at.toISOString()];
    const opened = app.clock.now();
    app.clock.advanceMs(5_000);
    expect(await times()).toEqual(twice(opened));
    const funded = app.clock.now();
    expect((await transfer({ amount: 2, currency: 'INR' }, {}, own.authId)).statusCode).toBe(200);
    app.clock.advanceMs(5_000);
    expect(await times()).toEqual(twice(funded));
    const reclaimed = app.clock.now();
    const url = `${base}/accounts/${own.authId}/reclaim-balance`;
    expect((await app.request('POST', url, { auth: partner.auth, body: {} })).statusCode).toBe(200);
    app.clock.advanceMs(5_000);
    expect(await times()).toEqual(twice(reclaimed));
  });

  it('a late repetition of a transfer that came in time gets its answer, not an expiry', async () => {
    const body = {
      amount: 1,
      currency: 'INR',
      expires_at: new Date(app.clock.now().getTime() + 10_000).toISOString(),
    };
    const first = await transfer(body, { 'idempotency-key': 'late' });
    expect(first.statusCode).toBe(200);
    app.clock.advanceMs(60_000);
    const again = await transfer(body, { 'idempotency-key': 'late' });
    expect(again.body).toBe(first.body);
    expect((await transfer(body, { 'idempotency-key': 'later' })).statusCode).toBe(409);
  });

  it('a transfer that waited for its turn past its last moment is refused, and moves nothing', async () => {
    const own = await app.customer(partner);
    const { ledger } = app.services;
    const funds = await ledger.getAccountByKind(app.db.kysely, partner.partnerId, 'funding', 'INR');
    const master = await ledger.getAccountByKind(app.db.kysely, partner.partnerId, 'master', 'INR');
    const before = await balances();
    const body = {
      amount: 3,
      currency: 'INR',
      expires_at: new Date(app.clock.now().getTime() + 10_000).toISOString(),
    };
    const keyed = () => transfer(body, { 'idempotency-key': 'waited' }, own.authId);
    const waiting = await app.db.inTransaction(async (tx) => {
      await ledger.lock(tx, partner.partnerId, []);
      const sent = keyed();
      await someoneWaits(app.db);
      app.clock.advanceMs(20_000);
      const at = app.clock.now();
      await ledger.post(tx, [
        move(partner, funds!.id, master!.id, 1n, { at, code: 'funding' }),
        move(partner, master!.id, funds!.id, 1n, { at, code: 'funding' }),
      ]);
      return [sent];
    });
    for (const answer of [await waiting[0]!, await keyed()]) {
      expect(answer.statusCode).toBe(409);
      expect(answer.json()).toMatchObject({ error: 'transfer_expired' });
    }
    expect((await balances()).partner).toBe(before.partner);
  });

  it('a partner whose transfers are not enabled is refused, but gets its answers of before', async () => {
    const other = await app.partner();
    const theirs = await app.customer(other);
    const keyed = () =>
      app.request('POST', `${base}/accounts/${theirs.authId}/transfer-balance`, {
        auth: other.auth,
        body: { amount: 1, currency: 'INR' },
        headers: { 'idempotency-key': 'before' },
      });
    const before = await keyed();
    const by = { actor: TEST_ACTOR, at: app.clock.now() };
    await app.db.inTransaction((tx) =>
      app.services.partners.patch(tx, other.partnerId, { canTransferBalance: false }, {}, by),
    );
    expect((await keyed()).body).toBe(before.body);
    const answer = await app.request('POST', `${base}/accounts/${theirs.authId}/transfer-balance`, {
      auth: other.auth,
      body: { amount: 1, currency: 'INR' },
    });
    expect(answer.json<{ error: string }>().error).toBe('transfers_disabled');
    expect(answer.statusCode).toBe(403);
  });
});

describe('pull-back and reversal', () => {
  it('an amount, or all that is free, comes back to the master account', async () => {
    const other = await app.customer(partner);
    await transfer({ amount: 30, currency: 'INR' }, {}, other.authId);
    const part = await app.request('POST', `${base}/accounts/${other.authId}/reclaim-balance`, {
      auth: partner.auth,
      body: { amount: 10 },
    });
    expect(part.json()).toMatchObject({
      from_account: other.authId,
      to_account: partner.authId,
      customer_balance_after: 20,
    });
    const rest = await app.request('POST', `${base}/accounts/${other.authId}/reclaim-balance`, {
      auth: partner.auth,
    });
    expect(rest.json()).toMatchObject({ amount: 20, customer_balance_after: 0 });
    const none = await app.request('POST', `${base}/accounts/${other.authId}/reclaim-balance`, {
      auth: partner.auth,
    });
    expect(none.json()).toMatchObject({ error: 'insufficient_balance', current_balance: 0 });
  });

  it('pulling back everything is repeated like anything else', async () => {
    const other = await app.customer(partner);
    await transfer({ amount: 7, currency: 'INR' }, {}, other.authId);
    const pull = () =>
      app.request('POST', `${base}/accounts/${other.authId}/reclaim-balance`, {
        auth: partner.auth,
        headers: { 'idempotency-key': 'all-of-it' },
      });
    const first = await pull();
    expect(first.json()).toMatchObject({ amount: 7, customer_balance_after: 0 });
    const again = await pull();
    expect(again.body).toBe(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('the audit log says what was moved, also where everything was asked for', async () => {
    const other = await app.customer(partner);
    const sent = await transfer({ amount: 12.5, currency: 'INR' }, {}, other.authId);
    const { transaction_id } = sent.json<{ transaction_id: string }>();
    const url = (path: string) => `${base}/${path}`;
    const back = { auth: partner.auth, headers: { 'idempotency-key': 'all of it, told' } };
    const post = (path: string) => app.request('POST', url(path), back);
    expect((await post(`transfers/${transaction_id}/reverse`)).statusCode).toBe(200);
    expect((await post(`transfers/${transaction_id}/reverse`)).headers['idempotency-replayed']).toBe('true');
    await transfer({ amount: '0.00007', currency: 'INR' }, {}, other.authId);
    const preview = { auth: partner.auth, body: { dry_run: true } };
    expect(
      (await app.request('POST', url(`accounts/${other.authId}/reclaim-balance`), preview)).statusCode,
    ).toBe(200);
    expect((await post(`accounts/${other.authId}/reclaim-balance`)).statusCode).toBe(200);
    expect(
      (await app.request('POST', url(`accounts/${other.authId}/reclaim-balance`), { auth: partner.auth }))
        .statusCode,
    ).toBe(400);
    const log = await app.request('GET', url(`audit-log?object_id=${other.authId}`), { auth: partner.auth });
    const { entries } = log.json<{
      entries: { action: string; changes: { field: string; to: unknown }[] }[];
    }>();
    const told = entries
      .filter(({ action }) => action.startsWith('balance.'))
      .map(
        ({ action, changes }) => `${action} ${String(changes.find(({ field }) => field === 'amount')?.to)}`,
      );
    expect(told).toEqual([
      'balance.reclaimed 0.00007 INR',
      'balance.transferred 0.00007 INR',
      'balance.reversed 12.50000 INR',
      'balance.transferred 12.50000 INR',
    ]);
  });

  it('neither pull-back nor reversal reaches into credit that was delegated to the wallet', async () => {
    const other = await app.customer(partner);
    const path = `${base}/accounts/${other.authId}`;
    const given = await app.request('PATCH', path, { auth: partner.auth, body: { credit_limit: 50 } });
    expect(given.statusCode).toBe(200);
    const pulled = await app.request('POST', `${path}/reclaim-balance`, {
      auth: partner.auth,
      body: { amount: 50 },
    });
    expect(pulled.json()).toMatchObject({ error: 'insufficient_balance', current_balance: 0 });
    const made = (await transfer({ amount: 20, currency: 'INR' }, {}, other.authId)).json<{
      transaction_id: string;
    }>();
    await app.request('POST', `${path}/reclaim-balance`, { auth: partner.auth, body: { amount: 15 } });
    const reversed = await app.request('POST', `${base}/transfers/${made.transaction_id}/reverse`, {
      auth: partner.auth,
    });
    expect(reversed.json()).toMatchObject({
      error: 'insufficient_balance',
      current_balance: 5,
      requested_amount: 20,
    });
    // What the master account holds for that credit is nothing that is published of an overdraft.
    const over = await transfer({ amount: 1_000_000, currency: 'INR' });
    expect(Object.keys(over.json<object>())).toEqual([
      'error',
      'message',
      'current_balance',
      'requested_amount',
      'currency',
      'request_id',
    ]);
  });

  it('the parts of a reversal never exceed the transfer, and a reversal cannot be reversed', async () => {
    const made = await transfer({ amount: 50, currency: 'INR', reference: 'INV-7' });
    const id = made.json<{ transaction_id: string }>().transaction_id;
    const reverse = (body: unknown, txn = id) =>
      app.request('POST', `${base}/transfers/${txn}/reverse`, { auth: partner.auth, body });
    const part = await reverse({ amount: 20 });
    expect(part.json()).toMatchObject({ reverses: id, amount: 20, to_account: partner.authId });
    expect((await reverse({ amount: 31 })).json()).toMatchObject({
      error: 'exceeds_reversible',
      reversible_amount: 30,
    });
    expect((await reverse({})).json()).toMatchObject({ amount: 30 });
    const full = 'The transfer is reversed in full already.';
    const again = await reverse({});
    expect([again.statusCode, again.json()]).toEqual([
      409,
      { error: 'not_reversible', message: full, request_id: expect.any(String) as string },
    ]);
    expect((await reverse({ amount: 1 })).json()).toMatchObject({
      error: 'exceeds_reversible',
      message: full,
      reversible_amount: 0,
      requested_amount: 1,
    });
    const reversal = part.json<{ transaction_id: string }>().transaction_id;
    expect((await reverse({}, reversal)).json()).toMatchObject({ error: 'not_reversible' });
    const looked = await app.request('GET', `${base}/transfers/${id}`, { auth: partner.auth });
    expect(looked.json()).toMatchObject({ status: 'reversed', reversed_amount: 50, kind: 'transfer' });
    const listed = await app.request('GET', `${base}/transfers?reference=inv-7`, { auth: partner.auth });
    expect(listed.json<{ total: number }>().total).toBe(1);
  });

  it('another partner’s transfer is the same 404 as none', async () => {
    const made = (await transfer({ amount: 1, currency: 'INR' })).json<{ transaction_id: string }>();
    const other = await app.partner();
    for (const id of [made.transaction_id, 'txn_00000000000000000000000000000000', 'nonsense']) {
      const answer = await app.request('GET', `${base}/transfers/${id}`, { auth: other.auth });
      expect(answer.statusCode).toBe(404);
      expect(answer.json<{ error: string }>().error).toBe('not_found');
    }
  });
});

describe('lists', () => {
  it('filters, pages and cursors agree with the summary', async () => {
    const own = await app.partner();
    const theirs = await app.customer(own, { name: 'Findable Ltd' });
    for (let n = 1; n <= 5; n += 1) {
      app.clock.advanceMs(1_000);
      await app.request('POST', `${base}/accounts/${theirs.authId}/transfer-balance`, {
        auth: own.auth,
        body: { amount: n, currency: 'INR', description: `batch 100%_${n}` },
      });
    }
    const get = async (query: string) =>
      (await app.request('GET', `${base}/transactions?${query}`, { auth: own.auth })).json<{
        transactions: { amount: number }[];
        total: number;
        summary: { total_credit: number; net_amount: number };
        next_cursor: string | null;
      }>();
    const first = await get('per_page=2');
    expect(first.transactions.map((row) => row.amount)).toEqual([5, 4]);
    expect(first.total).toBe(5);
    expect(first.summary).toMatchObject({ total_credit: 15, net_amount: 15 });
    const next = await get(`per_page=2&cursor=${first.next_cursor!}`);
    expect(next.transactions.map((row) => row.amount)).toEqual([3, 2]);
    expect((await get('search=100%25_3')).total).toBe(1);
    expect((await get('search=findable')).total).toBe(5);
    expect((await get('transaction_type=recharge')).total).toBe(5);
    expect((await get('transaction_type=debit')).total).toBe(0);
    expect((await get('page=40')).transactions).toEqual([]);
    expect((await get(`partner_id=${own.authId}`)).total).toBe(5);
  });

  it('sums are of one currency: that of the account, the one asked for, else the partner’s primary one', async () => {
    const own = await app.partner();
    const by = { actor: TEST_ACTOR, at: app.clock.now() };
    await app.db.inTransaction(async (tx) => {
      await app.services.partners.openMasterAccount(
        tx,
        own.partnerId,
        { currency: 'USD', creditLimit: 0n },
        by,
      );
      await app.services.partners.fund(
        tx,
        own.partnerId,
        { amount: 1_000_000n, currency: 'USD', reference: 'r', reason: 'x' },
        by,
      );
    });
    const rupees = await app.customer(own);
    const dollars = await app.customer(own, { country: 'US', phone: '+12125550123' });
    for (const [account, amount, currency] of [
      [rupees.authId, 7, 'INR'],
      [dollars.authId, 3, 'USD'],
    ] as const) {
      const path = `${base}/accounts/${account}/transfer-balance`;
      expect(
        (await app.request('POST', path, { auth: own.auth, body: { amount, currency } })).statusCode,
      ).toBe(200);
    }
    const sums = async (path: string) =>
      (await app.request('GET', `${base}${path}`, { auth: own.auth })).json<{
        summary: { total_credit: number; currency: string; total_transactions: number };
      }>().summary;
    expect(await sums('/transactions')).toMatchObject({
      currency: 'INR',
      total_credit: 7,
      total_transactions: 2,
    });
    expect(await sums('/transactions?currency=usd')).toMatchObject({
      currency: 'USD',
      total_credit: 3,
      total_transactions: 1,
    });
    expect(await sums(`/accounts/${dollars.authId}/transactions`)).toMatchObject({
      currency: 'USD',
      total_credit: 3,
    });
  });

  it('wrong filters are named', async () => {
    const get = (query: string) =>
      app.request('GET', `${base}/transactions?${query}`, { auth: partner.auth });
    for (const query of [
      'per_page=201',
      'page=0',
      'transaction_type=gift',
      'from_date=2026-13-01',
      'unknown=1',
      'cursor=xyz',
      'from_date=2026-03-26&to_date=2026-03-25',
    ]) {
      expect((await get(query)).statusCode, query).toBe(422);
    }
    expect((await get('page=5000&per_page=200')).json<{ error: string }>().error).toBe('page_too_deep');
    expect((await get('partner_id=partner-zzzzzzzz')).statusCode).toBe(404);
  });
});

describe('the customer side', () => {
  it('sees its own rows under every spelling of the path, in both versions', async () => {
    for (const path of ['Account', 'account', 'accounts']) {
      const answer = await app.request('GET', `/api/v1/${path}/${customer.authId}/transactions?per_page=1`, {
        auth: customer.auth,
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.json<{ transactions: unknown[] }>().transactions).toHaveLength(1);
    }
    const strictAnswer = await app.request('GET', `/api/v1/Account/${customer.authId}/transactions`, {
      auth: customer.auth,
      headers: strict,
    });
    expect(Object.keys(strictAnswer.json<{ transactions: object[] }>().transactions[0]!)).toHaveLength(13);
    const types = await app.request(
      'GET',
      `/api/v1/Account/${customer.authId}/transactions/reference-types/`,
      { auth: customer.auth },
    );
    expect(types.json<{ reference_types: string[] }>().reference_types).toContain('transfer');
  });

  it('takes what published clients send and nobody needs: limit and offset are ignored, one’s own partner_id too', async () => {
    const get = (query: string) =>
      app.request('GET', `/api/v1/Account/${customer.authId}/transactions?${query}`, { auth: customer.auth });
    const all = (await get('per_page=100')).json<{ total: number }>().total;
    expect((await get('limit=1&offset=5')).json<{ total: number }>().total).toBe(all);
    expect((await get(`partner_id=${partner.authId}`)).json<{ total: number }>().total).toBe(all);
    expect((await get('partner_id=partner-zzzzzzzz')).statusCode).toBe(404);
  });

  it('another account is 403 and a partner’s credentials are 403', async () => {
    const other = await app.customer(partner);
    const foreign = await app.request('GET', `/api/v1/Account/${other.authId}/transactions`, {
      auth: customer.auth,
    });
    expect(foreign.statusCode).toBe(403);
    expect(foreign.json()).toEqual({ error: { code: 403, message: 'Access denied: account ID mismatch' } });
    const wrong = await app.request('GET', `/api/v1/Account/${customer.authId}/transactions`, {
      auth: partner.auth,
    });
    expect(wrong.statusCode).toBe(403);
  });
});

describe('the books', () => {
  it('are right after all of that', async () => {
    expect(await app.services.ledger.verifyLedger(app.db.kysely)).toMatchObject({ ok: true, problems: [] });
  });
});
