import { toAuditRow } from '../audit/index.ts';
import type { LedgerAccount, TransferCommand } from '../ledger/index.ts';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, serviceUnavailable } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { masterAccountId, readWallet } from './credit.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { accountHasHolds, accountInDebt } from './errors.ts';
import { lockAnyCustomer } from './find-customer.ts';
import { saveCustomer } from './saving.ts';
import { updateWalletClosed } from './store.ts';

export interface CloseOptions {
  readonly reason?: string | undefined;
  /** Close although money is held. */
  readonly force: boolean;
}

/** Money may come or go between looking at a wallet and emptying it; then it is looked at again. */
const ATTEMPTS = 4;

/**
 * Ends an account for good: its free balance goes back to the master account, its credit is taken back, its logins and
 * tokens die and its place among the partner's accounts is free again. Closing twice is closing once.
 * Throws 404, 409 `account_in_debt`, `account_has_holds` unless forced, and 422 for force without a reason.
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
  checkClosable(await readWallet(deps, tx, customer), options.force);
  const closed: Customer = {
    ...customer,
    status: 'closed',
    statusReason: options.reason ?? null,
    statusBy: by.actor.label,
  };
  const action = options.force ? 'account.closed_by_force' : 'account.closed';
  const saved = await saveCustomer(deps, tx, customer, closed, by, { action, reason: options.reason });
  await deps.access.revokeAll(tx, customer, by);
  await deps.partners.giveBackAccountSlot(tx, partnerId);
  await endWallet(deps, tx, saved, options.force, by);
  return saved;
}

function checkClosable(wallet: LedgerAccount, force: boolean): void {
  const { balance, held, currency } = wallet;
  if (balance < 0n) throw accountInDebt({ facts: { balance, currency } });
  if (held > 0n && !force) {
    throw accountHasHolds({ facts: { held_amount: held, available_balance: balance - held, currency } });
  }
}

/**
 * Returns what is free and closes the wallet. While something of it is held it stays open with just that; the sweep
 * (`finishClosing`) ends it later. True when the wallet is closed.
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
    checkClosable(wallet, force);
    const free = wallet.balance - wallet.held;
    if (free > 0n && !(await returnBalance(deps, tx, customer, { masterId, free, by }))) continue;
    if (wallet.floor !== 0n) await withdrawCredit(deps, tx, customer, masterId, by);
    if (wallet.held > 0n) return false;
    const { partnerId } = customer;
    const result = await deps.ledger.closeAccount(tx, { partnerId, accountId: wallet.id, at: by.at });
    if (result.outcome === 'closed') {
      await updateWalletClosed(tx, customer.partnerId, customer.customerId, by.at);
      return true;
    }
  }
  throw serviceUnavailable({ internal: `wallet of ${customer.authId} would not hold still` });
}

/** False when there was less than what was seen a moment ago. */
async function returnBalance(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  { masterId, free, by }: { readonly masterId: string; readonly free: bigint; readonly by: By },
): Promise<boolean> {
  const { partnerId, authId, currency, walletAccountId } = customer;
  const transfer: TransferCommand = {
    kind: 'transfer',
    partnerId,
    id: uuidv7(by.at),
    at: by.at,
    debitAccountId: walletAccountId,
    creditAccountId: masterId,
    currency,
    amount: free,
    code: 'reclaim',
    reference: `close:${authId}`,
    description: `Balance returned on closing ${authId}`,
    audit: toAuditRow({
      partnerId,
      at: by.at,
      actor: by.actor,
      action: 'account.balance_returned',
      objectType: 'account',
      objectId: authId,
      changes: [{ field: 'returned', from: null, to: `${formatFixed(free)} ${currency}` }],
    }),
  };
  const [result] = await deps.ledger.post(tx, [transfer]);
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
