import type { KeyedWriteDeps, WritingServices } from '../identity/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import type { OperatorConfig } from '../platform/config/index.ts';
import type { OwnerAccess } from './owner-access.ts';
import type { Partners } from './service.ts';

/** What the rules of this room work with. */
export interface PartnersDeps {
  readonly ledger: Ledger;
  readonly mail: MailQueue;
  readonly ownerAccess: OwnerAccess;
  readonly operator: OperatorConfig;
}

export interface OperatorRoutesDeps extends KeyedWriteDeps {
  readonly partners: Partners;
}

export type PartnerCommandContext = CommandContext<WritingServices & { readonly partners: Partners }>;
