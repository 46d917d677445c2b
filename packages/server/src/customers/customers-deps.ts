import type { KeyedWriteDeps } from '../identity/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import type { Partners } from '../partners/index.ts';
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
}

export interface CustomerRoutesDeps extends KeyedWriteDeps {
  readonly customers: Customers;
}
