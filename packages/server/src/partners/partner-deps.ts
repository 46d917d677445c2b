import type { Ledger } from '../ledger/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import type { OperatorConfig } from '../platform/config/index.ts';
import type { OwnerAccess } from './owner-access.ts';

/** What the rules of this room work with. */
export interface PartnersDeps {
  readonly ledger: Ledger;
  readonly mail: MailQueue;
  readonly ownerAccess: OwnerAccess;
  readonly operator: OperatorConfig;
}
