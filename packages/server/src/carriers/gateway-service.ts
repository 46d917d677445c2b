import type { Static } from 'typebox';
import { fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { MOST_GATEWAYS, type Carrier } from './carrier.ts';
import { HEALTHY } from './circuit-breaker.ts';
import { carrierLimitReached, gatewayInUse } from './errors.ts';
import { expectVersion, findGateway, lockCarrierById } from './find-carrier.ts';
import { NO_LOAD, type Gateway } from './gateway.ts';
import { toApiGatewayDetails, type CreateGatewayBody, type PatchGatewayBody } from './gateway-contract.ts';
import {
  canonicalNetworks,
  deleteGateway,
  insertGateway,
  lockSources,
  replaceSources,
  selectGroups,
  sortedNetworks,
  updateGateway,
} from './gateway-store.ts';
import { readGateway } from './read-input.ts';
import { goneFields, record } from './recording.ts';
import { hasRoutesFor } from './route-store.ts';
import { gatewayFaults } from './stored-faults.ts';

function tell(
  tx: Tx,
  by: By,
  action: string,
  gateway: Gateway,
  changes: readonly FieldChange[],
  reason?: string,
): Promise<void> {
  const { id, carrierId, name, enabled } = gateway;
  const payload = { gateway_id: id, carrier_id: carrierId, name, enabled };
  return record(tx, by, { action, objectType: 'gateway', objectId: id, changes, reason, payload });
}

/** What only the other gateways can say against one. From here to COMMIT nobody else changes networks. Throws 422. */
async function check(
  tx: Tx,
  gateway: Gateway | null,
  body: Static<typeof PatchGatewayBody>,
  wanted: Gateway,
): Promise<Gateway> {
  await lockSources(tx);
  const faults = await gatewayFaults(tx, wanted.carrierId, gateway, body);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const networks = await canonicalNetworks(tx, wanted.sourceAddresses);
  return { ...wanted, sourceAddresses: await sortedNetworks(tx, networks) };
}

/**
 * Refuses a change after which routes would have no gateway: those of a group that nobody belongs to any more, or, with the last
 * gateway, those of all.
 */
async function keepGroups(tx: Tx, carrierId: string, from: Gateway, to: Gateway | null): Promise<void> {
  const left = new Set(await selectGroups(tx, carrierId, from.id));
  if (to !== null && to.direction !== 'inbound') left.add(to.group);
  const orphaned = async (group: string): Promise<boolean> => hasRoutesFor(tx, carrierId, group);
  if (left.size === 0 && (await orphaned(''))) throw gatewayInUse({ facts: { group: '' } });
  if (from.group !== '' && !left.has(from.group) && (await orphaned(from.group)))
    throw gatewayInUse({ facts: { group: from.group } });
}

function plainGateway(carrier: Carrier, body: Static<typeof CreateGatewayBody>, at: Date): Gateway {
  return {
    id: uuidv7(at),
    carrierId: carrier.id,
    name: body.name,
    group: '',
    host: body.host,
    port: body.transport === 'tls' ? 5061 : 5060,
    transport: 'udp',
    direction: 'outbound',
    enabled: true,
    weight: 10,
    maxConcurrentCalls: null,
    maxCps: null,
    sourceAddresses: [],
    cliRules: null,
    dialFormat: null,
    didFormat: null,
    stateOverride: null,
    health: HEALTHY,
    load: NO_LOAD,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** Throws 404, 409 `carrier_limit_reached`, and 422 naming every fault. */
export async function createGateway(
  tx: Tx,
  carrierId: string,
  body: Static<typeof CreateGatewayBody>,
  by: By,
): Promise<Gateway> {
  const carrier = await lockCarrierById(tx, carrierId);
  const wanted = { ...plainGateway(carrier, body, by.at), ...readGateway(body) };
  const gateway = await check(tx, null, body, wanted);
  if (carrier.gatewayCount >= MOST_GATEWAYS) throw carrierLimitReached({ facts: { limit: MOST_GATEWAYS } });
  await insertGateway(tx, gateway);
  await replaceSources(tx, gateway);
  await tell(tx, by, 'gateway.created', gateway, fieldChanges({}, toApiGatewayDetails(gateway)));
  return gateway;
}

/** What is absent stays. Throws 404, 409 `carrier_version_conflict`, `gateway_in_use`, and 422 naming every fault. */
export async function patchGateway(
  tx: Tx,
  carrierId: string,
  id: string,
  { reason, version, ...body }: Static<typeof PatchGatewayBody>,
  by: By,
): Promise<Gateway> {
  await lockCarrierById(tx, carrierId);
  const gateway = await findGateway(tx, carrierId, id, by.at);
  const wanted = await check(tx, gateway, body, { ...gateway, ...readGateway(body) });
  expectVersion(gateway, version);
  const changes = fieldChanges(toApiGatewayDetails(gateway), toApiGatewayDetails(wanted));
  if (changes.length === 0) return gateway;
  await keepGroups(tx, gateway.carrierId, gateway, wanted);
  await replaceSources(tx, wanted);
  const saved = await updateGateway(tx, wanted, by.at);
  await tell(tx, by, 'gateway.updated', saved, changes, reason);
  return saved;
}

/** Throws 404, and 409 `gateway_in_use` where routes would be left without any. */
export async function removeGateway(tx: Tx, carrierId: string, id: string, by: By): Promise<void> {
  await lockCarrierById(tx, carrierId);
  const gateway = await findGateway(tx, carrierId, id, by.at);
  await keepGroups(tx, gateway.carrierId, gateway, null);
  await deleteGateway(tx, gateway.id);
  await tell(tx, by, 'gateway.deleted', gateway, goneFields(toApiGatewayDetails(gateway)));
}
