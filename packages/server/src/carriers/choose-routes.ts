import type { Carrier } from './carrier.ts';
import { isInEffect, type CarrierRoute, type RouteTerms } from './carrier-route.ts';
import { fullBy, stateOf, type Gateway, type Load } from './gateway.ts';
import { weightedOrder, weightedOrderBy } from './weighted-order.ts';

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
export interface Candidate<R extends RouteTerms = CarrierRoute> {
  readonly carrier: Carrier;
  readonly route: R;
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

/** A route that a number matches, with everything of its carrier. */
export interface Entry<R extends RouteTerms = CarrierRoute> {
  readonly carrier: Carrier;
  readonly gateways: readonly Gateway[];
  readonly route: R;
}

/** Told of what is left out: for people. Calls need no reasons. */
type Skip<R extends RouteTerms> = (entry: Entry<R>, gateway: Gateway | null, reason: SkipReason) => void;

/** Those against which there is no reason; the others are told. */
function sift<T>(
  items: readonly T[],
  reasonOf: (item: T) => SkipReason | null,
  skip: ((item: T, reason: SkipReason) => void) | undefined,
): T[] {
  return items.filter((item) => {
    const reason = reasonOf(item);
    if (reason !== null) skip?.(item, reason);
    return reason === null;
  });
}

function whyNotInForce({ carrier, route }: Entry<RouteTerms>, at: Date): SkipReason | null {
  if (!carrier.enabled) return 'carrier_disabled';
  if (!route.enabled) return 'route_disabled';
  const effect = isInEffect(route, at);
  return effect === 'in_effect' ? null : effect;
}

function whyNotUsable(gateway: Gateway, at: Date, load: Load): SkipReason | null {
  if (!gateway.enabled) return 'gateway_disabled';
  if (gateway.direction === 'inbound') return 'gateway_inbound_only';
  const state = stateOf(gateway, at);
  return state === 'up' ? fullBy(gateway, load) : `gateway_${state}`;
}

/** How a call is looked at: by the load that a gateway has now, where that is not its own, and for whom. */
interface Look<R extends RouteTerms> {
  readonly loadOf?: (gateway: Gateway) => Load;
  readonly skip?: Skip<R>;
}

/**
 * The routes in the order in which they are tried. Of each carrier only the longest prefix counts. Longer prefixes come
 * first, then lower priorities; inside a priority they share by weight. Where an exclusive route matches, shorter
 * prefixes are not tried.
 */
function orderRoutes<R extends RouteTerms>(
  entries: readonly Entry<R>[],
  { at, seed }: RoutingQuestion,
  skip: Skip<R> | undefined,
): Entry<R>[] {
  const drop =
    skip &&
    ((entry: Entry<R>, reason: SkipReason): void => {
      skip(entry, null, reason);
    });
  const inForce = sift(entries, (entry) => whyNotInForce(entry, at), drop);
  const own = new Map<string, number>();
  for (const { carrier, route } of inForce)
    own.set(carrier.id, Math.max(own.get(carrier.id) ?? 0, route.prefix.length));
  const isLongest = ({ carrier, route }: Entry<R>): boolean => route.prefix.length === own.get(carrier.id);
  const longest = sift(inForce, (entry) => (isLongest(entry) ? null : 'longer_prefix_of_carrier'), drop);
  let least = 0;
  for (const { route } of longest) if (route.exclusive) least = Math.max(least, route.prefix.length);
  const isOpen = ({ route }: Entry<R>): boolean => route.prefix.length >= least;
  const open = sift(longest, (entry) => (isOpen(entry) ? null : 'exclusive_prefix'), drop);
  const ranked = open.sort((a, b) => byRank(a.route, b.route));
  return runsOf(ranked, (a, b) => byRank(a.route, b.route) === 0).flatMap((run) =>
    weightedOrderBy(seed, run, ({ route }) => route),
  );
}

function byRank(a: RouteTerms, b: RouteTerms): number {
  return b.prefix.length - a.prefix.length || a.priority - b.priority;
}

/** Neighbours that are the same in one list each. */
function runsOf<T>(items: readonly T[], same: (a: T, b: T) => boolean): T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && same(run[0], item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

/** The gateways of one route in the order in which they are tried; each belongs to the first route that reaches it. */
function gatewaysOf<R extends RouteTerms>(
  entry: Entry<R>,
  reached: Set<string>,
  { at, seed }: RoutingQuestion,
  { loadOf, skip }: Look<R>,
): Gateway[] {
  const { gateways, route } = entry;
  const drop =
    skip &&
    ((gateway: Gateway, reason: SkipReason): void => {
      skip(entry, gateway, reason);
    });
  const named = gateways.filter(({ group }) => route.group === '' || route.group === group);
  if (named.length === 0) skip?.(entry, null, 'no_gateway');
  const usable = sift(named, (one) => whyNotUsable(one, at, loadOf?.(one) ?? one.load), drop);
  const fresh = sift(usable, ({ id }) => (reached.has(id) ? 'reached_before' : null), drop);
  for (const { id } of fresh) reached.add(id);
  const ordered = weightedOrder(seed, fresh);
  for (const beyond of ordered.slice(GATEWAYS_PER_ROUTE)) drop?.(beyond, 'enough_of_route');
  return ordered.slice(0, GATEWAYS_PER_ROUTE);
}

/** Where a call is tried, in order, of the routes that its number matches. */
export function chooseAmong<R extends RouteTerms>(
  entries: readonly Entry<R>[],
  question: RoutingQuestion,
  look: Look<R> = {},
): Candidate<R>[] {
  const { limit } = question;
  const candidates: Candidate<R>[] = [];
  const reached = new Set<string>();
  for (const entry of orderRoutes(entries, question, look.skip)) {
    // Who wants no reasons needs no further gateways.
    if (candidates.length >= limit && look.skip === undefined) break;
    const { carrier, route } = entry;
    for (const gateway of gatewaysOf(entry, reached, question, look)) {
      if (candidates.length < limit) candidates.push({ carrier, route, gateway });
      else look.skip?.(entry, gateway, 'enough_attempts');
    }
  }
  return candidates;
}

/**
 * Where a call is tried, in order, and why nowhere else. The same rules as the SQL function `carrier_routes`, which
 * answers for calls that memory cannot answer: a property test holds one against the other.
 */
export function chooseRoutes(table: RoutingTable, question: RoutingQuestion): Choice {
  const skipped: Skipped[] = [];
  const carriers = new Map(table.carriers.map((carrier) => [carrier.id, carrier]));
  const gateways = Map.groupBy(table.gateways, ({ carrierId }) => carrierId);
  const entries = table.routes
    .filter(({ prefix }) => question.number.startsWith(prefix))
    .flatMap((route): Entry[] => {
      const carrier = carriers.get(route.carrierId);
      return carrier === undefined ? [] : [{ carrier, route, gateways: gateways.get(carrier.id) ?? [] }];
    });
  const candidates = chooseAmong(entries, question, {
    skip({ carrier, route }, gateway, reason) {
      skipped.push({ carrier, route, gateway, reason });
    },
  });
  return { candidates, skipped };
}
