import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { announce } from './announce.ts';
import { accountNotActive, numberCurrencyMismatch, numberReleasing } from './holding-errors.ts';
import { insertHolding, updateHolding } from './holding-store.ts';
import { lockOwned } from './find-holding.ts';
import type { NumberHolding } from './number-holding.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { asReleased } from './release.ts';
import { holdRenewal, releaseRenewal, wantsHold } from './renewal-hold.ts';

/**
 * Hands a number over to another customer of the same partner. Nothing is charged: the month that is paid stays paid, the
 * next one is the new customer's, by the same calendar and at the same price. The trunk is left behind.
 * Throws 404; 409 `customer_closed`, `account_not_active`, `number_releasing`, `number_currency_mismatch`.
 */
export async function moveNumber(
  deps: NumbersDeps,
  tx: Tx,
  partnerId: string,
  e164: string,
  toAccount: string,
  by: By,
): Promise<NumberHolding> {
  const customer = await deps.customers.lockOpen(tx, partnerId, toAccount);
  if (customer.status !== 'active') throw accountNotActive({ facts: { status: customer.status } });
  const from = await lockOwned(tx, partnerId, e164);
  if (from.customerId === customer.customerId) return from;
  if (from.status === 'pending_release') throw numberReleasing();
  if (from.currency !== customer.currency) {
    throw numberCurrencyMismatch({
      facts: { number_currency: from.currency, wallet_currency: customer.currency },
    });
  }
  await updateHolding(tx, asReleased(from, by.at, 'moved'), by.at);
  const moved = await insertHolding(tx, {
    ...from,
    id: uuidv7(by.at),
    source: 'moved',
    customerId: customer.customerId,
    accountId: customer.authId,
    walletAccountId: customer.walletAccountId,
    trunkId: null,
    renewalHoldId: null,
    createdAt: by.at,
  });
  await announce(tx, [movedNews(from, moved)], by);
  return passReserve(deps, tx, from, moved, by.at);
}

function movedNews(from: NumberHolding, holding: NumberHolding) {
  const changes = [
    { field: 'account', from: from.accountId, to: holding.accountId },
    { field: 'trunk_id', from: from.trunkId, to: null },
  ];
  const facts = { from_account_id: from.accountId, from_number_id: from.id };
  return { holding, action: 'number.moved', changes, facts };
}

/** Frees what the old wallet held for the next month, and holds as much of the new one's, if it is there. */
async function passReserve(
  deps: NumbersDeps,
  tx: Tx,
  from: NumberHolding,
  moved: NumberHolding,
  at: Date,
): Promise<NumberHolding> {
  const hold = moved.status === 'active' && wantsHold(moved) ? holdRenewal(moved, at) : null;
  const results = await deps.ledger.post(tx, [...releaseRenewal(from, at), ...(hold === null ? [] : [hold])]);
  if (hold === null || results.at(-1)?.outcome !== 'held') return moved;
  return updateHolding(tx, { ...moved, renewalHoldId: hold.id }, at);
}
