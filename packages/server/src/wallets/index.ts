export { createMasterDirectory, type MasterDirectory } from './master-directory.ts';
export { walletCustomerRoutes } from './routes.customer.ts';
export { walletPartnerRoutes } from './routes.partner.ts';
export type { WalletsDeps } from './wallets-deps.ts';
