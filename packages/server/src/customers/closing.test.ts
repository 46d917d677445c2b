import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { LedgerAccount } from '../ledger/index.ts';
import type { Partner } from '../partners/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { finishClosing } from './sweep.ts';
import { harness } from './test-harness.ts';

const world = await harness();
const { ask, clock, customers, db, fund, ledger, makeAccount, makePartner, masterBalance, partners } = world;

async function walletOf(partner: Partner, authId: string): Promise<LedgerAccount> {
  const { walletAccountId } = await customers.walletRef(partner.partnerId, authId);
  return (await ledger.getAccount(db.kysely, partner.partnerId, walletAccountId))!;
}

async function startCall(partner: Partner, authId: string, amount: bigint): Promise<string> {
  const { id: accountId } = await walletOf(partner, authId);
  const id = uuidv7();
  const { partnerId } = partner;
  const result = await ledger.submit({
    ...{ kind: 'hold', partnerId, id, at: clock.now(), accountId, amount },
    ...{ purpose: 'call', reference: null, expiresAt: null },
  });
  expect(result.outcome).toBe('held');
  return id;
}

async function endCall(partner: Partner, holdId: string, amount: bigint): Promise<void> {
  const { partnerId } = partner;
  const revenue = await ledger.getAccountByKind(db.kysely, partnerId, 'usage_revenue', 'INR');
  const result = await ledger.submit({
    ...{ kind: 'settle', partnerId, id: uuidv7(), at: clock.now(), holdId, amount },
    ...{ creditAccountId: revenue!.id, code: 'cdr', reference: null, description: null },
  });
  expect(result.outcome).toBe('posted');
}

async function closeByForce(partner: Partner, authId: string): Promise<void> {
  const body = { force: true, reason: 'fraud' };
  const answer = await ask(partner.authId, 'POST', `/partner/accounts/${authId}/close`, { body });
  expect(answer.status).toBe(200);
}

async function withCredit(partner: Partner, limit: number): Promise<string> {
  const authId = await makeAccount(partner);
  const body = { credit_limit: limit };
  expect((await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, { body })).status).toBe(200);
  return authId;
}

async function booksBalance(partner: Partner): Promise<void> {
  const report = await ledger.verifyLedger(db.kysely, { partnerId: partner.partnerId });
  expect(report.problems).toEqual([]);
}

describe('an account that was closed by force while calls used its credit', () => {
  it('is settled from what the master account holds for it, and nothing stays held, when all else is spent', async () => {
    const partner = await makePartner({ startingBalance: 5_000_000n });
    const authId = await withCredit(partner, 50);
    const call = await startCall(partner, authId, 5_000_000n);
    await closeByForce(partner, authId);
    await endCall(partner, call, 5_000_000n);
    expect(await walletOf(partner, authId)).toMatchObject({ balance: -5_000_000n, held: 0n });
    expect(await masterBalance(partner)).toEqual({ balance: 5_000_000n, held: 5_000_000n });
    expect(await finishClosing(world, clock.now())).toBe(1);
    expect(await masterBalance(partner)).toEqual({ balance: 0n, held: 0n });
    const wallet = await walletOf(partner, authId);
    expect(wallet).toMatchObject({ balance: 0n, held: 0n, floor: 0n });
    expect(wallet.closedAt).not.toBeNull();
    const page = { limit: 1, offset: 0, after: null };
    const { entries } = await ledger.listEntries(
      db.kysely,
      partner.partnerId,
      { accountIds: [wallet.id] },
      page,
    );
    expect(entries[0]!.transfer).toMatchObject({
      code: 'transfer',
      amount: 5_000_000n,
      reference: `close:${authId}`,
      description: `Credit settled at closing ${authId}`,
    });
    const { rows } = await db.pool.query(
      `SELECT actor_label, changes FROM audit_entry WHERE object_id = $1 AND action = 'account.credit_settled'`,
      [authId],
    );
    expect(rows).toEqual([
      { actor_label: 'closing sweep', changes: [{ field: 'settled', from: null, to: '50.00000 INR' }] },
    ]);
    expect(await finishClosing(world, clock.now())).toBe(0);
    await booksBalance(partner);
  });

  it('gives back at once what its running calls do not need, and the rest when the last has ended', async () => {
    const partner = await makePartner();
    const authId = await withCredit(partner, 80);
    await fund(partner, authId, 1_000_000n);
    const [first, second] = [
      await startCall(partner, authId, 4_000_000n),
      await startCall(partner, authId, 2_000_000n),
    ];
    await closeByForce(partner, authId);
    // 10 of its own and 80 of credit, 60 held: 50 of the credit is needed.
    expect(await masterBalance(partner)).toEqual({ balance: 99_000_000n, held: 5_000_000n });
    await endCall(partner, first, 3_000_000n);
    expect(await finishClosing(world, clock.now())).toBe(0);
    expect(await walletOf(partner, authId)).toMatchObject({ balance: -2_000_000n, held: 2_000_000n });
    expect((await masterBalance(partner)).held).toBe(4_000_000n);
    await endCall(partner, second, 500_000n);
    expect(await finishClosing(world, clock.now())).toBe(1);
    expect(await masterBalance(partner)).toEqual({ balance: 96_500_000n, held: 0n });
    await booksBalance(partner);
  });
});

describe('the sweep', () => {
  it('reaches every wallet, however many before it cannot be ended, and tells of those that failed', async () => {
    const partner = await makePartner();
    const broken = await makeAccount(partner);
    const waiting = [await makeAccount(partner), await makeAccount(partner), await makeAccount(partner)];
    const ready = await makeAccount(partner);
    const calls = new Map<string, string>();
    for (const authId of [broken, ...waiting, ready]) {
      await fund(partner, authId, 100_000n);
      calls.set(authId, await startCall(partner, authId, 100_000n));
      await closeByForce(partner, authId);
    }
    await endCall(partner, calls.get(ready)!, 60_000n);
    const walletId = (await walletOf(partner, broken)).id;
    const move = (to: string, from: string) =>
      sql`UPDATE customer SET wallet_account_id = ${to} WHERE wallet_account_id = ${from}`.execute(db.kysely);
    const lost = uuidv7();
    await move(lost, walletId);
    await expect(finishClosing(world, clock.now(), 2)).rejects.toMatchObject({
      message: '1 wallets of closed accounts could not be ended',
      errors: [{ message: `${broken} has lost its wallet.` }],
    });
    expect((await walletOf(partner, ready)).closedAt).not.toBeNull();
    await move(walletId, lost);
    for (const authId of [broken, ...waiting]) await endCall(partner, calls.get(authId)!, 100_000n);
    expect(await finishClosing(world, clock.now(), 2)).toBe(4);
    await booksBalance(partner);
  });
});

describe('closing a customer', () => {
  it('and its partner at once never fails', async () => {
    for (let round = 0; round < 8; round += 1) {
      const partner = await makePartner();
      const authId = await makeAccount(partner);
      await makeAccount(partner);
      const by = world.by();
      const options = { reason: 'left', force: true };
      const outcomes = await Promise.allSettled([
        db.inTransaction((tx) => customers.close(tx, partner.partnerId, authId, options, by)),
        db.inTransaction((tx) => partners.close(tx, partner.partnerId, options, by)),
      ]);
      expect(outcomes.map((one) => (one.status === 'rejected' ? String(one.reason) : one.status))).toEqual([
        'fulfilled',
        'fulfilled',
      ]);
    }
  });
});

describe('a change of the tier', () => {
  it('that fails in the database is no fault of the input', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const failing = db.inTransaction(async (tx) => {
      await sql`ALTER TABLE pricing_tier RENAME TO pricing_tier_gone`.execute(tx);
      const rights = { mayRaiseCredit: true };
      return customers.patch(
        tx,
        partner.partnerId,
        authId,
        { pricing_tier_id: uuidv7() },
        rights,
        world.by(),
      );
    });
    await expect(failing).rejects.toMatchObject({ code: '42P01' });
    const defaultOfPartner = db.inTransaction(async (tx) => {
      await sql`ALTER TABLE pricing_tier RENAME TO pricing_tier_gone`.execute(tx);
      return partners.patch(tx, partner.partnerId, { defaultPricingTierId: uuidv7() }, {}, world.by());
    });
    await expect(defaultOfPartner).rejects.toMatchObject({ code: '42P01' });
  });
});
