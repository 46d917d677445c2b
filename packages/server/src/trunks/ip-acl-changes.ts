import type { Static } from 'typebox';
import { fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, notFound, type AppError, type Fault } from '../platform/errors/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { announce } from './announce.ts';
import { duplicateIpAcl, sourceAddressTaken } from './errors.ts';
import {
  insertIpAcl,
  lockSourceBlock,
  selectAnyIpAcl,
  selectIpAcl,
  selectOverlapping,
  updateIpAcl,
} from './ip-acl-store.ts';
import { lockAccount, lockOwn, refuseNamed, refuseTooMany, unname } from './opener-changes.ts';
import { toApiIpAcl, type CreateIpAclBody, type UpdateIpAclBody } from './opener-contract.ts';
import { readLabel } from './read-label.ts';
import { removeOpeners } from './removal.ts';
import { readSourceNetwork } from './source-network.ts';
import { hostRules } from './trunk-changes.ts';
import { MOST, type Account, type IpAcl } from './trunk.ts';
import type { TrunksDeps } from './trunks-deps.ts';

function noSource(input: string, problem: string): Fault {
  return fault(['body', 'ip_address'], 'value_error', problem, input);
}

/** Names addresses that such an account cannot have; absent, they are not looked at. */
export function sourceFaults(
  deps: Pick<TrunksDeps, 'sip'>,
  account: Account,
  input: string | undefined,
): Fault[] {
  if (input === undefined) return [];
  const read = readSourceNetwork(input, hostRules(deps, account));
  return 'problem' in read ? [noSource(input, read.problem)] : [];
}

/**
 * The addresses in their one spelling, claimed for this account until COMMIT. The edge knows callers by where they come
 * from, so addresses of another account cannot be had. Throws 422, 409 `source_address_taken` and `duplicate_ip_acl`.
 */
async function claim(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  input: string,
  ownId: string | null,
): Promise<string> {
  const read = readSourceNetwork(input, hostRules(deps, account));
  if ('problem' in read) throw new ValidationFailure([noSource(input, read.problem)]);
  await lockSourceBlock(tx, Math.floor(read.network.address / 256));
  const overlapping = await selectOverlapping(tx, read.text, { enabledOnly: false });
  if (overlapping.some(({ customerId }) => customerId !== account.customerId)) throw sourceAddressTaken();
  if (overlapping.some(({ id, network }) => network === read.text && id !== ownId)) throw duplicateIpAcl();
  return read.text;
}

/** Throws 422 for addresses that are not public, 409 `source_address_taken`, `duplicate_ip_acl`, `trunk_resource_limit`. */
export async function createIpAcl(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  body: Static<typeof CreateIpAclBody>,
  by: By,
): Promise<IpAcl> {
  const { partnerId, customerId } = account;
  await lockAccount(deps, tx, account);
  await refuseTooMany(tx, 'sip_ip_acl', account, MOST.ipAcls);
  const acl = await insertIpAcl(tx, {
    partnerId,
    id: uuidv7(by.at),
    customerId,
    network: await claim(deps, tx, account, body.ip_address, null),
    enabled: body.enabled ?? true,
    description: readLabel(body) ?? '',
    createdAt: by.at,
  });
  await announce(tx, account, by, [
    { object: 'ip_acl', id: acl.id, from: null, to: toApiIpAcl(acl, account) },
  ]);
  return acl;
}

/** Where nothing differs nothing is written. Throws 404 and what making one throws. */
export async function changeIpAcl(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  body: Static<typeof UpdateIpAclBody>,
  by: By,
): Promise<IpAcl> {
  const acl = await lockOwn(deps, tx, account, id, selectIpAcl);
  const wanted: IpAcl = {
    ...acl,
    network:
      body.ip_address === undefined ? acl.network : await claim(deps, tx, account, body.ip_address, acl.id),
    enabled: body.enabled ?? acl.enabled,
    description: readLabel(body) ?? acl.description,
  };
  const from = toApiIpAcl(acl, account);
  if (fieldChanges(from, toApiIpAcl(wanted, account)).length === 0) return acl;
  const saved = await updateIpAcl(tx, wanted, by.at);
  await announce(tx, account, by, [{ object: 'ip_acl', id: saved.id, from, to: toApiIpAcl(saved, account) }]);
  return saved;
}

/** Throws 404, and 409 `opener_named` while a trunk names it. */
export async function removeIpAcl(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  by: By,
): Promise<void> {
  const acl = await lockOwn(deps, tx, account, id, selectIpAcl);
  await refuseNamed(tx, account, acl.id, 'ipAclId');
  await removeOpeners(tx, account, { credentials: [], ipAcls: [acl], uris: [] }, by);
}

/** The operator takes addresses from whoever has them, so that whose they are can have them. Throws 404. */
export async function releaseSource(
  deps: TrunksDeps,
  tx: Tx,
  id: string,
  reason: string,
  by: By,
): Promise<void> {
  const seen = isUuid(id) ? await selectAnyIpAcl(tx, id) : null;
  if (seen === null) throw noSuchSource();
  const { partnerId, customerId } = seen;
  const customer = (await deps.customers.byIds(tx, partnerId, [customerId])).get(customerId);
  if (customer === undefined) throw new Error('An address entry has lost its account.');
  await deps.customers.lockOpen(tx, partnerId, customer.authId);
  // Read again under the lock: it may have gone meanwhile.
  const acl = await selectIpAcl(tx, partnerId, customerId, seen.id);
  if (acl === null) throw noSuchSource();
  await unname(deps, tx, customer, acl.id, ['ipAclId'], by);
  await removeOpeners(tx, customer, { credentials: [], ipAcls: [acl], uris: [] }, by, reason);
}

function noSuchSource(): AppError {
  return notFound({ message: 'No such source address.' });
}
