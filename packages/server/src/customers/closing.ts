import { toAuditRow } from '../audit/index.ts';
import { CREDIT_PURPOSE, type LedgerAccount, type TransferCommand } from '../ledger/index.ts';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, serviceUnavailable } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { masterAccountId, readWallet } from './credit.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { heldBy } from './held-by.ts';
import { accountHasHolds, accountHasNumbers, accountInDebt } from './errors.ts';
import { findCustomer, lockAnyCustomer } from './find-customer.ts';
import { saveCustomer } from './saving.ts';
import { updateWalletClosed } from './store.ts';

export interface CloseOptions {
  readonly reason?: string | undefined;
  /** Close although money is held or the account has numbers. */
  readonly force: boolean;
}

/** Money may come or go between looking at a wallet and emptying it; then it is looked at again. */
const ATTEMPTS = 4;

/**
 * Ends an account for good: its free balance goes back to the master account, its credit is taken back, its logins and
 * tokens die and its place among the partner's accounts is free again. Closing twice is closing once.
 * By force its numbers are released at once, without a fee.
 * Throws 404, 409 `account_in_debt`, `account_has_numbers` and `account_has_holds` unless forced, and 422 for force without a reason.
 */
export async function closeCustomer(
  deps: CustomersDeps,
  tx: Tx,
  partnerId: string,
  id: string,
  options: CloseOptions,
  by: By,
): Promise<Customer> {
  const customer = await lockAnyCustomer(tx, partnerId, id);
  if (customer.status === 'closed') return customer;
  if (options.force && options.reason === undefined) {
    throw new ValidationFailure([fault(['body', 'reason'], 'missing', 'A forced close needs a reason')]);
  }
  await refuseNumbers(deps, tx, customer, options.force);
  await checkClosable(deps, tx, customer, await readWallet(deps, tx, customer), options.force);
  const holds = await deps.ending.end(tx, customer, by);
  // Read again: what ends with the account may be written in its row.
  const open = await findCustomer(tx, partnerId, customer.authId);
  const closed: Customer = {
    ...open,
    status: 'closed',
    statusReason: options.reason ?? null,
    statusBy: by.actor.label,
  };
  const action = options.force ? 'account.closed_by_force' : 'account.closed';
  const saved = await saveCustomer(deps, tx, open, closed, by, { action, reason: options.reason });
  // The partner's row before the credentials, as in closing a partner: the other way round the two would deadlock.
  await deps.partners.giveBackAccountSlot(tx, partnerId);
  await deps.access.revokeAll(tx, customer, by);
  await freeHolds(deps, tx, saved, holds, by);
  await endWallet(deps, tx, saved, options.force, by);
  return saved;
}

async function refuseNumbers(deps: CustomersDeps, tx: Tx, customer: Customer, force: boolean): Promise<void> {
  if (force) return;
  const numbers = await deps.ending.numbersOf(tx, customer);
  if (numbers > 0) throw accountHasNumbers({ facts: { numbers } });
}

/** Frees what was held for numbers. The partner is locked before the wallet, as whoever moves money afterwards does it. */
async function freeHolds(
  deps: CustomersDeps,
  tx: Tx,
  { partnerId, walletAccountId }: Customer,
  holds: readonly string[],
  by: By,
): Promise<void> {
  if (holds.length === 0) return;
  await deps.ledger.lock(tx, partnerId, [walletAccountId]);
  await deps.ledger.post(
    tx,
    holds.map((holdId) => ({ kind: 'release', partnerId, id: uuidv7(by.at), at: by.at, holdId }) as const),
  );
}

async function checkClosable(
  deps: CustomersDeps,
  tx: Tx,
  { partnerId, walletAccountId }: Customer,
  wallet: LedgerAccount,
  force: boolean,
): Promise<void> {
  const { balance, held, currency } = wallet;
  if (balance < 0n) throw accountInDebt({ facts: { balance, currency } });
  if (held > 0n && !force) {
    const calls = await heldBy(deps.ledger, tx, partnerId, walletAccountId);
    throw accountHasHolds({
      facts: { held_amount: held, available_balance: balance - held, currency, ...calls },
    });
  }
}

/**
 * Returns what is free, or pays what the wallet owes, and closes it. While something of it is held it stays open with
 * just that; the sweep (`finishClosing`) ends it later. True when the wallet is closed.
 */
export async function endWallet(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  force: boolean,
  by: By,
): Promise<boolean> {
  const masterId = await masterAccountId(deps, tx, customer);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const wallet = await readWallet(deps, tx, customer);
    if (!force) await checkClosable(deps, tx, customer, wallet, force);
    const free = wallet.balance - wallet.held;
    if (free > 0n && !(await returnBalance(deps, tx, customer, { masterId, free, by }))) continue;
    if (wallet.floor !== 0n) await withdrawCredit(deps, tx, customer, masterId, by);
    if (wallet.held > 0n) return false;
    if (wallet.balance < 0n && !(await settleDebt(deps, tx, customer, masterId, by))) continue;
    const { partnerId } = customer;
    const result = await deps.ledger.closeAccount(tx, { partnerId, accountId: wallet.id, at: by.at });
    if (result.outcome === 'closed') {
      await updateWalletClosed(tx, customer.partnerId, customer.customerId, by.at);
      return true;
    }
  }
  throw serviceUnavailable({ internal: `wallet of ${customer.authId} would not hold still` });
}

/** One of the two movements that a closing may need, with its entry in the audit log. */
function closingTransfer(
  customer: Customer,
  details: Pick<TransferCommand, 'debitAccountId' | 'creditAccountId' | 'amount' | 'code' | 'description'>,
  { action, field }: { readonly action: string; readonly field: string },
  by: By,
): TransferCommand {
  const { partnerId, authId, currency } = customer;
  const changes = [{ field, from: null, to: `${formatFixed(details.amount)} ${currency}` }];
  return {
    kind: 'transfer',
    partnerId,
    id: uuidv7(by.at),
    at: by.at,
    currency,
    reference: `close:${authId}`,
    audit: toAuditRow({
      partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'account',
      objectId: authId,
      changes,
    }),
    ...details,
  };
}

/** False when there was less than what was seen a moment ago. */
async function returnBalance(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  { masterId, free, by }: { readonly masterId: string; readonly free: bigint; readonly by: By },
): Promise<boolean> {
  const { authId, walletAccountId } = customer;
  const details = {
    debitAccountId: walletAccountId,
    creditAccountId: masterId,
    amount: free,
    code: 'reclaim',
    description: `Balance returned on closing ${authId}`,
  };
  const audit = { action: 'account.balance_returned', field: 'returned' };
  const [result] = await deps.ledger.post(tx, [closingTransfer(customer, details, audit, by)]);
  if (result?.outcome === 'posted') return true;
  if (result?.outcome === 'refused' && result.reason === 'insufficient_balance') return false;
  throw new Error(`Returning the balance of ${authId} was not possible: ${JSON.stringify(result?.outcome)}`);
}

/** Takes the credit back, but for what holds still rely on. */
async function withdrawCredit(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  masterId: string,
  by: By,
): Promise<void> {
  const credit = {
    partnerId: customer.partnerId,
    masterAccountId: masterId,
    walletAccountId: customer.walletAccountId,
    at: by.at,
  };
  const result = await deps.ledger.delegateCredit(tx, { ...credit, amount: 0n });
  if (result.outcome === 'refused' && result.reason === 'credit_in_use') {
    await deps.ledger.delegateCredit(tx, { ...credit, amount: result.lowest });
  }
}

/**
 * Pays what the customer used of its credit from the money that the master account holds for just that, so that the wallet
 * is at 0 and the master account holds nothing for it. To be called after `withdrawCredit`, which locked both accounts and
 * left of the credit what is in use. False when something is held of the wallet, or it owes nothing any more.
 */
async function settleDebt(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  masterId: string,
  by: By,
): Promise<boolean> {
  const { partnerId, authId, walletAccountId } = customer;
  const { balance, held } = await readWallet(deps, tx, customer);
  if (balance >= 0n || held > 0n) return false;
  const holds = await deps.ledger.holdsOn(tx, partnerId, masterId);
  const credit = holds.find((hold) => hold.purpose === CREDIT_PURPOSE && hold.reference === walletAccountId);
  if (credit?.amount !== -balance) throw new Error(`The debt of ${authId} is not what is held for it.`);
  const details = {
    debitAccountId: masterId,
    creditAccountId: walletAccountId,
    amount: -balance,
    code: 'transfer',
    description: `Credit settled at closing ${authId}`,
  };
  const audit = { action: 'account.credit_settled', field: 'settled' };
  // Together and in this order: nobody else can take what the hold frees.
  const results = await deps.ledger.post(tx, [
    { kind: 'release', partnerId, id: uuidv7(by.at), at: by.at, holdId: credit.id },
    closingTransfer(customer, details, audit, by),
  ]);
  if (results[0]?.outcome !== 'held' || results[1]?.outcome !== 'posted') {
    throw new Error(`Settling the credit of ${authId} was not possible.`);
  }
  const { outcome } = await deps.ledger.setFloor(tx, partnerId, walletAccountId, 0n);
  if (outcome !== 'set') throw new Error(`The credit of ${authId} could not be ended.`);
  return true;
}
