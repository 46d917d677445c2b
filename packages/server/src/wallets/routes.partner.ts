import { transferRoutes } from './routes.partner-transfers.ts';
import { transactionRoutes } from './routes.partner-transactions.ts';
import type { PartnerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { WalletsDeps } from './wallets-deps.ts';

/** Moving money between the master account and wallets, and both ledgers. */
export function walletPartnerRoutes(deps: WalletsDeps): Route<PartnerPrincipal>[] {
  return [...transferRoutes(deps), ...transactionRoutes(deps)];
}
