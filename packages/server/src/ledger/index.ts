export type { AccountFilter, NewAccount } from './account-store.ts';
export {
  type AccountKind,
  type Allowance,
  type CommandKey,
  type CommandResult,
  type ExtendCommand,
  type HoldCommand,
  type LedgerAccount,
  type LedgerCommand,
  type PostedTransfer,
  type PullCommand,
  type RefusalReason,
  type ReleaseCommand,
  type ReversalCommand,
  type SettleCommand,
  type TransferCommand,
} from './command.ts';
export type { ChainEntry } from './chain-entries.ts';
export { LedgerRootList, LedgerRootQuery } from './contract.ts';
export type { ChainHead, DailyRoot, DailyRootList } from './daily-root.ts';
export { CREDIT_PURPOSE, type CreditDelegation, type DelegationResult } from './delegated-credit.ts';
export { ENTRY_CURSOR } from './entry-list.ts';
export type {
  Entry,
  EntryFilter,
  EntryList,
  EntryPage,
  EntrySummary,
  CurrencySummary,
  EntrySums,
  Side,
} from './entry-list.ts';
export type { Hold } from './holds.ts';
export { forgetOld } from './forget.ts';
export { ledgerPartnerRoutes } from './routes.partner.ts';
export { showRoots } from './show-chain.ts';
export type { Moved, MovedAsked } from './moved-store.ts';
export { createLedger, type CloseResult, type FloorResult, type Ledger, type LedgerDeps } from './service.ts';
export type { LedgerProblem, VerifyFilter, VerifyReport } from './verify.ts';
