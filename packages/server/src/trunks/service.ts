import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { OffsetPlace, Refused, Sound } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import type { CreateTrunkBody, UpdateTrunkBody } from './contract.ts';
import { changeCredential, createCredential, removeCredential } from './credential-changes.ts';
import { selectCredentials } from './credential-store.ts';
import { createEdgeDirectory, type EdgeDirectory } from './edge-directory.ts';
import { changeIpAcl, createIpAcl, releaseSource, removeIpAcl, sourceFaults } from './ip-acl-changes.ts';
import { selectIpAcls, selectOverlapping } from './ip-acl-store.ts';
import type {
  CreateCredentialBody,
  CreateIpAclBody,
  CreateUriBody,
  UpdateCredentialBody,
  UpdateIpAclBody,
  UpdateUriBody,
} from './opener-contract.ts';
import { countOwned } from './owned-store.ts';
import { allOpeners, removeOpeners } from './removal.ts';
import {
  changeTrunk,
  createTrunk,
  endTrunk,
  noSuchTrunk,
  removeTrunk,
  trunkFaults,
} from './trunk-changes.ts';
import type { Account, IpAcl, OriginationUri, SipCredential, Trunk } from './trunk.ts';
import {
  countTrunks,
  selectAllTrunks,
  selectTrunk,
  selectTrunks,
  type AfterTrunk,
  type TrunkFilter,
} from './trunk-store.ts';
import { findWithOpeners, type TrunkWithOpeners } from './trunk-view.ts';
import type { TrunksDeps } from './trunks-deps.ts';
import { changeUri, createUri, removeUri, uriFaults } from './uri-changes.ts';
import { selectUris } from './uri-store.ts';

type Owner = Pick<Account, 'partnerId' | 'customerId'>;
type Holder = Pick<Account, 'partnerId' | 'customerId' | 'authId'>;

export interface Listed<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** What can be done with one kind of thing that stands beside trunks. */
export interface OwnedThings<T, Create, Update> {
  list(reader: Reader, owner: Owner, place: OffsetPlace): Promise<Listed<T>>;
  create(tx: Tx, account: Account, body: Create, by: By): Promise<T>;
  /**
   * What the account, and the one that is there (`id`), say against a body that is refused already.
   */
  faults(
    reader: Reader,
    account: Account,
    id: string | null,
    body: Sound<Create> | Sound<Update>,
    refused: Refused,
  ): Promise<Fault[]>;
  /** Throws 404, as `remove` does. */
  change(tx: Tx, account: Account, id: string, body: Update, by: By): Promise<T>;
  remove(tx: Tx, account: Account, id: string, by: By): Promise<void>;
}

/** The door to trunks. Writes take the caller's transaction and lock the account's row first. */
export interface Trunks extends EdgeDirectory {
  readonly sipDomain: string;
  list(
    reader: Reader,
    partnerId: string,
    filter: TrunkFilter,
    place: OffsetPlace & { readonly after?: AfterTrunk | null },
  ): Promise<Listed<Trunk>>;
  /** Throws 404. */
  find(reader: Reader, owner: Owner, id: string): Promise<Trunk>;
  /** With what opens it and where its calls go. Throws 404. */
  findWithOpeners(reader: Reader, holder: Holder, id: string): Promise<TrunkWithOpeners>;
  /** What the account says against a trunk that is refused already. */
  faults(reader: Reader, account: Account, body: Sound<Static<typeof UpdateTrunkBody>>): Promise<Fault[]>;
  /** Throws 409 `trunk_resource_limit`, and 422 naming every fault. */
  create(tx: Tx, account: Account, body: Static<typeof CreateTrunkBody>, by: By): Promise<Trunk>;
  change(tx: Tx, account: Account, id: string, body: Static<typeof UpdateTrunkBody>, by: By): Promise<Trunk>;
  /** Throws 404, and 409 `trunk_in_use`. */
  remove(tx: Tx, account: Account, id: string, by: By): Promise<void>;
  readonly credentials: OwnedThings<
    SipCredential,
    Static<typeof CreateCredentialBody>,
    Static<typeof UpdateCredentialBody>
  >;
  readonly ipAcls: OwnedThings<IpAcl, Static<typeof CreateIpAclBody>, Static<typeof UpdateIpAclBody>>;
  readonly uris: OwnedThings<OriginationUri, Static<typeof CreateUriBody>, Static<typeof UpdateUriBody>>;
  /** Takes everything of an account away, whose row the caller holds: usernames and addresses are free again. */
  removeAll(tx: Tx, holder: Holder, by: By): Promise<void>;
  /** For the operator: whose an address is. */
  sourcesOf(reader: Reader, address: string): Promise<readonly IpAcl[]>;
  /** For the operator: takes an address from who has it. Throws 404. */
  releaseSource(tx: Tx, id: string, reason: string, by: By): Promise<void>;
}

async function removeAll(deps: TrunksDeps, tx: Tx, holder: Holder, by: By): Promise<void> {
  for (const trunk of await selectAllTrunks(tx, holder.partnerId, holder.customerId))
    await endTrunk(deps, tx, holder, trunk, by);
  await removeOpeners(tx, holder, await allOpeners(tx, holder), by);
}

export function createTrunks(deps: TrunksDeps): Trunks {
  return {
    ...createEdgeDirectory(deps),
    sipDomain: deps.sip.domain,
    list: async (reader, partnerId, filter, where) => ({
      rows: await selectTrunks(reader, partnerId, filter, where),
      total: await countTrunks(reader, partnerId, filter),
    }),
    async find(reader, { partnerId, customerId }, id) {
      const trunk = isUuid(id) ? await selectTrunk(reader, partnerId, customerId, id) : null;
      if (trunk === null) throw noSuchTrunk();
      return trunk;
    },
    findWithOpeners,
    faults: (reader, account, body) => trunkFaults(deps, reader, account, body),
    create: (tx, account, body, by) => createTrunk(deps, tx, account, body, by),
    change: (tx, account, id, body, by) => changeTrunk(deps, tx, account, id, body, by),
    remove: (tx, account, id, by) => removeTrunk(deps, tx, account, id, by),
    credentials: {
      list: async (reader, { partnerId, customerId }, where) => ({
        rows: await selectCredentials(reader, partnerId, customerId, where),
        total: await countOwned(reader, 'sip_credential', partnerId, customerId),
      }),
      faults: async () => [],
      create: (tx, account, body, by) => createCredential(deps, tx, account, body, by),
      change: (tx, account, id, body, by) => changeCredential(deps, tx, account, id, body, by),
      remove: (tx, account, id, by) => removeCredential(deps, tx, account, id, by),
    },
    ipAcls: {
      list: async (reader, { partnerId, customerId }, where) => ({
        rows: await selectIpAcls(reader, partnerId, customerId, where),
        total: await countOwned(reader, 'sip_ip_acl', partnerId, customerId),
      }),
      faults: async (_reader, account, _id, { ip_address: input }) => sourceFaults(deps, account, input),
      create: (tx, account, body, by) => createIpAcl(deps, tx, account, body, by),
      change: (tx, account, id, body, by) => changeIpAcl(deps, tx, account, id, body, by),
      remove: (tx, account, id, by) => removeIpAcl(deps, tx, account, id, by),
    },
    uris: {
      list: async (reader, { partnerId, customerId }, where) => ({
        rows: await selectUris(reader, partnerId, customerId, where),
        total: await countOwned(reader, 'sip_origination_uri', partnerId, customerId),
      }),
      faults: (reader, account, id, body, refused) => uriFaults(deps, reader, account, id, body, refused),
      create: (tx, account, body, by) => createUri(deps, tx, account, body, by),
      change: (tx, account, id, body, by) => changeUri(deps, tx, account, id, body, by),
      remove: (tx, account, id, by) => removeUri(deps, tx, account, id, by),
    },
    removeAll: (tx, holder, by) => removeAll(deps, tx, holder, by),
    sourcesOf: (reader, address) => selectOverlapping(reader, address, { enabledOnly: false }),
    releaseSource: (tx, id, reason, by) => releaseSource(deps, tx, id, reason, by),
  };
}
