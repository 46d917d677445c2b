import type { FieldChange } from '../audit/index.ts';
import type { LedgerAccount } from '../ledger/index.ts';
import type { By } from '../partners/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { creditInUse, creditNotCovered } from './errors.ts';

/** The wallet of a customer as it is now; nothing is locked. */
export async function readWallet(
  deps: CustomersDeps,
  reader: Reader,
  customer: Customer,
): Promise<LedgerAccount> {
  const wallet = await deps.ledger.getAccount(reader, customer.partnerId, customer.walletAccountId);
  if (wallet === null) throw new Error(`${customer.authId} has lost its wallet.`);
  return wallet;
}

/** The master account that a wallet is funded from. */
export async function masterAccountId(
  deps: CustomersDeps,
  reader: Reader,
  customer: Customer,
): Promise<string> {
  const { partnerId, currency } = customer;
  const master = await deps.ledger.getAccountByKind(reader, partnerId, 'master', currency);
  if (master === null) throw new Error(`Partner ${partnerId} has no master account in ${currency}.`);
  return master.id;
}

export interface CreditChange {
  /** Units of 10⁻⁵. */
  readonly limit: bigint;
  /** More of the partner's money than before. */
  readonly raised: boolean;
  readonly change: FieldChange;
}

/** What a wanted credit limit changes; null when it is that already. */
export async function readCreditChange(
  deps: CustomersDeps,
  reader: Reader,
  customer: Customer,
  limit: bigint,
): Promise<CreditChange | null> {
  const { floor } = await readWallet(deps, reader, customer);
  const before = -(floor ?? 0n);
  if (before === limit) return null;
  return {
    limit,
    raised: limit > before,
    change: { field: 'credit_limit', from: formatFixed(before), to: formatFixed(limit) },
  };
}

/**
 * Lets a wallet go `limit` below zero and holds as much on the master account; 0 takes the credit back.
 * Throws 409 `account_credit_in_use` naming the lowest limit that is possible, and `credit_not_covered`.
 */
export async function setCredit(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  limit: bigint,
  by: By,
): Promise<void> {
  const result = await deps.ledger.delegateCredit(tx, {
    partnerId: customer.partnerId,
    masterAccountId: await masterAccountId(deps, tx, customer),
    walletAccountId: customer.walletAccountId,
    amount: limit,
    at: by.at,
  });
  if (result.outcome === 'set') return;
  const { currency } = customer;
  switch (result.reason) {
    case 'credit_in_use':
      throw creditInUse({ facts: { lowest_possible: result.lowest, requested_limit: limit, currency } });
    case 'insufficient_balance':
      throw creditNotCovered({
        facts: { available_balance: result.available, requested_amount: result.requested, currency },
      });
    case 'account_not_found':
    case 'account_closed':
    case 'currency_mismatch':
      throw new Error(`The credit of ${customer.authId} was refused: ${result.reason}.`);
  }
}
