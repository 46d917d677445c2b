import type { Customers } from '../customers/index.ts';
import type { KeyedWriteDeps, WritingServices } from '../identity/index.ts';
import type { Partners } from '../partners/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Capacity } from './service.ts';

/** Port: how many calls of a customer are up. What counts them is plugged in where the product is wired. */
export interface LiveCalls {
  count(partnerId: string, customerId: string): Promise<number>;
}

/** What the rules of this room work with. */
export interface CapacityDeps {
  readonly customers: Pick<Customers, 'find' | 'lockOpen' | 'saveLimits'>;
}

export interface CapacityRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly capacity: Capacity;
  readonly customers: Pick<Customers, 'find'>;
  readonly partners: Pick<Partners, 'read'>;
  readonly liveCalls: LiveCalls;
}

export type CapacityCommandContext = CommandContext<
  WritingServices & { readonly capacity: Capacity; readonly partners: Pick<Partners, 'read'> }
>;
