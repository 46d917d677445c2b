import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { MasterDirectory } from './master-directory.ts';

/** What the rules of this room work with. */
export interface WalletsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly customers: Customers;
  readonly masters: MasterDirectory;
  readonly clock: Clock;
  /** Zone in whose days a token's transfer limit is counted: the operator's. */
  readonly timeZone: string;
}
