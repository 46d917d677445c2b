import type { Static, TSchema } from 'typebox';
import type { By, KeyedWriteDeps } from '../identity/index.ts';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { PageQuery, Refused, Sound } from '../platform/http/index.ts';
import type { News } from '../platform/news/index.ts';
import type { AccountSources } from './account-sources.ts';
import type { Carrier } from './carrier.ts';
import type { CreateCarrierBody, ListCarriersQuery, PatchCarrierBody } from './carrier-contract.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { createCarrier, patchCarrier, removeCarrier } from './carrier-service.ts';
import { countCarriers, selectCarriers } from './carrier-store.ts';
import { e164Digits } from './e164.ts';
import { findCarrier, findCarrierByWord, findGateway, findRoute } from './find-carrier.ts';
import { gatewayHealth, setGatewayState, type GatewayHealth } from './gateway-health.ts';
import type { Gateway } from './gateway.ts';
import type {
  CreateGatewayBody,
  GatewayStateBody,
  ListGatewaysQuery,
  PatchGatewayBody,
} from './gateway-contract.ts';
import { createGateway, patchGateway, removeGateway } from './gateway-service.ts';
import { countGateways, selectGateways, sourceTaken } from './gateway-store.ts';
import { findInbound, type InboundGateway } from './inbound.ts';
import { readList, type Page } from './list-place.ts';
import {
  explainRoutes,
  findAttemptsOf,
  type Attempt,
  type RoutedCall,
  type RouteExplanation,
} from './lookup.ts';
import type { CreateRouteBody, ListRoutesQuery, PatchRouteBody } from './route-contract.ts';
import { createRoute, patchRoute, removeRoute, replaceAllRoutes } from './route-service.ts';
import { countRoutes, selectRoutes } from './route-store.ts';
import type { FileRoute } from './routes-file.ts';
import type { Replaced } from './routes-file-store.ts';
import { RoutingMemory } from './routing-memory.ts';
import { carrierFaults, gatewayFaults, routeFaults } from './stored-faults.ts';

/**
 * The door to carriers, their gateways and their routes. All of it is the operator's: no tenant is asked for. Writes take the
 * caller's transaction; whatever is not there answers 404.
 */
export interface Carriers extends GatewayHealth {
  create(tx: Tx, body: Static<typeof CreateCarrierBody>, by: By): Promise<Carrier>;
  read(id: string): Promise<Carrier>;
  /** By id, or by name in any case. */
  find(word: string): Promise<Carrier>;
  list(query: Static<typeof ListCarriersQuery>): Promise<Page<Carrier>>;
  patch(tx: Tx, id: string, body: Static<typeof PatchCarrierBody>, by: By): Promise<Carrier>;
  remove(tx: Tx, id: string, by: By): Promise<void>;
  /** What stored data says against a carrier, a gateway or a route that is refused already. `id` absent: a new one. Throws 404. */
  readonly faults: {
    ofCarrier(id: string | undefined, body: Sound<Static<typeof PatchCarrierBody>>): Promise<Fault[]>;
    ofGateway(place: Place, refused: RefusedBody<typeof PatchGatewayBody>, now: Date): Promise<Fault[]>;
    ofRoute(place: Place, refused: RefusedBody<typeof PatchRouteBody>, now: Date): Promise<Fault[]>;
  };

  createGateway(tx: Tx, carrierId: string, body: Static<typeof CreateGatewayBody>, by: By): Promise<Gateway>;
  readGateway(carrierId: string, id: string, at: Date): Promise<Gateway>;
  listGateways(carrierId: string, query: Static<typeof ListGatewaysQuery>, at: Date): Promise<Page<Gateway>>;
  patchGateway(
    tx: Tx,
    carrierId: string,
    id: string,
    body: Static<typeof PatchGatewayBody>,
    by: By,
  ): Promise<Gateway>;
  removeGateway(tx: Tx, carrierId: string, id: string, by: By): Promise<void>;
  setGatewayState(
    tx: Tx,
    carrierId: string,
    id: string,
    body: Static<typeof GatewayStateBody>,
    by: By,
  ): Promise<Gateway>;

  createRoute(tx: Tx, carrierId: string, body: Static<typeof CreateRouteBody>, by: By): Promise<CarrierRoute>;
  readRoute(carrierId: string, id: string): Promise<CarrierRoute>;
  listRoutes(carrierId: string, query: Static<typeof ListRoutesQuery>): Promise<Page<CarrierRoute>>;
  patchRoute(
    tx: Tx,
    carrierId: string,
    id: string,
    body: Static<typeof PatchRouteBody>,
    by: By,
  ): Promise<CarrierRoute>;
  removeRoute(tx: Tx, carrierId: string, id: string, by: By): Promise<void>;
  replaceRoutes(
    tx: Tx,
    carrierId: string,
    routes: readonly FileRoute[],
    by: By,
  ): Promise<{ readonly carrier: Carrier; readonly replaced: Replaced }>;

  /** Where a call goes, for whoever sends it: from memory, or one round trip. */
  attempts(reader: Reader, call: RoutedCall): Promise<Attempt[]>;
  /** The same for several calls in one round trip, in their order. */
  attemptsOf(reader: Reader, calls: readonly RoutedCall[]): Promise<Attempt[][]>;
  /** The same with all that was not chosen, and why: for people. */
  explain(call: RoutedCall): Promise<RouteExplanation>;
  /** Who brings a call from an address, and the E.164 number that `did` is in that carrier's format. */
  inbound(address: string, did: string | null, at: Date): Promise<InboundGateway>;
  /** Whether addresses of a network are a gateway’s; until COMMIT none gets any. */
  sourceTaken(tx: Tx, network: string): Promise<boolean>;
}

export interface CarriersDeps {
  readonly db: Database;
  /** Where they are given, calls are answered from memory while they arrive. */
  readonly news?: News | undefined;
  /** A caller is an account or a carrier, never both. */
  readonly accountSources: AccountSources;
}

/** Of something of a carrier; without an id it is about to be made. */
interface Place {
  readonly carrierId: string;
  readonly id?: string;
}

interface RefusedBody<S extends TSchema> {
  readonly body: Sound<Static<S>>;
  readonly refused: Refused;
}

export interface CarrierRoutesDeps extends KeyedWriteDeps {
  readonly carriers: Carriers;
}

export function createCarriers(deps: CarriersDeps): Carriers {
  const reader = deps.db.kysely;
  const memory = deps.news === undefined ? null : new RoutingMemory({ reader, news: deps.news });
  const attemptsOf: Carriers['attemptsOf'] = (asker, calls) => findAttemptsOf(asker, calls, memory);
  return {
    ...gatewayHealth,
    async noteLoads(tx, node, loads, at) {
      memory?.loadsReported(tx);
      await gatewayHealth.noteLoads(tx, node, loads, at);
    },
    create: createCarrier,
    read: (id) => findCarrier(reader, id),
    find: (word) => findCarrierByWord(reader, word),
    list: (query) =>
      readList(
        query,
        ({ name }) => name,
        (place) => selectCarriers(reader, query, place),
        () => countCarriers(reader, query),
      ),
    patch: patchCarrier,
    remove: removeCarrier,
    faults: faultsIn(deps),
    createGateway: (tx, carrierId, body, by) => createGateway(deps, tx, carrierId, body, by),
    readGateway: (carrierId, id, at) => findGateway(reader, carrierId, id, at),
    listGateways: (carrierId, query, at) => listGateways(reader, carrierId, query, at),
    patchGateway: (tx, carrierId, id, body, by) => patchGateway(deps, tx, carrierId, id, body, by),
    removeGateway,
    setGatewayState,
    createRoute,
    readRoute: (carrierId, id) => findRoute(reader, carrierId, id),
    listRoutes: (carrierId, query) => listRoutes(reader, carrierId, query),
    patchRoute,
    removeRoute,
    replaceRoutes: replaceAllRoutes,
    attempts: async (asker, call) => (await attemptsOf(asker, [call]))[0] ?? [],
    attemptsOf,
    explain: (call) => explainRoutes(reader, call),
    inbound: (address, did, at) => findInbound(reader, address, did, at),
    sourceTaken,
  };
}

function faultsIn({ db, accountSources }: CarriersDeps): Carriers['faults'] {
  const reader = db.kysely;
  return {
    ofCarrier: async (id, body) =>
      carrierFaults(reader, id === undefined ? null : await findCarrier(reader, id), body),
    async ofGateway({ carrierId, id }, { body, refused }, now) {
      await findCarrier(reader, carrierId);
      const gateway = id === undefined ? null : await findGateway(reader, carrierId, id, now);
      return gatewayFaults(accountSources, reader, carrierId, gateway, body, refused);
    },
    async ofRoute({ carrierId, id }, { body, refused }, now) {
      await findCarrier(reader, carrierId);
      const route = id === undefined ? null : await findRoute(reader, carrierId, id);
      return routeFaults(reader, carrierId, route, body, now, refused);
    },
  };
}

async function listGateways(
  reader: Reader,
  carrierId: string,
  query: Static<typeof ListGatewaysQuery>,
  at: Date,
): Promise<Page<Gateway>> {
  const { id } = await findCarrier(reader, carrierId);
  return readList(
    query,
    ({ name }) => name,
    (place) => selectGateways(reader, id, query, place, at),
    () => countGateways(reader, id, query),
  );
}

async function listRoutes(
  reader: Reader,
  carrierId: string,
  { number, ...query }: Static<typeof ListRoutesQuery> & PageQuery,
): Promise<Page<CarrierRoute>> {
  const { id } = await findCarrier(reader, carrierId);
  const filter = {
    prefix: query.prefix,
    enabled: query.enabled,
    digits: number === undefined ? undefined : (e164Digits(number) ?? undefined),
  };
  return readList(
    query,
    ({ prefix }) => prefix,
    (place) => selectRoutes(reader, id, filter, place),
    () => countRoutes(reader, id, filter),
  );
}
