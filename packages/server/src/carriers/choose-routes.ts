import type { Carrier } from './carrier.ts';
import { isInEffect, type CarrierRoute } from './carrier-route.ts';
import { fullBy, stateOf, type Gateway } from './gateway.ts';
import { weightedOrder } from './weighted-order.ts';

/** Attempts of one call. */
export const MOST_ATTEMPTS = 6;
/** Gateways of one route among them, so that the next carrier has its turn; `carrier_routes` says the same. */
export const GATEWAYS_PER_ROUTE = 2;

/** Carriers, their gateways, and the routes whose prefix a number begins with. */
export interface RoutingTable {
  readonly carriers: readonly Carrier[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly CarrierRoute[];
}

export interface RoutingQuestion {
  /** Digits of an E.164 number. */
  readonly number: string;
  readonly at: Date;
  /** The call's id: calls with different ids share by weight. */
  readonly seed: string;
  readonly limit: number;
}

/** A gateway that the call is tried at. */
export interface Candidate {
  readonly carrier: Carrier;
  readonly route: CarrierRoute;
  readonly gateway: Gateway;
}

export type SkipReason =
  | 'carrier_disabled'
  | 'route_disabled'
  | 'not_yet_effective'
  | 'no_longer_effective'
  | 'longer_prefix_of_carrier'
  | 'exclusive_prefix'
  | 'no_gateway'
  | 'gateway_disabled'
  | 'gateway_inbound_only'
  | 'gateway_down'
  | 'gateway_draining'
  | 'max_concurrent_calls'
  | 'max_cps'
  | 'reached_before'
  | 'enough_of_route'
  | 'enough_attempts'
  | 'anonymous_refused'
  | 'cli_not_e164';

/** A route, or one gateway of it, that the call is not tried at. */
export interface Skipped {
  readonly carrier: Carrier;
  readonly route: CarrierRoute;
  readonly gateway: Gateway | null;
  readonly reason: SkipReason;
}

export interface Choice {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly Skipped[];
}

type Entry = Pick<Candidate, 'carrier' | 'route'>;

/** Splits a list by whether there is a reason against an item. */
function sift<T>(
  items: readonly T[],
  reasonOf: (item: T) => SkipReason | null,
): { kept: T[]; dropped: { item: T; reason: SkipReason }[] } {
  const kept: T[] = [];
  const dropped: { item: T; reason: SkipReason }[] = [];
  for (const item of items) {
    const reason = reasonOf(item);
    if (reason === null) kept.push(item);
    else dropped.push({ item, reason });
  }
  return { kept, dropped };
}

function whyNotInForce({ carrier, route }: Entry, at: Date): SkipReason | null {
  if (!carrier.enabled) return 'carrier_disabled';
  if (!route.enabled) return 'route_disabled';
  const effect = isInEffect(route, at);
  return effect === 'in_effect' ? null : effect;
}

function whyNotUsable(gateway: Gateway, at: Date): SkipReason | null {
  if (!gateway.enabled) return 'gateway_disabled';
  if (gateway.direction === 'inbound') return 'gateway_inbound_only';
  const state = stateOf(gateway, at);
  return state === 'up' ? fullBy(gateway) : `gateway_${state}`;
}

function longestPrefix(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(({ route }) => route.prefix.length));
}

/**
 * The routes in the order in which they are tried. Of each carrier only the longest prefix counts. Longer prefixes come
 * first, then lower priorities; inside a priority they share by weight. Where an exclusive route matches, shorter
 * prefixes are not tried.
 */
function orderRoutes(entries: readonly Entry[], { at, seed }: RoutingQuestion, skipped: Skipped[]): Entry[] {
  const drop = ({ item, reason }: { item: Entry; reason: SkipReason }): void => {
    skipped.push({ ...item, gateway: null, reason });
  };
  const inForce = sift(entries, (entry) => whyNotInForce(entry, at));
  const own = new Map<string, number>();
  for (const { carrier, route } of inForce.kept)
    own.set(carrier.id, Math.max(own.get(carrier.id) ?? 0, route.prefix.length));
  const longest = sift(inForce.kept, ({ carrier, route }) =>
    route.prefix.length === own.get(carrier.id) ? null : 'longer_prefix_of_carrier',
  );
  const least = longestPrefix(longest.kept.filter(({ route }) => route.exclusive));
  const open = sift(longest.kept, ({ route }) => (route.prefix.length >= least ? null : 'exclusive_prefix'));
  for (const one of [...inForce.dropped, ...longest.dropped, ...open.dropped]) drop(one);

  const byRoute = new Map(open.kept.map((entry) => [entry.route.id, entry]));
  return weightedOrder(
    seed,
    open.kept.map(({ route }) => route),
  )
    .sort((a, b) => b.prefix.length - a.prefix.length || a.priority - b.priority)
    .flatMap(({ id }) => byRoute.get(id) ?? []);
}

/** The gateways of one route in the order in which they are tried; each belongs to the first route that reaches it. */
function gatewaysOf(
  entry: Entry,
  gateways: readonly Gateway[],
  reached: Set<string>,
  { at, seed }: RoutingQuestion,
  skipped: Skipped[],
): Gateway[] {
  const { carrier, route } = entry;
  const named = gateways.filter(
    ({ carrierId, group }) => carrierId === carrier.id && (route.group === '' || route.group === group),
  );
  if (named.length === 0) skipped.push({ ...entry, gateway: null, reason: 'no_gateway' });
  const usable = sift(named, (gateway) => whyNotUsable(gateway, at));
  const fresh = sift(usable.kept, ({ id }) => (reached.has(id) ? 'reached_before' : null));
  const ordered = weightedOrder(seed, fresh.kept);
  for (const { id } of ordered) reached.add(id);
  const beyond = ordered
    .slice(GATEWAYS_PER_ROUTE)
    .map((item) => ({ item, reason: 'enough_of_route' as const }));
  for (const { item, reason } of [...usable.dropped, ...fresh.dropped, ...beyond])
    skipped.push({ ...entry, gateway: item, reason });
  return ordered.slice(0, GATEWAYS_PER_ROUTE);
}

/**
 * Where a call is tried, in order, and why nowhere else. The same rules as the SQL function `carrier_routes`, which
 * answers for calls: a property test holds one against the other.
 */
export function chooseRoutes(table: RoutingTable, question: RoutingQuestion): Choice {
  const skipped: Skipped[] = [];
  const carriers = new Map(table.carriers.map((carrier) => [carrier.id, carrier]));
  const entries = table.routes
    .filter(({ prefix }) => question.number.startsWith(prefix))
    .flatMap((route): Entry[] => {
      const carrier = carriers.get(route.carrierId);
      return carrier === undefined ? [] : [{ carrier, route }];
    });
  const reached = new Set<string>();
  const all = orderRoutes(entries, question, skipped).flatMap((entry) =>
    gatewaysOf(entry, table.gateways, reached, question, skipped).map((gateway) => ({ ...entry, gateway })),
  );
  for (const one of all.slice(question.limit)) skipped.push({ ...one, reason: 'enough_attempts' });
  return { candidates: all.slice(0, question.limit), skipped };
}
