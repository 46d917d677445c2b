import type { Customers } from '../customers/index.ts';
import type { KeyedWriteDeps } from '../identity/index.ts';
import type { Partners } from '../partners/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { RateTables } from '../pricing/index.ts';
import type { PastTraffic } from './past-traffic.ts';

/** What the rules of this room work with. */
export interface RatesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly customers: Customers;
  readonly partners: Partners;
  readonly rateTables: RateTables;
  readonly traffic: PastTraffic;
  /** The operator's own settings: currencies of its tiers, and where a number without a country is. */
  readonly operator: { readonly currencies: readonly string[]; readonly country: string };
}

export interface RateRoutesDeps extends KeyedWriteDeps {
  readonly rates: RatesDeps;
}

export type RateCommandContext = CommandContext<{
  readonly db: Database;
  readonly clock: Clock;
  readonly rates: RatesDeps;
}>;
