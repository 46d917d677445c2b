import type { Tx } from '../platform/db/index.ts';
import { maxAccountsReached } from './errors.ts';
import { decrementAccountCount, incrementAccountCount, selectPartner } from './store.ts';

/**
 * Counts one more customer of a partner. The row is locked by the count itself, so that fifty who create at once at a
 * limit of ten make ten. Throws 403 `max_accounts_reached`.
 */
export async function takeAccountSlot(tx: Tx, partnerId: string): Promise<void> {
  if ((await incrementAccountCount(tx, partnerId)) !== null) return;
  const partner = await selectPartner(tx, partnerId);
  throw maxAccountsReached({
    facts: { max_accounts: partner?.maxAccounts ?? 0, account_count: partner?.accountCount ?? 0 },
  });
}

/** Counts one customer less. */
export async function giveBackAccountSlot(tx: Tx, partnerId: string): Promise<void> {
  await decrementAccountCount(tx, partnerId);
}
