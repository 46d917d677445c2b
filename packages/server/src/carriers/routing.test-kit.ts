import fc from 'fast-check';
import type { Tx } from '../platform/db/index.ts';
import { toRate } from '../pricing/index.ts';
import type { Carrier } from './carrier.ts';
import { insertCarrier } from './carrier-store.ts';
import type { CarrierRoute } from './carrier-route.ts';
import type { RoutingTable } from './choose-routes.ts';
import { HEALTHY } from './circuit-breaker.ts';
import { PLAIN_CLI } from './cli-rules.ts';
import { PLAIN_DID } from './did-format.ts';
import { NO_LOAD, type Direction, type Gateway, type GatewayState } from './gateway.ts';
import { insertGateway } from './gateway-store.ts';
import { replaceLoads, updateHealth } from './health-store.ts';
import { PLAIN_E164 } from './number-format.ts';
import { insertRoute } from './route-store.ts';

// Carriers, gateways and routes for tests: made one by one, or worlds of them by chance.

export const AT = new Date('2026-03-25T10:00:00Z');
export const NUMBER = '919876543210';
export const minutes = (count: number): Date => new Date(AT.getTime() + count * 60_000);
const made = { createdAt: AT, updatedAt: AT, version: 1 };
const uuid = (group: number, serial: number): string =>
  `00000000-0000-7000-8000-${String(group).padStart(4, '0')}${String(serial).padStart(8, '0')}`;

export const carrierOf = (serial: number, change: Partial<Carrier> = {}): Carrier => ({
  id: uuid(1, serial),
  name: `Carrier ${String(serial)}`,
  enabled: true,
  currency: 'USD',
  description: '',
  cliRules: PLAIN_CLI,
  dialFormat: PLAIN_E164,
  didFormat: PLAIN_DID,
  routeCount: 0,
  gatewayCount: 0,
  ...made,
  ...change,
});
export const gatewayOf = (carrierId: string, serial: number, change: Partial<Gateway> = {}): Gateway => ({
  id: uuid(2, serial),
  carrierId,
  name: `Gateway ${String(serial)}`,
  group: '',
  host: 'sip.carrier.example',
  port: 5060,
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
  ...made,
  ...change,
});
export const routeOf = (
  carrierId: string,
  serial: number,
  change: Partial<CarrierRoute> = {},
): CarrierRoute => ({
  id: uuid(3, serial),
  carrierId,
  prefix: '91',
  group: '',
  priority: 1,
  weight: 10,
  costRate: null,
  exclusive: false,
  enabled: true,
  effectiveFrom: minutes(-60),
  effectiveTo: null,
  ...made,
  ...change,
});

/** One carrier with one gateway and one route for each change of a route. */
export function simple(...routes: readonly Partial<CarrierRoute>[]): RoutingTable {
  const carriers = routes.map((_, index) => carrierOf(index));
  return {
    carriers,
    gateways: carriers.map(({ id }, index) => gatewayOf(id, index)),
    routes: routes.map((change, index) => routeOf(carriers[index]!.id, index, change)),
  };
}

const prefix = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('', '91', '9198', '91987', NUMBER) },
  { weight: 1, arbitrary: fc.constantFrom('92', '9197', '1', `${NUMBER}1`) },
);
const long = { effectiveFrom: minutes(-60), effectiveTo: null };
const window = fc.oneof(
  { weight: 8, arbitrary: fc.constant(long) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { ...long, effectiveTo: minutes(5) },
      { ...long, effectiveFrom: AT },
      { ...long, effectiveFrom: minutes(5) },
      { ...long, effectiveTo: AT },
    ),
  },
);
const weight = fc.integer({ min: 1, max: 100 });
/** Mostly what lets calls pass: where every second thing forbids them, nothing is left to choose from. */
function mostly<T, U>(usual: T, ...others: readonly U[]): fc.Arbitrary<T | U> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );
}
const groups = mostly('', 'premium', 'bulk');
const limits = mostly(null, 0, 1, 2, 3);
const down = { failures: 0, failingSince: null, trips: 2, downSince: minutes(-3), lastCause: '503' };
const health = mostly(
  HEALTHY,
  { ...HEALTHY, failures: 3, failingSince: minutes(-1) },
  { ...down, downUntil: minutes(1) },
  { ...down, downUntil: AT },
);

export const tables: fc.Arbitrary<RoutingTable> = fc
  .record({
    carriers: fc.array(fc.record({ enabled: mostly(true, false) }), {
      minLength: 2,
      maxLength: 5,
      size: 'max',
    }),
    gateways: fc.array(
      fc.record({
        carrier: fc.nat({ max: 4 }),
        enabled: mostly(true, false),
        group: groups,
        weight,
        direction: mostly<Direction, Direction>('outbound', 'both', 'inbound'),
        stateOverride: mostly<null, GatewayState>(null, 'up', 'down', 'draining'),
        maxConcurrentCalls: limits,
        maxCps: limits,
        load: fc.record({ activeCalls: fc.nat({ max: 3 }), callsPerSecond: fc.nat({ max: 3 }) }),
        health,
        ownFormat: fc.boolean(),
      }),
      { minLength: 10, maxLength: 16, size: 'max' },
    ),
    routes: fc.array(
      fc.record({
        carrier: fc.nat({ max: 4 }),
        prefix,
        group: groups,
        priority: fc.integer({ min: 1, max: 3 }),
        weight,
        exclusive: mostly(false, true),
        enabled: mostly(true, false),
        window,
        costRate: fc.constantFrom(null, toRate(4_200_000n)),
      }),
      { minLength: 6, maxLength: 14, size: 'max' },
    ),
  })
  .map(({ carriers: wanted, gateways, routes }) => {
    const carriers = wanted.map((change, index) => carrierOf(index, change));
    const of = (index: number): string => carriers[index % carriers.length]!.id;
    // The table has one route for a carrier, prefix, group and beginning.
    const keys = new Set<string>();
    return {
      carriers,
      gateways: gateways.map(({ carrier, ownFormat, ...change }, index) =>
        gatewayOf(of(carrier), index, {
          ...change,
          dialFormat: ownFormat ? { strip: '91', prepend: '0', otherwise: '00' } : null,
        }),
      ),
      routes: routes
        .map(({ carrier, window: one, ...change }, index) =>
          routeOf(of(carrier), index, { ...change, ...one }),
        )
        .filter(({ carrierId, prefix: digits, group, effectiveFrom }) => {
          const key = [carrierId, digits, group, effectiveFrom.toISOString()].join();
          return !keys.has(key) && keys.add(key);
        }),
    };
  });

export async function store(tx: Tx, { carriers, gateways, routes }: RoutingTable): Promise<void> {
  for (const carrier of carriers) await insertCarrier(tx, carrier);
  for (const gateway of gateways) {
    await insertGateway(tx, gateway);
    await updateHealth(tx, gateway.id, gateway.health);
  }
  for (const route of routes) await insertRoute(tx, route);
  const loads = gateways.map(({ id, load }) => ({ gatewayId: id, ...load }));
  await replaceLoads(tx, 'edge-1', loads, AT);
  // An edge that has not reported for too long counts no more.
  const stale = loads.map((load) => ({ ...load, activeCalls: 100, callsPerSecond: 100 }));
  await replaceLoads(tx, 'edge-2', stale, new Date(AT.getTime() - 15_000));
}
