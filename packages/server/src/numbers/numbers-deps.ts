import type { Customers } from '../customers/index.ts';
import type { KeyedWriteDeps, WritingServices } from '../identity/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Numbers } from './service.ts';

/** What the rules of this room work with. */
export interface NumbersDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly customers: Customers;
}

export interface NumberRoutesDeps extends KeyedWriteDeps {
  readonly numbers: Numbers;
}

export type NumberCommandContext = CommandContext<WritingServices & { readonly numbers: Numbers }>;
