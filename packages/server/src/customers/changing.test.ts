import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import type { Partner } from '../partners/index.ts';
import { finishClosing } from './sweep.ts';
import { PASSWORD, STRICT, accountBody, harness } from './test-harness.ts';

const world = await harness();
const {
  ask,
  clock,
  customers,
  db,
  fund,
  identity,
  ledger,
  makeAccount,
  makePartner,
  masterBalance,
  partners,
  sentMails,
} = world;

interface LoggedChange {
  readonly action: string;
  readonly changes: { field: string; from: unknown; to: unknown }[];
  readonly reason: string | null;
}

async function auditOf(partner: Partner, authId: string): Promise<LoggedChange[]> {
  const { rows } = await db.pool.query<LoggedChange>(
    'SELECT action, changes, reason FROM audit_entry WHERE partner_id = $1 AND object_id = $2 ORDER BY id',
    [partner.partnerId, authId],
  );
  return rows;
}

async function walletOf(partner: Partner, authId: string) {
  const { walletAccountId } = await customers.walletRef(partner.partnerId, authId);
  return (await ledger.getAccount(db.kysely, partner.partnerId, walletAccountId))!;
}

async function hold(partner: Partner, authId: string, amount: bigint): Promise<string> {
  const { walletAccountId } = await customers.walletRef(partner.partnerId, authId);
  const id = uuidv7();
  const result = await ledger.submit({
    kind: 'hold',
    partnerId: partner.partnerId,
    id,
    at: clock.now(),
    accountId: walletAccountId,
    amount,
    purpose: 'call',
    reference: null,
    expiresAt: null,
  });
  expect(result.outcome).toBe('held');
  return id;
}

async function release(partner: Partner, holdId: string): Promise<void> {
  await ledger.submit({
    kind: 'release',
    partnerId: partner.partnerId,
    id: uuidv7(),
    at: clock.now(),
    holdId,
  });
}

async function booksBalance(partner: Partner): Promise<void> {
  const report = await ledger.verifyLedger(db.kysely, { partnerId: partner.partnerId });
  expect(report.problems).toEqual([]);
}

describe('changing an account', () => {
  it('changes what is given, keeps the rest, and is in the log field by field', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner, { city: 'Pune' });
    const body = {
      name: 'Nimbus Two',
      city: null,
      phone: '+14155550100',
      timezone: 'UTC',
      gst_status: 'inactive',
      cps_limit: 1,
      concurrent_calls_limit: 2,
      reason: 'moved',
      version: 1,
    };
    const answer = await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      name: 'Nimbus Two',
      city: null,
      timezone: 'UTC',
      concurrent_calls_limit: 2,
      version: 2,
      country: 'IN',
    });
    expect(answer.body['auth_token']).toMatch(/^sk_live_…/);
    const entry = (await auditOf(partner, authId)).at(-1)!;
    expect(entry).toMatchObject({ action: 'account.updated', reason: 'moved' });
    expect(entry.changes.map((change) => change.field).sort()).toEqual([
      'city',
      'concurrent_calls_limit',
      'gst_status',
      'name',
      'phone',
      'timezone',
    ]);
    expect(entry.changes).toContainEqual({ field: 'city', from: 'Pune', to: null });
    expect((await customers.walletRef(partner.partnerId, authId)).name).toBe('Nimbus Two');
  });

  it('to what it is already writes nothing; a stale version is refused', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const before = (await auditOf(partner, authId)).length;
    expect(
      (
        await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, {
          body: { name: 'Nimbus Support', credit_limit: 0 },
        })
      ).body['version'],
    ).toBe(1);
    expect(await auditOf(partner, authId)).toHaveLength(before);
    const stale = await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, {
      body: { name: 'X', version: 7 },
    });
    expect(stale).toMatchObject({ status: 409, body: { error: 'account_version_conflict', version: 1 } });
  });

  it('names every fault at once and changes nothing', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const body = {
      name: '',
      phone: '12',
      timezone: '+05:30',
      tds_percentage: 101,
      cps_limit: 0,
      concurrent_calls_limit: 1e9,
      pricing_tier_id: 'x',
      gstin: 'bad',
      email: 'new@x.example',
      country: 'US',
      business_type: ' ',
      credit_limit: '1e400',
    };
    const answer = await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body });
    expect(answer.status).toBe(422);
    const fields = new Set((answer.body['details'] as { loc: string[] }[]).map((one) => one.loc[1]));
    expect(fields).toEqual(new Set(Object.keys(body)));
    const rules = await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, {
      body: { pricing_tier_id: uuidv7(), credit_limit: -1, name: 'Y', concurrent_calls_limit: 5 },
    });
    expect((rules.body['details'] as { loc: string[] }[]).map((one) => one.loc[1])).toEqual([
      'concurrent_calls_limit',
      'pricing_tier_id',
      'credit_limit',
    ]);
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body).toMatchObject({
      name: 'Nimbus Support',
      version: 1,
    });
  });

  it('gives credit that the master account covers, and takes back what is not in use', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const patch = (credit_limit: number) =>
      ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body: { credit_limit } });
    expect((await patch(600)).body).toMatchObject({
      credit_limit: 600,
      available_balance: 600,
      cash_credits: '0.00000',
    });
    expect(await masterBalance(partner)).toEqual({ balance: 100_000_000n, held: 60_000_000n });
    expect(await patch(1000.00001)).toMatchObject({
      status: 409,
      body: { error: 'credit_not_covered', available_balance: 400 },
    });
    const call = await hold(partner, authId, 25_000_000n);
    expect(await patch(100)).toMatchObject({
      status: 409,
      body: { error: 'account_credit_in_use', lowest_possible: 250 },
    });
    expect((await patch(250)).status).toBe(200);
    await release(partner, call);
    expect((await patch(0)).body).toMatchObject({ credit_limit: 0 });
    expect(await masterBalance(partner)).toEqual({ balance: 100_000_000n, held: 0n });
    expect((await auditOf(partner, authId)).at(-1)!.changes).toEqual([
      { field: 'credit_limit', from: '250.00000', to: '0.00000' },
    ]);
    await booksBalance(partner);
  });

  it('with credit needs the scope transfer and the capability, and changes nothing without', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const body = { credit_limit: 5, name: 'X' };
    expect(
      await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, {
        body,
        scopes: ['read', 'accounts'],
      }),
    ).toMatchObject({ status: 403, body: { scope: 'transfer' } });
    const without = await makePartner({ canTransferBalance: false });
    const other = await makeAccount(without);
    expect(await ask(without.authId, 'PATCH', `/partner/accounts/${other}`, { body })).toMatchObject({
      status: 403,
      body: { capability: 'can_transfer_balance' },
    });
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body).toMatchObject({
      version: 1,
      credit_limit: 0,
    });
  });
});

describe('a token with a daily transfer limit', () => {
  it('cannot raise a credit limit, and can lower it and change everything else', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const url = `/partner/accounts/${authId}`;
    const limited = (body: Record<string, unknown>) =>
      ask(partner.authId, 'PATCH', url, { body, maxTransferPerDay: 10_000_000_000n });
    expect(await limited({ credit_limit: 1, name: 'X' })).toMatchObject({
      status: 403,
      body: { error: 'credit_needs_unlimited_token' },
    });
    expect((await masterBalance(partner)).held).toBe(0n);
    expect((await ask(partner.authId, 'PATCH', url, { body: { credit_limit: 50 } })).status).toBe(200);
    expect((await limited({ credit_limit: 50.00001 })).status).toBe(403);
    expect(await limited({ credit_limit: 50, name: 'Y' })).toMatchObject({
      status: 200,
      body: { name: 'Y', credit_limit: 50 },
    });
    expect(await limited({ credit_limit: 20 })).toMatchObject({ status: 200, body: { credit_limit: 20 } });
    expect((await masterBalance(partner)).held).toBe(2_000_000n);
    expect((await limited({ credit_limit: 21 })).status).toBe(403);
  });
});

describe('suspending', () => {
  it('and resuming set status, reason and flags, once however often it is asked', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const url = `/partner/accounts/${authId}`;
    const first = await ask(partner.authId, 'POST', `${url}/suspend`, { body: { reason: 'unpaid' } });
    expect(first.body).toMatchObject({
      status: 'suspended',
      status_reason: 'unpaid',
      is_active: false,
      enabled: true,
      version: 2,
    });
    expect(
      (await ask(partner.authId, 'POST', `${url}/suspend`, { body: { reason: 'again' } })).body,
    ).toMatchObject({ status_reason: 'unpaid', version: 2 });
    expect(await world.directory.customerByAuthId(authId)).toMatchObject({ status: 'suspended' });
    expect((await ask(partner.authId, 'POST', `${url}/resume`)).body).toMatchObject({
      status: 'active',
      status_reason: null,
      is_active: true,
      version: 3,
    });
    expect((await auditOf(partner, authId)).map((entry) => entry.action).slice(-2)).toEqual([
      'account.suspended',
      'account.resumed',
    ]);
    expect((await ask(partner.authId, 'POST', `${url}/suspend`, { body: {} })).status).toBe(422);
  });
});

describe('closing', () => {
  it('returns the balance, takes back the credit, frees the slot and ends login and token', async () => {
    const partner = await makePartner({ maxAccounts: 1 });
    const body = accountBody();
    const created = await ask(partner.authId, 'POST', '/partner/accounts', { body });
    const authId = String(created.body['auth_id']);
    await fund(partner, authId, 12_345_678n);
    await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body: { credit_limit: 100 } });
    const closed = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, {
      body: { reason: 'left' },
      key: 'c',
    });
    expect(closed.status).toBe(200);
    expect(closed.body).toMatchObject({
      status: 'closed',
      cash_credits: '0.00000',
      credit_limit: 0,
      is_active: false,
      enabled: false,
      auth_token: '',
    });
    expect(await masterBalance(partner)).toEqual({ balance: 100_000_000n, held: 0n });
    const wallet = await walletOf(partner, authId);
    expect(wallet).toMatchObject({ balance: 0n, held: 0n, floor: 0n });
    expect(wallet.closedAt).not.toBeNull();
    const { entries } = await ledger.listEntries(db.kysely, partner.partnerId, { accountIds: [wallet.id] }, {
      limit: 5,
      offset: 0,
      after: null,
    } as never);
    expect(entries[0]!.transfer).toMatchObject({
      code: 'reclaim',
      amount: 12_345_678n,
      reference: `close:${authId}`,
    });
    const actions = (await auditOf(partner, authId)).map((entry) => entry.action);
    for (const action of ['account.closed', 'account.balance_returned', 'account.token_revoked'])
      expect(actions).toContain(action);
    const user = await identity.users.checkPassword(String(body['email']), PASSWORD);
    expect(user?.status).toBe('disabled');
    const { rows: live } = await db.pool.query(
      'SELECT 1 FROM api_credential WHERE auth_id = $1 AND revoked_at IS NULL',
      [authId],
    );
    expect(live).toEqual([]);
    expect((await partners.read(partner.partnerId)).partner.accountCount).toBe(0);
    expect((await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`)).body).toMatchObject({
      status: 'closed',
      version: closed.body['version'],
    });
    expect(
      (await ask(partner.authId, 'GET', `/partner/accounts/${authId}`, { version: STRICT })).body[
        'auth_token'
      ],
    ).toBe('');
    for (const [tail, more] of [
      ['suspend', { reason: 'x' }],
      ['resume', {}],
      ['rotate-token', {}],
      ['password-reset', {}],
    ] as const) {
      expect(
        await ask(partner.authId, 'POST', `/partner/accounts/${authId}/${tail}`, { body: more }),
        tail,
      ).toMatchObject({ status: 409, body: { error: 'customer_closed' } });
    }
    expect((await ask(partner.authId, 'POST', '/partner/accounts', { body })).body['details']).toMatchObject([
      { loc: ['body', 'email'] },
    ]);
    await makeAccount(partner);
    await booksBalance(partner);
  });

  it('is refused with the held amount while something is held, and changes nothing', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await fund(partner, authId, 10_000_000n);
    await hold(partner, authId, 2_500_000n);
    const answer = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, { body: {} });
    expect(answer).toMatchObject({
      status: 409,
      body: { error: 'account_has_holds', held_amount: 25, available_balance: 75, currency: 'INR' },
    });
    expect(answer.text).toContain('"held_amount":25.00');
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body).toMatchObject({
      status: 'active',
      version: 1,
      cash_credits: '100.00000',
    });
    expect((await partners.read(partner.partnerId)).partner.accountCount).toBe(1);
  });

  it('by force needs a reason, returns what is free at once and the rest when its hold has ended', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await fund(partner, authId, 10_000_000n);
    const call = await hold(partner, authId, 2_500_000n);
    expect(
      (await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, { body: { force: true } }))
        .body['details'],
    ).toMatchObject([{ loc: ['body', 'reason'] }]);
    const closed = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, {
      body: { force: true, reason: 'fraud' },
    });
    expect(closed.body).toMatchObject({ status: 'closed', cash_credits: '25.00000', held_balance: 25 });
    expect((await masterBalance(partner)).balance).toBe(97_500_000n);
    expect(await finishClosing(world, clock.now())).toBe(0);
    await release(partner, call);
    expect(await finishClosing(world, clock.now())).toBe(1);
    expect(await finishClosing(world, clock.now())).toBe(0);
    expect((await masterBalance(partner)).balance).toBe(100_000_000n);
    expect((await walletOf(partner, authId)).closedAt).not.toBeNull();
    await booksBalance(partner);
  });

  it('is refused while the wallet owes money', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body: { credit_limit: 100 } });
    const wallet = await walletOf(partner, authId);
    const revenue = await ledger.getAccountByKind(db.kysely, partner.partnerId, 'usage_revenue', 'INR');
    await ledger.submit({
      kind: 'transfer',
      partnerId: partner.partnerId,
      id: uuidv7(),
      at: clock.now(),
      debitAccountId: wallet.id,
      creditAccountId: revenue!.id,
      currency: 'INR',
      amount: 3_000_000n,
      code: 'cdr',
      reference: null,
      description: null,
    });
    expect(
      await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, {
        body: { force: true, reason: 'x' },
      }),
    ).toMatchObject({ status: 409, body: { error: 'account_in_debt', balance: -30 } });
    await fund(partner, authId, 3_000_000n);
    expect((await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`)).status).toBe(200);
    expect((await masterBalance(partner)).held).toBe(0n);
  });

  it('while money streams in loses none of it', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const paid = Promise.allSettled(Array.from({ length: 40 }, () => fund(partner, authId, 100_000n)));
    const closing = ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`);
    await paid;
    let answer = await closing;
    for (let n = 0; answer.status === 503 && n < 5; n += 1)
      answer = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`);
    expect(answer.status).toBe(200);
    expect((await masterBalance(partner)).balance).toBe(100_000_000n);
    expect(await walletOf(partner, authId)).toMatchObject({ balance: 0n });
    await booksBalance(partner);
  });
});

describe('access', () => {
  it('a new token replaces the old one, at once or after the overlap; a replay shows the same', async () => {
    const partner = await makePartner();
    const created = await ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody() });
    const authId = String(created.body['auth_id']);
    const first = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/rotate-token`, {
      body: { overlap_seconds: 3600 },
      key: 'r',
    });
    expect(first.body).toMatchObject({
      auth_id: authId,
      previous_token_expires_at: new Date(clock.now().getTime() + 3_600_000).toISOString(),
    });
    expect(first.body['auth_token']).not.toBe(created.body['auth_token']);
    expect(
      (
        await ask(partner.authId, 'POST', `/partner/accounts/${authId}/rotate-token`, {
          body: { overlap_seconds: 3600 },
          key: 'r',
        })
      ).text,
    ).toBe(first.text);
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body['auth_token']).toBe(
      first.body['auth_token'],
    );
    const { rows } = await db.pool.query<{ row: string }>(
      'SELECT c::text AS row FROM api_credential c WHERE auth_id = $1',
      [authId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).not.toContain(first.body['auth_token']);
    expect(
      (
        await ask(partner.authId, 'POST', `/partner/accounts/${authId}/rotate-token`, {
          body: { overlap_seconds: 604_801 },
        })
      ).status,
    ).toBe(422);
  });

  it('a password reset sends the customer a link that works once; the partner does not see it', async () => {
    const partner = await makePartner();
    const body = accountBody();
    const authId = await makeAccount(partner, body);
    const answer = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/password-reset`);
    expect(answer.status).toBe(202);
    expect(Object.keys(answer.body)).toEqual(['auth_id', 'email', 'expires_at']);
    const mail = (await sentMails()).filter((one) => one.to.address === body['email']).at(-1)!;
    const token = /https:\/\/portal\.example\/\S*?([0-9A-Za-z]{43})/.exec(mail.text)?.[1];
    expect(mail.subject).toContain('Acme Telecom');
    const origin = { ip: '192.0.2.1', userAgent: null, requestId: null };
    await identity.links.use(token!, 'Another-horse-8', origin);
    expect(await identity.users.checkPassword(String(body['email']), 'Another-horse-8')).not.toBeNull();
    await expect(identity.links.use(token!, 'Another-horse-9', origin)).rejects.toMatchObject({
      code: 'link_used',
    });
  });
});
