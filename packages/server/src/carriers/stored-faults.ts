import type { Static } from 'typebox';
import type { Reader } from '../platform/db/index.ts';
import { fault, type Fault } from '../platform/errors/index.ts';
import { NOTHING_REFUSED, type Refused, type Sound } from '../platform/http/index.ts';
import type { Carrier } from './carrier.ts';
import type { PatchCarrierBody } from './carrier-contract.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { nameIsTaken } from './carrier-store.ts';
import type { Direction, Gateway } from './gateway.ts';
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

/** What of a gateway its networks depend on, as it would be. */
function wantedSources(
  gateway: Gateway | null,
  body: Sound<Static<typeof PatchGatewayBody>>,
): {
  readonly direction: Direction;
  readonly enabled: boolean;
  readonly sources: readonly (string | undefined)[];
} {
  return {
    direction: body.direction ?? gateway?.direction ?? 'outbound',
    enabled: body.enabled ?? gateway?.enabled ?? true,
    sources: body.source_addresses ?? gateway?.sourceAddresses ?? [],
  };
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
  const id = gateway?.id ?? NONE;
  const name = body.name?.trim();
  if (name !== undefined && (await gatewayNameIsTaken(reader, carrierId, name, id)))
    faults.push(fault(['body', 'name'], 'value_error', 'Another gateway of the carrier has this name', name));
  const { direction, enabled, sources } = wantedSources(gateway, body);
  if (!refused.has('direction') && direction === 'outbound' && sources.length > 0)
    faults.push(
      fault(
        ['body', 'source_addresses'],
        'value_error',
        'A gateway that only takes calls has no source addresses',
      ),
    );
  const sharesNone = enabled && !refused.has('enabled');
  return [...faults, ...(await sourceFaults(reader, id, sources, sharesNone))];
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

type RouteBody = Sound<Static<typeof PatchRouteBody>>;

/** `route` is null for a new one, which begins `now` where nobody says when. The carrier is there. */
export async function routeFaults(
  reader: Reader,
  carrierId: string,
  route: CarrierRoute | null,
  body: RouteBody,
  now: Date,
  refused: Refused = NOTHING_REFUSED,
): Promise<Fault[]> {
  const faults = await timeFaults(reader, carrierId, route, body, now, refused);
  const group = body.group ?? route?.group ?? '';
  if (refused.has('group') || group === '') return faults;
  if (!(await selectGroups(reader, carrierId, null)).has(group))
    faults.push(
      fault(['body', 'group'], 'value_error', 'No gateway of the carrier that takes calls is in it', group),
    );
  return faults;
}

/** When and for what a route would hold. */
function wantedTime(
  route: CarrierRoute | null,
  body: RouteBody,
  now: Date,
): Partial<Pick<CarrierRoute, 'prefix'>> & Pick<CarrierRoute, 'group' | 'effectiveFrom' | 'effectiveTo'> {
  const base = route ?? { group: '', effectiveFrom: now, effectiveTo: null };
  return {
    ...base,
    ...(body.prefix === undefined ? {} : { prefix: body.prefix }),
    ...(body.group === undefined ? {} : { group: body.group }),
    ...(body.effective_from === undefined ? {} : { effectiveFrom: body.effective_from }),
    ...(body.effective_to === undefined ? {} : { effectiveTo: body.effective_to }),
  };
}

/** What speaks against the time that a route holds. */
async function timeFaults(
  reader: Reader,
  carrierId: string,
  route: CarrierRoute | null,
  body: RouteBody,
  now: Date,
  refused: Refused,
): Promise<Fault[]> {
  if (refused.has('effective_from') || refused.has('effective_to')) return [];
  const { prefix, ...time } = wantedTime(route, body, now);
  const { effectiveFrom, effectiveTo } = time;
  if (effectiveTo !== null && effectiveTo <= effectiveFrom) {
    const message = 'Input should be after effective_from';
    return [fault(['body', 'effective_to'], 'value_error', message, effectiveTo)];
  }
  if (prefix === undefined || refused.has('prefix') || refused.has('group')) return [];
  const other = await selectOverlapping(reader, carrierId, { prefix, ...time }, route?.id ?? NONE);
  return other === null ? [] : [overlap(prefix, other)];
}

function overlap(prefix: string, { id }: CarrierRoute): Fault {
  const message = `The carrier has a route for this prefix and group at that time: ${id}`;
  return fault(['body', 'prefix'], 'value_error', message, prefix);
}
