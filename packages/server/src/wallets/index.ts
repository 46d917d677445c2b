export { createMasterDirectory, type MasterDirectory } from './master-directory.ts';
export { exportTransactions } from './export-transactions.ts';
export { GlobalTransactionQuery } from './query-contract.ts';
export { readWalletFilter } from './routes.partner-transactions.ts';
export { walletCustomerRoutes } from './routes.customer.ts';
export { walletPartnerRoutes } from './routes.partner.ts';
export type { WalletsDeps } from './wallets-deps.ts';
