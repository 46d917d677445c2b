import type { Calls } from '../calls/index.ts';
import type { Cdrs } from '../cdrs/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Numbers } from '../numbers/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';

export interface ReconciliationDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly cdrs: Pick<Cdrs, 'checks'>;
  readonly calls: Pick<Calls, 'liveHolds'>;
  readonly numbers: Pick<Numbers, 'holdings'>;
  readonly customers: Pick<Customers, 'byIds'>;
  readonly partners: Pick<Partners, 'names' | 'namesOf' | 'find'>;
  /** IANA: of the operator, whose night it is. */
  readonly timeZone: string;
}

/** Calls that began from one instant until before another. */
export interface Window {
  readonly from: Date;
  readonly before: Date;
}
