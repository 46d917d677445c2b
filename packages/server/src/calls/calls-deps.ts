import type { Carriers } from '../carriers/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Cdrs } from '../cdrs/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { News } from '../platform/news/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { RateTables } from '../pricing/index.ts';

/** What the rules of this room work with. */
export interface CallsDeps {
  readonly db: Database;
  readonly news: News;
  readonly clock: Clock;
  readonly rateTables: RateTables;
  readonly ledger: Ledger;
  readonly customers: Pick<Customers, 'find' | 'lockOpen'>;
  readonly carriers: Pick<Carriers, 'attemptsOf'>;
  readonly cdrs: Pick<Cdrs, 'recordCalls' | 'insertCalls' | 'addToSums' | 'correctCall'>;
}
