import type { By, KeyedWriteDeps } from '../identity/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Customer } from './customer.ts';
import type { AccountEnding } from './account-ending.ts';
import type { CustomerAccess } from './customer-access.ts';
import type { Customers } from './service.ts';

/** What the rules of this room work with. */
export interface CustomersDeps {
  readonly ledger: Ledger;
  readonly partners: Partners;
  readonly access: CustomerAccess;
  readonly mail: MailQueue;
  readonly ending: AccountEnding;
  /** Where customers log in. */
  readonly portalUrl: string;
  /** What other rooms end with an account, in the transaction that closes it. */
  readonly onClosed?: readonly ClosedHook[];
}

/** Port. The customer's row is locked; what is locked here comes after it and before the ledger. */
export type ClosedHook = (tx: Tx, customer: Customer, by: By) => Promise<void>;

export interface CustomerRoutesDeps extends KeyedWriteDeps {
  readonly customers: Customers;
}
