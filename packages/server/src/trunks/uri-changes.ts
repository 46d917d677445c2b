import type { Static } from 'typebox';
import { fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import type { Refused, Sound } from '../platform/http/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { announce } from './announce.ts';
import { lockAccount, lockOwn, refuseTooMany, unname } from './opener-changes.ts';
import { toApiOriginationUri, type UpdateUriBody } from './opener-contract.ts';
import { readLabel } from './read-label.ts';
import { removeOpeners } from './removal.ts';
import { readSipUri, type HostRules } from './sip-uri.ts';
import { hostRules } from './trunk-changes.ts';
import { MOST, type Account, type OriginationUri, type Transport } from './trunk.ts';
import type { TrunksDeps } from './trunks-deps.ts';
import { insertUri, selectUri, updateUri } from './uri-store.ts';

type Body = Static<typeof UpdateUriBody>;

/** The URI under either of its names, which agree; undefined where none is given. */
function givenUri({ uri, sip_uri: sipUri }: Sound<Body>): readonly [name: string, text: string] | undefined {
  if (uri !== undefined) return ['uri', uri];
  return sipUri === undefined ? undefined : ['sip_uri', sipUri];
}

interface Target {
  readonly uri: string;
  readonly transport: Transport;
}

/** What the URI itself says of its transport holds; a field that says otherwise is a fault. */
function readTarget(body: Sound<Body>, current: Target | null, rules: HostRules, faults: Fault[]): Target {
  const [name, text] = givenUri(body) ?? ['uri', current?.uri ?? ''];
  const target = readSipUri(text.trim(), rules);
  if ('problem' in target) {
    faults.push(fault(['body', name], 'value_error', target.problem, text));
    return { uri: text, transport: 'udp' };
  }
  const said = target.transport;
  if (said !== null && body.transport !== undefined && body.transport !== said)
    faults.push(
      fault(['body', 'transport'], 'value_error', `Input should agree with the URI: ${said}`, body.transport),
    );
  // Another URI begins anew; the same one keeps what was chosen for it.
  const kept = current?.uri === target.uri ? current.transport : 'udp';
  return { uri: target.uri, transport: said ?? body.transport ?? kept };
}

/** What only the account, and the URI that is there (`id`), can say against a body that is refused already. */
export async function uriFaults(
  deps: Pick<TrunksDeps, 'sip'>,
  reader: Reader,
  account: Account,
  id: string | null,
  body: Sound<Body>,
  refused: Refused,
): Promise<Fault[]> {
  if (refused.has('uri') || refused.has('sip_uri')) return [];
  const { partnerId, customerId } = account;
  const current = id !== null && isUuid(id) ? await selectUri(reader, partnerId, customerId, id) : null;
  if (current === null && (id !== null || givenUri(body) === undefined)) return [];
  const faults: Fault[] = [];
  readTarget(body, current, hostRules(deps, account), faults);
  return faults;
}

/** Throws 422 naming every fault, and 409 `trunk_resource_limit`. */
export async function createUri(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  body: Body,
  by: By,
): Promise<OriginationUri> {
  const { partnerId, customerId } = account;
  await lockAccount(deps, tx, account);
  const faults: Fault[] = [];
  const target = readTarget(body, null, hostRules(deps, account), faults);
  if (faults.length > 0) throw new ValidationFailure(faults);
  await refuseTooMany(tx, 'sip_origination_uri', account, MOST.originationUris);
  const uri = await insertUri(tx, {
    ...target,
    partnerId,
    id: uuidv7(by.at),
    customerId,
    priority: body.priority ?? 1,
    weight: body.weight ?? 10,
    enabled: body.enabled ?? true,
    description: readLabel(body) ?? '',
    createdAt: by.at,
  });
  const to = toApiOriginationUri(uri, account);
  await announce(tx, account, by, [{ object: 'origination_uri', id: uri.id, from: null, to }]);
  return uri;
}

/** Where nothing differs nothing is written. Throws 404 and 422. */
export async function changeUri(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  body: Body,
  by: By,
): Promise<OriginationUri> {
  const uri = await lockOwn(deps, tx, account, id, selectUri);
  const faults: Fault[] = [];
  const target = readTarget(body, uri, hostRules(deps, account), faults);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const wanted: OriginationUri = {
    ...uri,
    ...target,
    priority: body.priority ?? uri.priority,
    weight: body.weight ?? uri.weight,
    enabled: body.enabled ?? uri.enabled,
    description: readLabel(body) ?? uri.description,
  };
  const from = toApiOriginationUri(uri, account);
  if (fieldChanges(from, toApiOriginationUri(wanted, account)).length === 0) return uri;
  const saved = await updateUri(tx, wanted, by.at);
  const to = toApiOriginationUri(saved, account);
  await announce(tx, account, by, [{ object: 'origination_uri', id: saved.id, from, to }]);
  return saved;
}

/** Throws 404. */
export async function removeUri(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  by: By,
): Promise<void> {
  const uri = await lockOwn(deps, tx, account, id, selectUri);
  await unname(deps, tx, account, uri.id, ['primaryUriId', 'fallbackUriId'], by);
  await removeOpeners(tx, account, { credentials: [], ipAcls: [], uris: [uri] }, by);
}
