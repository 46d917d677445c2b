import { onTransactionEnd, type Reader, type Tx } from '../platform/db/index.ts';
import { TaggedCache, type Loaded, type News } from '../platform/news/index.ts';
import { selectBuckets } from './bucket-store.ts';
import type { Carrier } from './carrier.ts';
import type { RouteTerms } from './carrier-route.ts';
import { selectCarriersByIds } from './carrier-store.ts';
import { chooseAmong, type Candidate, type Entry, type RoutingQuestion } from './choose-routes.ts';
import { GatewayLoads } from './gateway-loads.ts';
import { isLimited, type Gateway } from './gateway.ts';
import { selectGatewaysOf } from './gateway-store.ts';
import { bucketOf, type RouteBucket } from './route-bucket.ts';
import { Wanted } from './wanted.ts';

/** What the triggers of routing tables tell on it is in 0041-routing-news.sql: `routes`, or the id of a carrier. */
const CHANNEL = 'portal_routing';
const ROUTES = 'routes';

export interface RoutingMemoryLimits {
  readonly buckets: number;
  /** Of all buckets together. About 300 bytes each. */
  readonly routes: number;
  /** A bucket with more is not kept. */
  readonly routesOfBucket: number;
  /** Of all carriers together. About a kilobyte each. */
  readonly gateways: number;
  readonly loads: number;
  /** Whatever was or was not told. */
  readonly ageMs: number;
}

const LIMITS: RoutingMemoryLimits = {
  buckets: 20_000,
  routes: 100_000,
  routesOfBucket: 1_000,
  gateways: 20_000,
  loads: 20_000,
  ageMs: 300_000,
};

/** Of one reading, so that its rows keep no call waiting; and how many wait for one. */
const BUCKETS_AT_ONCE = 4;
const CARRIERS_AT_ONCE = 10;
const MOST_WANTED = 1_000;

export interface RoutingMemoryDeps {
  readonly reader: Reader;
  readonly news: News;
  readonly limits?: Partial<RoutingMemoryLimits> | undefined;
}

interface KnownCarrier {
  readonly carrier: Carrier;
  readonly gateways: readonly Gateway[];
  /** The load of some gateway counts. */
  readonly limited: boolean;
}

/**
 * Where calls go, without asking the database: routes of the numbers that were asked about, and carriers with their gateways and
 * whether they are down. Trusted only while news of changes arrive. What is not known is asked of the database as if there were no
 * memory, and read beside for the next call.
 */
export class RoutingMemory {
  readonly #deps: RoutingMemoryDeps;
  readonly #limits: RoutingMemoryLimits;
  /** By the digits that their numbers begin with; null: too large to keep. */
  readonly #buckets: TaggedCache<RouteBucket | null>;
  readonly #carriers: TaggedCache<KnownCarrier | null>;
  readonly #loads: GatewayLoads;
  readonly #wantedBuckets = new Wanted((keys) => this.#readBuckets(keys), BUCKETS_AT_ONCE, MOST_WANTED);
  readonly #wantedCarriers = new Wanted((ids) => this.#readCarriers(ids), CARRIERS_AT_ONCE, MOST_WANTED);

  constructor(deps: RoutingMemoryDeps) {
    this.#deps = deps;
    this.#limits = { ...LIMITS, ...deps.limits };
    const { buckets, routes, gateways, loads, ageMs: maxAgeMs } = this.#limits;
    this.#buckets = new TaggedCache({ maxEntries: buckets, maxWeight: routes, maxAgeMs });
    this.#carriers = new TaggedCache({ maxEntries: gateways, maxWeight: gateways, maxAgeMs });
    this.#loads = new GatewayLoads(deps.reader, loads);
    const tell = (tag: string, how: 'invalidate' | 'hold' | 'release'): void => {
      if (tag === ROUTES) {
        this.#buckets[how](tag);
        return;
      }
      this.#carriers[how](tag);
      // Some gateway may have limits now, and only of such loads are read.
      this.#loads.forget();
    };
    deps.news.listen(CHANNEL, {
      changed: (tag) => {
        tell(tag, 'invalidate');
      },
      hold: (tag) => {
        tell(tag, 'hold');
      },
      release: (tag) => {
        tell(tag, 'release');
      },
      lost: () => {
        this.#buckets.clear();
        this.#carriers.clear();
        this.#loads.forget();
      },
    });
  }

  /** How much is remembered: buckets and their routes, carriers and their gateways. */
  get sizes(): Readonly<Record<'buckets' | 'routes' | 'carriers' | 'gateways', number>> {
    const [buckets, carriers] = [this.#buckets, this.#carriers];
    return {
      buckets: buckets.size,
      routes: buckets.weight - buckets.size,
      carriers: carriers.size,
      gateways: carriers.weight - carriers.size,
    };
  }

  /** Where a call is tried, in order; undefined: ask the database. No I/O. */
  choose(question: RoutingQuestion): Candidate<RouteTerms>[] | undefined {
    const nowMs = performance.now();
    if (!this.#deps.news.fresh(nowMs)) return undefined;
    const key = bucketOf(question.number);
    const bucket = this.#buckets.get(key, nowMs);
    if (bucket === undefined && !this.#buckets.isHeld(ROUTES)) this.#wantedBuckets.want(key);
    const entries = bucket == null ? undefined : this.#entriesOf(bucket.matching(question.number), nowMs);
    if (entries === undefined) return undefined;
    if (!entries.some(({ limited }) => limited)) return chooseAmong(entries, question);
    const loadOf = this.#loads.at(question.at, nowMs);
    return loadOf && chooseAmong(entries, question, { loadOf });
  }

  /** This process reports loads of gateways: its next call counts them. */
  loadsReported(tx: Tx): void {
    onTransactionEnd(tx, () => {
      this.#loads.forget();
    });
  }

  /** Undefined: of some carrier nothing is known. */
  #entriesOf(routes: readonly RouteTerms[], nowMs: number): (Entry<RouteTerms> & KnownCarrier)[] | undefined {
    const entries: (Entry<RouteTerms> & KnownCarrier)[] = [];
    let complete = true;
    for (const route of routes) {
      const known = this.#carriers.get(route.carrierId, nowMs);
      if (known == null) {
        if (!this.#carriers.isHeld(route.carrierId)) this.#wantedCarriers.want(route.carrierId);
        complete = false;
      } else entries.push({ ...known, route });
    }
    return complete ? entries : undefined;
  }

  async #readBuckets(keys: readonly string[]): Promise<void> {
    const { routesOfBucket } = this.#limits;
    await loadTogether(
      this.#buckets,
      keys,
      () => selectBuckets(this.#deps.reader, keys, routesOfBucket),
      (bucket = null) => ({ value: bucket, tags: [ROUTES], weight: 1 + (bucket?.size ?? 0) }),
    );
    // Their calls would miss the carriers next.
    const nowMs = performance.now();
    for (const key of keys)
      for (const id of this.#buckets.get(key, nowMs)?.carrierIds() ?? [])
        if (this.#carriers.get(id, nowMs) === undefined) this.#wantedCarriers.want(id);
  }

  async #readCarriers(ids: readonly string[]): Promise<void> {
    await loadTogether(
      this.#carriers,
      ids,
      () => selectKnown(this.#deps.reader, ids),
      (known = null, id) => ({
        value: known,
        tags: [id],
        keep: known !== null,
        weight: 1 + (known?.gateways.length ?? 0),
      }),
    );
  }
}

/** Loads several keys by one reading, which begins when the cache knows that they are being loaded. */
async function loadTogether<V>(
  cache: TaggedCache<V>,
  keys: readonly string[],
  read: () => Promise<ReadonlyMap<string, V>>,
  toLoaded: (value: V | undefined, key: string) => Loaded<V>,
): Promise<void> {
  let reading: Promise<ReadonlyMap<string, V>> | undefined;
  await Promise.allSettled(
    keys.map((key) => cache.load(key, async () => toLoaded((await (reading ??= read())).get(key), key))),
  );
}

async function selectKnown(reader: Reader, ids: readonly string[]): Promise<Map<string, KnownCarrier>> {
  // Their loads are read apart.
  const noTime = new Date(0);
  const carriers = await selectCarriersByIds(reader, ids);
  const gateways = Map.groupBy(await selectGatewaysOf(reader, ids, noTime), ({ carrierId }) => carrierId);
  return new Map(
    carriers.map((carrier) => {
      const own = gateways.get(carrier.id) ?? [];
      return [carrier.id, { carrier, gateways: own, limited: own.some(isLimited) }];
    }),
  );
}
