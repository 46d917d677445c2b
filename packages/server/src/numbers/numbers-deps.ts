import type { Customers } from '../customers/index.ts';
import type { KeyedWriteDeps, WritingServices } from '../identity/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { NumberTerms } from './number-terms.ts';
import type { Numbers } from './service.ts';
import type { TrunkDirectory } from './trunk-directory.ts';

/** What the rules of this room work with. */
export interface NumbersDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly partners: Pick<Partners, 'read' | 'closedAmong'>;
  readonly customers: Pick<Customers, 'find' | 'byIds' | 'lockOpen'>;
  readonly mail: MailQueue;
  readonly trunks: TrunkDirectory;
  readonly terms: NumberTerms;
  /** Where customers log in. */
  readonly portalUrl: string;
}

export interface NumberRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly numbers: Numbers;
}

export type NumberCommandContext = CommandContext<WritingServices & { readonly numbers: Numbers }>;
