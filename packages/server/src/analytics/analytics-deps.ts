import type { Cdrs } from '../cdrs/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Numbers } from '../numbers/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';

export interface AnalyticsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly partners: Partners;
  readonly customers: Customers;
  readonly cdrs: Pick<Cdrs, 'traffic'>;
  readonly numbers: { readonly holdings: Pick<Numbers['holdings'], 'rentalsDue'> };
}
