import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, notFound, type AppError, type Fault } from '../platform/errors/index.ts';
import type { Sound } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { announce, type Announcement } from './announce.ts';
import { toApiTrunk, type CreateTrunkBody, type TrunkBody } from './contract.ts';
import { selectCredential } from './credential-store.ts';
import { trunkInUse, trunkResourceLimit } from './errors.ts';
import { selectIpAcl } from './ip-acl-store.ts';
import { TRUNK_DEFAULTS, destinationFaults, lower, readTrunk, settleTransport } from './read-trunk.ts';
import { removeUnnamed } from './removal.ts';
import type { HostRules } from './sip-uri.ts';
import { MOST, type Account, type Trunk, type TrunkSettings } from './trunk.ts';
import {
  countTrunks,
  deleteTrunk,
  insertTrunk,
  lockTrunkRow,
  selectAllTrunks,
  selectTrunk,
  updateTrunk,
} from './trunk-store.ts';
import type { TrunksDeps } from './trunks-deps.ts';
import { selectUri } from './uri-store.ts';

/** A domain label that is taken is drawn again; thirty-two random bits are rarely taken twice in a row. */
const MAX_DRAWS = 10;

export function noSuchTrunk(): AppError {
  return notFound({ message: 'No such trunk.' });
}

export function hostRules({ sip }: Pick<TrunksDeps, 'sip'>, account: Account): HostRules {
  return { sipDomain: sip.domain, allowLocal: sip.allowLocal || account.mode === 'test' };
}

/** What a trunk names must be the account's own; what is missing and what is another's are one fault. */
async function namedFaults(
  reader: Reader,
  { partnerId, customerId }: Account,
  body: Sound<TrunkBody>,
): Promise<Fault[]> {
  const fields = [
    ['credential_uuid', selectCredential, 'credentials'],
    ['ipacl_uuid', selectIpAcl, 'IP ACLs'],
    ['primary_uri_uuid', selectUri, 'origination URIs'],
    ['fallback_uri_uuid', selectUri, 'origination URIs'],
  ] as const;
  const faults: Fault[] = [];
  for (const [field, select, what] of fields) {
    const id = lower(body[field]);
    if (id == null || (await select(reader, partnerId, customerId, id)) !== null) continue;
    faults.push(fault(['body', field], 'value_error', `Input should be the id of one of your ${what}`, id));
  }
  return faults;
}

/** What only the account can say against a trunk of it. */
export async function trunkFaults(
  deps: Pick<TrunksDeps, 'sip'>,
  reader: Reader,
  account: Account,
  body: Sound<TrunkBody>,
): Promise<Fault[]> {
  return [
    ...destinationFaults(body.inbound_destination, hostRules(deps, account)),
    ...(await namedFaults(reader, account, body)),
  ];
}

/** Throws 422 naming every fault that the account finds in the body. */
async function readChecked(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  body: TrunkBody,
): Promise<Partial<TrunkSettings>> {
  const faults = await trunkFaults(deps, tx, account, body);
  if (faults.length > 0) throw new ValidationFailure(faults);
  return readTrunk(body, hostRules(deps, account));
}

/** Throws 409 `trunk_resource_limit`, and 422 naming every fault. */
export async function createTrunk(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  body: Static<typeof CreateTrunkBody>,
  by: By,
): Promise<Trunk> {
  const { partnerId, customerId, authId } = account;
  await deps.customers.lockOpen(tx, partnerId, authId);
  const settings = {
    ...TRUNK_DEFAULTS,
    ...(await readChecked(deps, tx, account, body)),
    name: body.name.trim(),
  };
  if ((await countTrunks(tx, partnerId, { customerId })) >= MOST.trunks)
    throw trunkResourceLimit({ facts: { limit: MOST.trunks } });
  const trunk = await insertUnique(tx, account, settleTransport(settings), by.at);
  const to = toApiTrunk(trunk, account, deps.sip.domain);
  await announce(tx, account, by, [{ object: 'trunk', id: trunk.trunkId, from: null, to }]);
  return trunk;
}

/**
 * The id is random and not by time: the first eight digits of ids by time are the same for a whole minute, and here they are
 * a name on the platform.
 */
async function insertUnique(
  tx: Tx,
  { partnerId, customerId }: Account,
  settings: TrunkSettings,
  createdAt: Date,
): Promise<Trunk> {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const trunkId = randomUUID();
    const domainLabel = trunkId.slice(0, 8);
    const trunk = { ...settings, partnerId, customerId, trunkId, domainLabel, createdAt };
    const inserted = await insertTrunk(tx, trunk);
    if (inserted !== null) return inserted;
  }
  throw new Error('No free trunk domain was found.');
}

/** The trunk, with the account locked. Throws 404. */
async function lockTrunk(deps: TrunksDeps, tx: Tx, account: Account, id: string): Promise<Trunk> {
  const { partnerId, customerId, authId } = account;
  await deps.customers.lockOpen(tx, partnerId, authId);
  const trunk = isUuid(id) ? await selectTrunk(tx, partnerId, customerId, id) : null;
  if (trunk === null) throw noSuchTrunk();
  return trunk;
}

/** Changes what is given; where nothing differs nothing is written. Throws 404 and 422. */
export async function changeTrunk(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  body: TrunkBody,
  by: By,
): Promise<Trunk> {
  const trunk = await lockTrunk(deps, tx, account, id);
  const patch = await readChecked(deps, tx, account, body);
  const wanted: Trunk = { ...trunk, ...settleTransport({ ...trunk, ...patch }) };
  return saveTrunk(deps, tx, account, trunk, wanted, by);
}

export async function saveTrunk(
  deps: Pick<TrunksDeps, 'sip'>,
  tx: Tx,
  account: Pick<Account, 'partnerId' | 'customerId' | 'authId'>,
  from: Trunk,
  wanted: Trunk,
  by: By,
): Promise<Trunk> {
  const before = toApiTrunk(from, account, deps.sip.domain);
  const same = JSON.stringify(before) === JSON.stringify(toApiTrunk(wanted, account, deps.sip.domain));
  if (same) return from;
  const saved = await updateTrunk(tx, wanted, by.at);
  const to = toApiTrunk(saved, account, deps.sip.domain);
  await announce(tx, account, by, [{ object: 'trunk', id: from.trunkId, from: before, to }]);
  return saved;
}

/**
 * Deletes a trunk with the credentials, addresses and URIs that no other trunk names, and tells whoever has something that
 * leads to it. Throws 404, and 409 `trunk_in_use` while calls are up.
 */
export async function removeTrunk(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  by: By,
): Promise<void> {
  const trunk = await lockTrunk(deps, tx, account, id);
  const calls = await deps.calls.onTrunk(trunk.partnerId, trunk.trunkId);
  if (calls > 0) throw trunkInUse({ facts: { concurrent_calls: calls } });
  await endTrunk(deps, tx, account, trunk, by);
  const left = await selectAllTrunks(tx, account.partnerId, account.customerId);
  await removeUnnamed(tx, account, trunk, left, by);
}

/** Takes one trunk away, with what other rooms hang on it. */
export async function endTrunk(
  deps: Pick<TrunksDeps, 'sip' | 'onTrunkDeleted'>,
  tx: Tx,
  account: Pick<Account, 'partnerId' | 'customerId' | 'authId'>,
  trunk: Trunk,
  by: By,
): Promise<void> {
  await lockTrunkRow(tx, trunk.partnerId, trunk.trunkId);
  for (const hook of deps.onTrunkDeleted) await hook(tx, trunk, by);
  await deleteTrunk(tx, trunk.partnerId, trunk.trunkId);
  const gone: Announcement = {
    object: 'trunk',
    id: trunk.trunkId,
    from: toApiTrunk(trunk, account, deps.sip.domain),
    to: null,
  };
  await announce(tx, account, by, [gone]);
}
