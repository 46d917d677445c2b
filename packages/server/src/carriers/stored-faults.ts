import type { Static } from 'typebox';
import type { Reader } from '../platform/db/index.ts';
import { fault, type Fault } from '../platform/errors/index.ts';
import { NOTHING_REFUSED, type Refused, type Sound } from '../platform/http/index.ts';
import type { Carrier } from './carrier.ts';
import type { PatchCarrierBody } from './carrier-contract.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { nameIsTaken } from './carrier-store.ts';
import type { Gateway } from './gateway.ts';
import type { PatchGatewayBody } from './gateway-contract.ts';
import {
  canonicalNetworks,
  gatewayNameIsTaken,
  selectGroups,
  selectNestedNetworks,
  selectTakenNetworks,
} from './gateway-store.ts';
import type { PatchRouteBody } from './route-contract.ts';
import { anyRouteHasCost, selectOverlapping } from './route-store.ts';

// What stored carriers, gateways and routes say against a body, in full or with what is left of a refused one.

/** The id of nothing: what is about to be made differs from all there is. */
const NONE = '00000000-0000-0000-0000-000000000000';

/** `carrier` is null for a new one. */
export async function carrierFaults(
  reader: Reader,
  carrier: Carrier | null,
  body: Sound<Static<typeof PatchCarrierBody>>,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const name = body.name?.trim();
  if (name !== undefined && (await nameIsTaken(reader, name, carrier?.id ?? NONE)))
    faults.push(fault(['body', 'name'], 'value_error', 'Another carrier has this name', body.name));
  const { currency } = body;
  const isOther = currency !== undefined && carrier !== null && currency !== carrier.currency;
  if (isOther && (await anyRouteHasCost(reader, carrier.id)))
    faults.push(
      fault(['body', 'currency'], 'value_error', 'Routes of the carrier have cost rates', currency),
    );
  return faults;
}

/** `gateway` is null for a new one. The carrier is there. */
export async function gatewayFaults(
  reader: Reader,
  carrierId: string,
  gateway: Gateway | null,
  body: Sound<Static<typeof PatchGatewayBody>>,
  refused: Refused = NOTHING_REFUSED,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const name = body.name?.trim();
  if (name !== undefined && (await gatewayNameIsTaken(reader, carrierId, name, gateway?.id ?? NONE)))
    faults.push(fault(['body', 'name'], 'value_error', 'Another gateway of the carrier has this name', name));
  const sources = body.source_addresses ?? gateway?.sourceAddresses ?? [];
  const direction = body.direction ?? gateway?.direction ?? 'outbound';
  if (!refused.has('direction') && direction === 'outbound' && sources.length > 0)
    faults.push(
      fault(
        ['body', 'source_addresses'],
        'value_error',
        'A gateway that only takes calls has no source addresses',
      ),
    );
  const enabled = body.enabled ?? gateway?.enabled ?? true;
  const isTold = enabled && !refused.has('enabled');
  return [...faults, ...(await sourceFaults(reader, gateway?.id ?? NONE, sources, isTold))];
}

/** What speaks against networks, in the database's spelling. An enabled gateway shares none with another. */
async function sourceFaults(
  reader: Reader,
  gatewayId: string,
  sources: readonly (string | undefined)[],
  enabled: boolean,
): Promise<Fault[]> {
  const places = sources.flatMap((source, index) => (source === undefined ? [] : [index]));
  const networks = await canonicalNetworks(
    reader,
    sources.filter((source) => source !== undefined),
  );
  const faultAt = (network: string, message: string): Fault => {
    const place = places[networks.indexOf(network)] ?? 0;
    return fault(['body', 'source_addresses', place], 'value_error', message, network);
  };
  const nested = await selectNestedNetworks(reader, networks);
  const taken = enabled ? await selectTakenNetworks(reader, networks, gatewayId) : [];
  return [
    ...nested.map((network) => faultAt(network, 'Input lies in another network of the list')),
    ...taken.map(({ network, takenNetwork, gatewayName, carrierName }) =>
      faultAt(network, `Input overlaps ${takenNetwork} of gateway ${gatewayName} of ${carrierName}`),
    ),
  ];
}

/** `route` is null for a new one, which begins `now` where nobody says when. The carrier is there. */
export async function routeFaults(
  reader: Reader,
  carrierId: string,
  route: CarrierRoute | null,
  body: Sound<Static<typeof PatchRouteBody>>,
  now: Date,
  refused: Refused = NOTHING_REFUSED,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const prefix = body.prefix ?? route?.prefix;
  const group = body.group ?? route?.group ?? '';
  const effectiveFrom = body.effective_from ?? route?.effectiveFrom ?? now;
  const effectiveTo = body.effective_to === undefined ? (route?.effectiveTo ?? null) : body.effective_to;
  const knows = (...fields: string[]): boolean => !fields.some((field) => refused.has(field));
  if (knows('effective_from', 'effective_to')) {
    if (effectiveTo !== null && effectiveTo <= effectiveFrom)
      faults.push(
        fault(['body', 'effective_to'], 'value_error', 'Input should be after effective_from', effectiveTo),
      );
    else if (prefix !== undefined && knows('prefix', 'group')) {
      const wanted = { prefix, group, effectiveFrom, effectiveTo };
      const other = await selectOverlapping(reader, carrierId, wanted, route?.id ?? NONE);
      if (other !== null) faults.push(overlap(prefix, other));
    }
  }
  if (knows('group') && group !== '' && !(await selectGroups(reader, carrierId, null)).has(group))
    faults.push(
      fault(['body', 'group'], 'value_error', 'No gateway of the carrier that takes calls is in it', group),
    );
  return faults;
}

function overlap(prefix: string, { id }: CarrierRoute): Fault {
  const message = `The carrier has a route for this prefix and group at that time: ${id}`;
  return fault(['body', 'prefix'], 'value_error', message, prefix);
}
