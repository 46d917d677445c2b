import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { lockAccounts, updateFloor } from './account-store.ts';

/** Purpose of the hold on the master account that covers a wallet's credit; its reference is the wallet. */
export const CREDIT_PURPOSE = 'credit';

export interface CreditDelegation {
  readonly partnerId: string;
  readonly masterAccountId: string;
  readonly walletAccountId: string;
  /** What the wallet's credit is to be from now on, in all; 0 takes it back. */
  readonly amount: bigint;
  readonly at: Date;
}

export type DelegationResult =
  | { readonly outcome: 'set'; readonly amount: bigint; readonly before: bigint }
  | {
      readonly outcome: 'refused';
      readonly reason: 'account_not_found' | 'account_closed' | 'currency_mismatch';
    }
  /** The wallet has spent of its credit: `lowest` is the least it can be now. */
  | { readonly outcome: 'refused'; readonly reason: 'credit_in_use'; readonly lowest: bigint }
  /** The master account cannot cover more. */
  | {
      readonly outcome: 'refused';
      readonly reason: 'insufficient_balance';
      readonly available: bigint;
      readonly requested: bigint;
    };

/**
 * Lets a wallet fall to −amount, with the same amount held on the partner's master account, in one step. So a customer's
 * credit is always covered by money or credit of its partner.
 */
export async function delegateCredit(tx: Tx, input: CreditDelegation): Promise<DelegationResult> {
  const { partnerId, masterAccountId, walletAccountId, amount } = input;
  if (amount < 0n) throw new RangeError('Credit cannot be negative.');
  const accounts = await lockAccounts(tx, partnerId, [masterAccountId, walletAccountId]);
  const master = accounts.get(masterAccountId);
  const wallet = accounts.get(walletAccountId);
  if (master === undefined || wallet === undefined)
    return { outcome: 'refused', reason: 'account_not_found' };
  if (master.closedAt !== null || wallet.closedAt !== null)
    return { outcome: 'refused', reason: 'account_closed' };
  if (master.currency !== wallet.currency) return { outcome: 'refused', reason: 'currency_mismatch' };

  const hold = await readCreditHold(tx, partnerId, masterAccountId, walletAccountId);
  const before = hold?.amount ?? 0n;
  const inUse = wallet.held - wallet.balance;
  const lowest = inUse > 0n ? inUse : 0n;
  if (amount < lowest) return { outcome: 'refused', reason: 'credit_in_use', lowest };
  const more = amount - before;
  if (master.available !== null && more > master.available) {
    return {
      outcome: 'refused',
      reason: 'insufficient_balance',
      available: master.available,
      requested: more,
    };
  }
  if (more === 0n) return { outcome: 'set', amount, before };
  await writeCreditHold(tx, input, hold?.id ?? null);
  await sql`UPDATE ledger_account SET held = held + ${more}
    WHERE partner_id = ${partnerId} AND id = ${masterAccountId}`.execute(tx);
  await updateFloor(tx, partnerId, walletAccountId, -amount);
  return { outcome: 'set', amount, before };
}

async function readCreditHold(
  tx: Tx,
  partnerId: string,
  masterAccountId: string,
  walletAccountId: string,
): Promise<{ id: string; amount: bigint } | undefined> {
  const { rows } = await sql<{ id: string; amount: bigint }>`SELECT id, amount FROM ledger_hold
    WHERE partner_id = ${partnerId} AND account_id = ${masterAccountId} AND purpose = ${CREDIT_PURPOSE}
      AND reference = ${walletAccountId} AND ended_at IS NULL`.execute(tx);
  return rows[0];
}

async function writeCreditHold(tx: Tx, input: CreditDelegation, holdId: string | null): Promise<void> {
  const { partnerId, masterAccountId, walletAccountId, amount, at } = input;
  if (holdId === null) {
    const id = uuidv7(at);
    await sql`INSERT INTO ledger_hold (partner_id, id, account_id, purpose, reference, amount, taken_at, applied)
      VALUES (${partnerId}, ${id}, ${masterAccountId}, ${CREDIT_PURPOSE}, ${walletAccountId}, ${amount}, ${at}, ${[id]}::uuid[])`.execute(
      tx,
    );
  } else if (amount > 0n) {
    await sql`UPDATE ledger_hold SET amount = ${amount} WHERE partner_id = ${partnerId} AND id = ${holdId}`.execute(
      tx,
    );
  } else {
    await sql`UPDATE ledger_hold SET ended_at = ${at} WHERE partner_id = ${partnerId} AND id = ${holdId}`.execute(
      tx,
    );
  }
}
