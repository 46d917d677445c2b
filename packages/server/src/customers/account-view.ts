import type { LedgerAccount } from '../ledger/index.ts';
import type { PricingTier } from '../pricing/index.ts';
import type { Customer } from './customer.ts';

/** An account with what stands beside it in other rooms. */
export interface AccountView {
  readonly customer: Customer;
  readonly wallet: LedgerAccount;
  readonly tier: PricingTier;
  /** Masked or whole; '' when there is none. */
  readonly token: string;
}

/** What a wallet holds. */
export interface AccountBalance extends Pick<AccountView, 'customer' | 'wallet'> {
  /** When the balance last changed. */
  readonly changedAt: Date;
}

export interface AccountPage {
  readonly accounts: readonly AccountView[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  readonly nextCursor: string | null;
}

export interface OpenedAccount {
  readonly customer: Customer;
  /** The first token, in clear. */
  readonly token: string;
}
