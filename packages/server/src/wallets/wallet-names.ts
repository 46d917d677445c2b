import type { CustomerWallet } from '../customers/index.ts';
import type { PostedTransfer } from '../ledger/index.ts';
import type { WalletsDeps } from './wallets-deps.ts';

/** Wallets by ledger account. */
export type WalletNames = ReadonlyMap<string, CustomerWallet>;

/** The wallets among the accounts of some transfers. */
export function walletsByAccount(
  deps: WalletsDeps,
  partnerId: string,
  transfers: readonly PostedTransfer[],
): Promise<WalletNames> {
  const ids = new Set(transfers.flatMap((one) => [one.debitAccountId, one.creditAccountId]));
  return deps.customers.walletsByAccount(partnerId, [...ids]);
}
