import type { Carriers } from '../carriers/index.ts';
import { plainAddress } from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { Ha1, IpAcl, PickedTrunk, Trunks } from '../trunks/index.ts';

/** Where an outbound call comes from, as `authorise` takes it. */
export interface Source {
  readonly partnerId: string;
  readonly customerId: string;
  readonly trunkId: string;
  readonly credentialId: string | null;
}

type TrunkOutcome = PickedTrunk['outcome'];

export interface FoundSource {
  readonly kind: 'customer' | 'carrier' | 'unknown';
  readonly trunk: TrunkOutcome | null;
  readonly source: Source | null;
  readonly carrierId: string | null;
  readonly gatewayId: string | null;
  readonly e164: string | null;
  readonly tags: readonly string[];
}

export interface FoundCredential {
  readonly known: boolean;
  readonly enabled: boolean;
  readonly realm: string | null;
  readonly ha1: Ha1 | null;
  readonly trunk: TrunkOutcome | null;
  readonly source: Source | null;
  readonly tags: readonly string[];
}

export interface DirectoryDeps {
  readonly trunks: Pick<
    Trunks,
    'findTrunkBySource' | 'findCredential' | 'findTrunkOfCredential' | 'sipDomain'
  >;
  readonly carriers: Pick<Carriers, 'inbound'>;
}

export interface SourceQuestion {
  readonly address: string;
  readonly host: string | null;
  readonly did: string | null;
  readonly at: Date;
}

/** As the triggers of the change feed spell it. */
export function sourceTag(address: string): string | null {
  const octets = address.split('.');
  return octets.length === 4 ? `source:${octets.slice(0, 3).join('.')}.0/24` : null;
}

const accountTag = ({ customerId }: Pick<IpAcl, 'customerId'>): string => `account:${customerId}`;

function sourceOf(
  owner: Pick<IpAcl, 'partnerId' | 'customerId'>,
  picked: PickedTrunk,
  credentialId: string | null,
): Source | null {
  if (picked.outcome !== 'found') return null;
  const { partnerId, customerId } = owner;
  return { partnerId, customerId, trunkId: picked.trunk.trunkId, credentialId };
}

/** Who sends from an address: an account by its entries first, else a carrier by its gateways. */
export async function findSource(
  { trunks, carriers }: DirectoryDeps,
  reader: Reader,
  { address, host, did, at }: SourceQuestion,
): Promise<FoundSource> {
  const plain = plainAddress(address);
  const tag = sourceTag(plain);
  const tags = [...(tag === null ? [] : [tag]), 'carriers'];
  const none = { trunk: null, source: null, carrierId: null, gatewayId: null, e164: null };
  const match = await trunks.findTrunkBySource(reader, plain, host);
  if (match.outcome !== 'unknown') {
    const { acl } = match;
    return {
      ...none,
      kind: 'customer',
      trunk: match.outcome,
      source: sourceOf(acl, match, null),
      tags: [...tags, accountTag(acl)],
    };
  }
  const { gateway, carrier, e164 } = await carriers.inbound(plain, did, at);
  if (gateway === null || carrier === null) return { ...none, kind: 'unknown', tags };
  return { ...none, kind: 'carrier', carrierId: carrier.id, gatewayId: gateway.id, e164, tags };
}

/** What a digest answer is checked against, and whose trunk it opens. A name that nobody has is told as such. */
export async function findCredential(
  { trunks }: DirectoryDeps,
  reader: Reader,
  username: string,
  host: string | null,
): Promise<FoundCredential> {
  const tag = `credential:${username.toLowerCase()}`;
  const credential = await trunks.findCredential(reader, username);
  if (credential === null)
    return { known: false, enabled: false, realm: null, ha1: null, trunk: null, source: null, tags: [tag] };
  const picked = await trunks.findTrunkOfCredential(reader, credential, host);
  return {
    known: true,
    enabled: credential.enabled,
    realm: credential.realm,
    ha1: credential.ha1,
    trunk: picked.outcome,
    source: sourceOf(credential, picked, credential.id),
    tags: [tag, accountTag(credential)],
  };
}
