import type { By, KeyedWriteDeps } from '../identity/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import type { Trunk } from './trunk.ts';
import type { Trunks } from './service.ts';

/** Port: how many calls are up. What counts them is plugged in where the product is wired. */
export interface TrunkCalls {
  onTrunk(partnerId: string, trunkId: string): Promise<number>;
  withCredential(partnerId: string, credentialId: string): Promise<number>;
}

/**
 * Port: what else ends with a trunk, in the same transaction. The account's row is locked and the trunk still there; what is
 * locked here comes after it.
 */
export type TrunkDeletedHook = (
  tx: Tx,
  trunk: Pick<Trunk, 'partnerId' | 'customerId' | 'trunkId'>,
  by: By,
) => Promise<void>;

/** Port: whether addresses of a network bring a carrier's calls. None does that did not, until COMMIT. */
export interface GatewaySources {
  sourceTaken(tx: Tx, network: string): Promise<boolean>;
}

export interface SipIdentity {
  /** Realm of digest authentication, and what trunk domains end in. Lower case. */
  readonly domain: string;
  /** Addresses that only somebody near can have are fine for everybody, not only in sandboxes. */
  readonly allowLocal: boolean;
}

/** What the rules of this room work with. */
export interface TrunksDeps {
  readonly customers: Pick<Customers, 'lockOpen' | 'byIds'>;
  readonly sealer: Sealer;
  readonly sip: SipIdentity;
  readonly carriers: GatewaySources;
  readonly calls: TrunkCalls;
  readonly onTrunkDeleted: readonly TrunkDeletedHook[];
}

export interface TrunkRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly trunks: Trunks;
  readonly customers: Pick<Customers, 'find' | 'byIds'>;
}
