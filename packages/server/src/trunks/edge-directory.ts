import type { Sealer } from '../platform/crypto/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { networkOf, parseIpv4Network } from '../platform/net/index.ts';
import { unsealHa1 } from './credential-changes.ts';
import { selectByUsername } from './credential-store.ts';
import type { Ha1 } from './ha1.ts';
import { selectOverlapping } from './ip-acl-store.ts';
import { openedBy, pickTrunk, type OpenerField, type PickedTrunk } from './opened-trunks.ts';
import type { IpAcl, SipCredential } from './trunk.ts';
import { selectAllTrunks, shareTrunk } from './trunk-store.ts';
import type { SipIdentity } from './trunks-deps.ts';

/** Whose call it is, by its source address. `acl` is the narrowest entry that holds the address. */
export type SourceMatch = { readonly outcome: 'unknown' } | ({ readonly acl: IpAcl } & PickedTrunk);

/** What a digest answer is checked against. */
export interface DigestCredential extends SipCredential {
  readonly ha1: Ha1;
}

/** For rooms that send something over a trunk. */
export interface TrunkDirectory {
  /**
   * Whether it is one of an account's own trunks, in any spelling of its id; then it is not deleted until COMMIT, and whoever
   * deletes it afterwards finds what was hung on it. To be taken after the row of what is hung on it.
   */
  hold(tx: Tx, partnerId: string, customerId: string, trunkId: string): Promise<boolean>;
}

export const trunkDirectory: TrunkDirectory = {
  hold: shareTrunk,
};

/**
 * For the edge: who is calling. Whether the account and its partner may call is not asked here. `host` is the host of the
 * request; where several trunks are open to a caller it says which one is meant.
 */
export interface EdgeDirectory {
  findTrunkBySource(reader: Reader, ip: string, host?: string | null): Promise<SourceMatch>;
  /** Null: nobody has this name. A disabled one is found, and says so. */
  findCredential(reader: Reader, username: string): Promise<DigestCredential | null>;
  findTrunkOfCredential(
    reader: Reader,
    credential: SipCredential,
    host?: string | null,
  ): Promise<PickedTrunk>;
}

export function createEdgeDirectory({
  sealer,
  sip,
}: {
  readonly sealer: Sealer;
  readonly sip: SipIdentity;
}): EdgeDirectory {
  const pick = async (
    reader: Reader,
    field: OpenerField,
    { partnerId, customerId, id }: Pick<IpAcl, 'partnerId' | 'customerId' | 'id'>,
    host: string | null,
  ): Promise<PickedTrunk> => {
    const trunks = await selectAllTrunks(reader, partnerId, customerId);
    return pickTrunk(openedBy(field, id, trunks), host, sip.domain);
  };
  return {
    async findTrunkBySource(reader, ip, host = null) {
      const address = parseIpv4Network(ip);
      if (address?.prefix !== 32 || networkOf(address).address !== address.address)
        return { outcome: 'unknown' };
      const [acl] = await selectOverlapping(reader, ip, { enabledOnly: true });
      if (acl === undefined) return { outcome: 'unknown' };
      return { acl, ...(await pick(reader, 'ipAclId', acl, host)) };
    },
    async findCredential(reader, username) {
      const found = await selectByUsername(reader, username);
      if (found === null) return null;
      const { ha1Sealed, ...credential } = found;
      return { ...credential, ha1: unsealHa1(sealer, credential.id, ha1Sealed) };
    },
    findTrunkOfCredential: async (reader, credential, host = null) =>
      credential.enabled ? pick(reader, 'credentialId', credential, host) : { outcome: 'none' },
  };
}
