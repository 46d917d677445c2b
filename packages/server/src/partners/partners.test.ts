import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { AppError, ValidationFailure } from '../platform/errors/index.ts';
import type { CreatedPartner } from './partner.ts';
import { by, createPartner, harness, nextEmail } from '../../test/partners-harness.ts';
import { DAY_MS } from '../platform/time/index.ts';

const { db, clock, partners, balances } = await harness();

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (failure: unknown) => failure,
  );
  if (error instanceof AppError) return error.code;
  if (error instanceof ValidationFailure) return error.details.map((fault) => fault.loc.join('.')).join(' ');
  throw error as Error;
}

async function auditOf(
  partnerId: string,
): Promise<
  { action: string; changes: { field: string; from: unknown; to: unknown }[]; reason: string | null }[]
> {
  const { rows } =
    await sql<never>`SELECT action, changes, reason FROM audit_entry WHERE partner_id = ${partnerId} ORDER BY id`.execute(
      db.kysely,
    );
  return rows;
}

describe('a new partner', () => {
  test('has its row, its books, its starting balance, a token and a link, and an entry in the log', async () => {
    const created = await createPartner({
      company: 'Acme Telecom Private Limited',
      startingBalance: 4_825_000_000n,
      creditLimit: 1_000_000_000n,
    });
    expect(created.partner).toMatchObject({
      slug: 'acme-telecom-private-limited',
      status: 'active',
      currency: 'INR',
      country: 'IN',
      accountCount: 0,
      maxAccounts: 1000,
    });
    expect(created.partner.authId).toMatch(/^partner-[a-z0-9]{8}$/);
    expect(created.partner.accountId).toBeGreaterThanOrEqual(500_000n);
    expect(created.masters).toEqual([
      {
        currency: 'INR',
        balance: 4_825_000_000n,
        held: 0n,
        creditLimit: 1_000_000_000n,
        available: 5_825_000_000n,
      },
    ]);
    expect(created.token).toMatch(/^sk_live_[0-9A-Za-z]{40,}$/);
    expect(created.welcomeUrl).toMatch(/^https:\/\/portal\.example\//);
    expect(created.welcomeExpiresAt.getTime() - clock.now().getTime()).toBe(7 * DAY_MS);
    expect(await balances(created.partner.partnerId)).toEqual({
      adjustment: 0n,
      funding: -4_825_000_000n,
      margin: 0n,
      master: 4_825_000_000n,
      number_revenue: 0n,
      tax: 0n,
      usage_revenue: 0n,
      write_off: 0n,
    });
    const log = await auditOf(created.partner.partnerId);
    expect(log.map((entry) => entry.action)).toContain('partner.created');
    expect(log.find((entry) => entry.action === 'partner.created')!.changes).toContainEqual({
      field: 'starting_balance',
      from: null,
      to: '48250.00000',
    });
  });

  test('of a company that exists already gets another slug; a slug that was asked for is a fault when taken', async () => {
    const first = await createPartner({ company: 'Twin & Co.' });
    const second = await createPartner({ company: 'Twin & Co.' });
    expect(first.partner.slug).toBe('twin-co');
    expect(second.partner.slug).toMatch(/^twin-co-[a-z0-9]{4}$/);
    expect(await codeOf(createPartner({ slug: 'twin-co' }))).toBe('body.slug');
  });

  test('in test mode has a test token', async () => {
    expect((await createPartner({ mode: 'test' })).token).toMatch(/^sk_test_/);
  });

  test('whose e-mail has a login already is not made at all', async () => {
    const email = nextEmail();
    await createPartner({ email });
    const before = await partners.list({});
    expect(await codeOf(createPartner({ email: email.toUpperCase() }))).toBe('body.email');
    expect((await partners.list({})).total).toBe(before.total);
  });

  test('names every fault of what was granted at once', async () => {
    expect(await codeOf(createPartner({ country: 'XX', currency: 'JPY' }))).toBe(
      'body.country body.currency',
    );
    expect(
      await codeOf(createPartner({ defaultPricingTierId: '00000000-0000-7000-8000-000000000000' })),
    ).toBe('body.default_pricing_tier_id');
  });
});

describe('accounts', () => {
  test('fifty who create at once at a limit of ten make ten', async () => {
    const { partner } = await createPartner({ maxAccounts: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        db.inTransaction((tx) => partners.takeAccountSlot(tx, partner.partnerId)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10);
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as AppError).code] : [],
    );
    expect(new Set(refusals)).toEqual(new Set(['max_accounts_reached']));
    expect((await partners.read(partner.authId)).partner.accountCount).toBe(10);
    await db.inTransaction((tx) => partners.giveBackAccountSlot(tx, partner.partnerId));
    await db.inTransaction((tx) => partners.takeAccountSlot(tx, partner.partnerId));
    expect(await codeOf(db.inTransaction((tx) => partners.takeAccountSlot(tx, partner.partnerId)))).toBe(
      'max_accounts_reached',
    );
  });

  test('a slot that was taken in a transaction that fails is free again', async () => {
    const { partner } = await createPartner({ maxAccounts: 1 });
    await expect(
      db.inTransaction(async (tx) => {
        await partners.takeAccountSlot(tx, partner.partnerId);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await partners.read(partner.partnerId)).partner.accountCount).toBe(0);
  });

  test('a limit below what exists is refused, naming the lowest possible', async () => {
    const { partner } = await createPartner({ maxAccounts: 5 });
    for (let n = 0; n < 3; n += 1)
      await db.inTransaction((tx) => partners.takeAccountSlot(tx, partner.partnerId));
    const patch = (maxAccounts: number) =>
      db.inTransaction((tx) => partners.patch(tx, partner.partnerId, { maxAccounts }, {}, by()));
    await expect(patch(2)).rejects.toMatchObject({
      code: 'max_accounts_in_use',
      facts: { lowest_possible: 3 },
    });
    expect((await patch(3)).partner.maxAccounts).toBe(3);
  });
});

describe('a change', () => {
  test('is in the log field by field, and raises the version', async () => {
    const { partner } = await createPartner();
    const patch = {
      gstin: '27AAPFU0939F1ZV',
      gstStatus: 'active',
      tdsApplicable: true,
      tdsPercentage: 2.5,
      canTransferBalance: false,
      name: partner.name,
    } as const;
    const changed = await db.inTransaction((tx) =>
      partners.patch(tx, partner.authId, patch, { reason: 'contract', version: 1 }, by()),
    );
    expect(changed.partner).toMatchObject({
      version: 2,
      gstin: '27AAPFU0939F1ZV',
      tdsPercentage: 2.5,
      canTransferBalance: false,
    });
    const last = (await auditOf(partner.partnerId)).at(-1)!;
    expect(last).toMatchObject({ action: 'partner.updated', reason: 'contract' });
    expect(last.changes).toEqual([
      { field: 'gstin', from: '', to: '27AAPFU0939F1ZV' },
      { field: 'gst_status', from: 'inactive', to: 'active' },
      { field: 'tds_applicable', from: false, to: true },
      { field: 'tds_percentage', from: 0, to: 2.5 },
      { field: 'can_transfer_balance', from: true, to: false },
    ]);
  });

  test('that changes nothing leaves no trace', async () => {
    const { partner } = await createPartner();
    const before = await auditOf(partner.partnerId);
    const same = await db.inTransaction((tx) =>
      partners.patch(tx, partner.authId, { name: partner.name }, {}, by()),
    );
    expect(same.partner.version).toBe(1);
    expect(await auditOf(partner.partnerId)).toEqual(before);
  });

  test('made on an older version is refused', async () => {
    const { partner } = await createPartner();
    const rename = (name: string) =>
      db.inTransaction((tx) => partners.patch(tx, partner.authId, { name }, { version: 1 }, by()));
    const outcomes = await Promise.allSettled([rename('A'), rename('B')]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await codeOf(rename('C'))).toBe('partner_version_conflict');
  });

  test('of nobody answers 404', async () => {
    expect(await codeOf(partners.read('partner-nobody00'))).toBe('not_found');
    expect(await codeOf(partners.read('00000000-0000-7000-8000-000000000000'))).toBe('not_found');
    expect(await codeOf(db.inTransaction((tx) => partners.suspend(tx, 'partner-nobody00', 'x', by())))).toBe(
      'not_found',
    );
  });
});

describe('life cycle', () => {
  test('suspend and resume, each once', async () => {
    const { partner } = await createPartner();
    for (let n = 0; n < 2; n += 1) {
      expect(
        (await db.inTransaction((tx) => partners.suspend(tx, partner.authId, 'unpaid', by()))).partner.status,
      ).toBe('suspended');
    }
    expect(
      (await db.inTransaction((tx) => partners.resume(tx, partner.authId, undefined, by()))).partner.status,
    ).toBe('active');
    expect(
      (await auditOf(partner.partnerId))
        .map((entry) => entry.action)
        .filter((action) => /suspended|resumed/.test(action)),
    ).toEqual(['partner.suspended', 'partner.resumed']);
  });

  test('a partner with money left closes by force alone, and closing is final', async () => {
    const { partner } = await createPartner({ startingBalance: 100_000n });
    const close = (force: boolean) =>
      db.inTransaction((tx) => partners.close(tx, partner.authId, { reason: 'over', force }, by()));
    await expect(close(false)).rejects.toMatchObject({
      code: 'partner_has_balance',
      facts: { left: [{ kind: 'master', currency: 'INR', accounts: 1, balance: 100_000n, held: 0n }] },
    });
    expect((await close(true)).partner.status).toBe('closed');
    expect((await auditOf(partner.partnerId)).map((entry) => entry.action)).toContain(
      'partner.closed_by_force',
    );
    expect(await codeOf(close(true))).toBe('partner_closed');
    expect(await codeOf(db.inTransaction((tx) => partners.resume(tx, partner.authId, undefined, by())))).toBe(
      'partner_closed',
    );
    expect(
      await codeOf(
        db.inTransaction((tx) =>
          partners.fund(tx, partner.authId, { amount: 1n, reference: 'r', reason: 'x' }, by()),
        ),
      ),
    ).toBe('partner_closed');
  });

  test('a closed partner has no live token', async () => {
    const { partner } = await createPartner();
    await db.inTransaction((tx) =>
      partners.close(tx, partner.authId, { reason: 'over', force: false }, by()),
    );
    const { rows } = await sql<{
      live: bigint;
    }>`SELECT count(*) AS live FROM api_credential WHERE partner_id = ${partner.partnerId} AND revoked_at IS NULL`.execute(
      db.kysely,
    );
    expect(rows[0]!.live).toBe(0n);
  });
});

describe('master accounts', () => {
  test('funding and adjusting are ledger transfers with reference and reason', async () => {
    const { partner } = await createPartner();
    const fund = await db.inTransaction((tx) =>
      partners.fund(tx, partner.authId, { amount: 5_000_000n, reference: 'UTR 1', reason: 'bank' }, by()),
    );
    expect(fund).toMatchObject({
      amount: 5_000_000n,
      balanceAfter: 5_000_000n,
      code: 'funding',
      reference: 'UTR 1',
      reason: 'bank',
    });
    const down = await db.inTransaction((tx) =>
      partners.adjust(tx, partner.authId, { amount: -1_000_000n, reference: 'T-1', reason: 'double' }, by()),
    );
    expect(down).toMatchObject({ amount: -1_000_000n, balanceAfter: 4_000_000n, code: 'adjustment' });
    const up = await db.inTransaction((tx) =>
      partners.adjust(tx, partner.authId, { amount: 500_000n, reference: 'T-2', reason: 'gift' }, by()),
    );
    expect(up.balanceAfter).toBe(4_500_000n);
    expect(await balances(partner.partnerId)).toMatchObject({
      funding: -5_000_000n,
      adjustment: 500_000n,
      master: 4_500_000n,
    });
    expect((await auditOf(partner.partnerId)).at(-1)).toMatchObject({
      action: 'partner.adjusted',
      reason: 'gift',
      changes: [
        { field: 'balance.INR', from: '40.00000', to: '45.00000' },
        { field: 'reference', from: null, to: 'T-2' },
      ],
    });
  });

  test('adjusting below what is available is refused and changes nothing', async () => {
    const { partner } = await createPartner({ startingBalance: 100n, creditLimit: 50n });
    const adjust = (amount: bigint) =>
      db.inTransaction((tx) =>
        partners.adjust(tx, partner.authId, { amount, reference: 'T', reason: 'x' }, by()),
      );
    await expect(adjust(-151n)).rejects.toMatchObject({
      code: 'master_balance_too_low',
      facts: { available: 150n },
    });
    expect((await adjust(-150n)).balanceAfter).toBe(-50n);
    expect(await codeOf(adjust(0n))).toBe('body.amount');
    expect(
      await codeOf(
        db.inTransaction((tx) =>
          partners.fund(tx, partner.authId, { amount: 0n, reference: 'T', reason: 'x' }, by()),
        ),
      ),
    ).toBe('body.amount');
  });

  test('a credit limit below what is in use is refused, naming the lowest possible', async () => {
    const { partner } = await createPartner({ creditLimit: 1_000n });
    await db.inTransaction((tx) =>
      partners.adjust(tx, partner.authId, { amount: -400n, reference: 'T', reason: 'x' }, by()),
    );
    const limit = (creditLimit: bigint) =>
      db.inTransaction((tx) => partners.setCreditLimit(tx, partner.authId, { creditLimit }, by()));
    await expect(limit(399n)).rejects.toMatchObject({
      code: 'credit_limit_in_use',
      facts: { lowest_possible: 400n },
    });
    expect((await limit(400n)).masters[0]).toMatchObject({ creditLimit: 400n, available: 0n });
    expect((await auditOf(partner.partnerId)).at(-1)).toMatchObject({
      changes: [{ field: 'credit_limit.INR', from: '0.01000', to: '0.00400' }],
    });
    expect(await codeOf(limit(-1n))).toBe('body.credit_limit');
  });

  test('further currencies are opened once, and only configured ones', async () => {
    const { partner } = await createPartner();
    const open = (currency: string) =>
      db.inTransaction((tx) =>
        partners.openMasterAccount(tx, partner.authId, { currency, creditLimit: 700n }, by()),
      );
    expect((await open('USD')).masters.map((master) => [master.currency, master.creditLimit])).toEqual([
      ['INR', 0n],
      ['USD', 700n],
    ]);
    expect(await codeOf(open('USD'))).toBe('master_account_exists');
    expect(await codeOf(open('JPY'))).toBe('body.currency');
    await db.inTransaction((tx) =>
      partners.fund(tx, partner.authId, { amount: 9n, currency: 'USD', reference: 'r', reason: 'x' }, by()),
    );
    expect((await partners.read(partner.authId)).masters[1]).toMatchObject({ currency: 'USD', balance: 9n });
    expect(
      await codeOf(
        db.inTransaction((tx) =>
          partners.fund(
            tx,
            partner.authId,
            { amount: 9n, currency: 'EUR', reference: 'r', reason: 'x' },
            by(),
          ),
        ),
      ),
    ).toBe('no_master_account');
  });
});

describe('lists', () => {
  test('are searched, filtered and paged, and no character of a search is a wildcard', async () => {
    const tag = `zq${Date.now().toString(36)}`;
    const made: CreatedPartner[] = [];
    for (const name of [`${tag} One`, `${tag} 50%`, `${tag} Three`]) made.push(await createPartner({ name }));
    await db.inTransaction((tx) => partners.suspend(tx, made[2]!.partner.authId, 'x', by()));
    const names = async (query: Parameters<typeof partners.list>[0]) =>
      (await partners.list(query)).partners.map(({ partner }) => partner.name);
    expect(await names({ search: tag })).toEqual([`${tag} Three`, `${tag} 50%`, `${tag} One`]);
    expect(await names({ search: `${tag} 50%` })).toEqual([`${tag} 50%`]);
    expect(await names({ search: `${tag}_` })).toEqual([]);
    expect(await names({ search: tag.toUpperCase(), status: 'suspended' })).toEqual([`${tag} Three`]);
    expect(await names({ search: made[0]!.partner.authId })).toEqual([`${tag} One`]);
    const first = await partners.list({ search: tag, per_page: 2 });
    expect(first).toMatchObject({ total: 3, perPage: 2 });
    expect(await names({ search: tag, per_page: 2, cursor: first.nextCursor! })).toEqual([`${tag} One`]);
    expect(await names({ search: tag, per_page: 2, page: 2 })).toEqual([`${tag} One`]);
  });
});
