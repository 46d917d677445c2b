import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDatabase, type Database, type Tx } from '../platform/db/index.ts';
import { createNews, type News } from '../platform/news/index.ts';
import { testDatabase } from '../../test/database.ts';
import { fragileWay } from '../../test/fragile-way.ts';
import { insertCarrier } from './carrier-store.ts';
import { insertGateway } from './gateway-store.ts';
import { GatewayLoads } from './gateway-loads.ts';
import { replaceLoads, updateHealth } from './health-store.ts';
import { findAttemptsOf, type Attempt, type RoutedCall } from './lookup.ts';
import { insertRoute } from './route-store.ts';
import { RoutingMemory, type RoutingMemoryLimits } from './routing-memory.ts';
import {
  AT,
  NUMBER,
  carrierOf,
  gatewayOf,
  minutes,
  routeOf,
  simple,
  store,
  tables,
} from './routing.test-kit.ts';
import { carrierHarness } from './test-carriers.ts';

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await met())) {
    if (performance.now() - begun > 60_000) throw new Error('it did not happen in a minute');
    await sleep(2);
  }
}

const newsOf = (db: Database, databaseUrl: string): News =>
  createNews({ db, databaseUrl, log: pino({ level: 'silent' }) });

/** What one process remembers of a database, over whatever way it hears its news. */
async function processOn(url: string, newsUrl = url, limits?: Partial<RoutingMemoryLimits>) {
  const db = openDatabase({ url, maxConnections: 5, applicationName: 'test', statementTimeoutMs: 30_000 });
  const news = newsOf(db, newsUrl);
  const memory = new RoutingMemory({ reader: db.kysely, news, limits });
  await news.start();
  let connections = 0;
  db.pool.on('acquire', () => {
    connections += 1;
  });
  afterAll(async () => {
    await news.close();
    await db.close();
  });
  const knows = (calls: readonly RoutedCall[]): boolean =>
    calls.map(({ digits, at, seed }) => memory.choose({ number: digits, at, seed, limit: 6 })).every(Boolean);
  return {
    db,
    news,
    memory,
    knows,
    attempts: (calls: readonly RoutedCall[]) => findAttemptsOf(db.kysely, calls, memory),
    /** What the database says itself. */
    asked: (calls: readonly RoutedCall[]) => findAttemptsOf(db.kysely, calls, null),
    learns: (calls: readonly RoutedCall[]) => until(() => knows(calls)),
    /** Work that takes so many connections, no more and no less. */
    async asking<T>(times: number, work: () => Promise<T>): Promise<T> {
      const before = connections;
      const result = await work();
      expect(connections - before).toBe(times);
      return result;
    },
  };
}

const call = (digits: string, at = AT, seed = 's'): RoutedCall => ({
  digits,
  at,
  seed,
  caller: { number: '+14155550100', withheld: false },
});
const order = (attempts: readonly Attempt[] | undefined): number[] =>
  (attempts ?? []).map(({ gatewayId }) => Number(gatewayId.slice(-8)));

type World = Parameters<typeof store>[1];
const PARTS = ['all', 'routes', 'gateways', 'health', 'loads', 'carriers'] as const;

/** Makes a part of the world that of another one. */
async function change(tx: Tx, part: (typeof PARTS)[number], world: World): Promise<void> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM carrier`.execute(tx);
  const there = new Set(rows.map(({ id }) => id));
  const routes = world.routes.filter(({ carrierId }) => there.has(carrierId));
  const gateways = world.gateways.filter(({ carrierId }) => there.has(carrierId));
  if (part === 'all') {
    for (const table of ['carrier_route', 'carrier_gateway', 'carrier'])
      await sql`DELETE FROM ${sql.table(table)}`.execute(tx);
    await store(tx, world);
  } else if (part === 'routes') {
    await sql`DELETE FROM carrier_route`.execute(tx);
    for (const route of routes) await insertRoute(tx, route);
  } else if (part === 'gateways') {
    await sql`DELETE FROM carrier_gateway`.execute(tx);
    for (const gateway of gateways) await insertGateway(tx, gateway);
  } else if (part === 'health') {
    for (const { id, health } of gateways) await updateHealth(tx, id, health);
  } else if (part === 'carriers') {
    for (const { id, enabled } of world.carriers)
      await sql`UPDATE carrier SET enabled = ${enabled}, currency = ${enabled ? 'INR' : 'USD'} WHERE id = ${id}`.execute(
        tx,
      );
  } else {
    const loads = gateways.map(({ id, load }) => ({ gatewayId: id, ...load }));
    await replaceLoads(tx, 'edge-1', loads, AT);
  }
}

test('memory answers what the database answers, in worlds that change in between', async () => {
  const { url } = await testDatabase();
  const here = await processOn(url);
  const numbers = [NUMBER, `${NUMBER}1`, '919876999999', '919712345678', '921234567', '12025550100', '91987'];
  const steps = fc.array(fc.record({ part: fc.constantFrom(...PARTS), world: tables }), {
    minLength: 4,
    maxLength: 6,
    size: 'max',
  });
  const seen = { chosen: 0, none: 0 };
  await fc.assert(
    fc.asyncProperty(tables, steps, fc.uuid(), async (first, then, seed) => {
      const calls = [AT, minutes(5)].flatMap((at) => numbers.map((number) => call(number, at, seed)));
      for (const { part, world } of [{ part: 'all' as const, world: first }, ...then]) {
        await here.db.inTransaction(async (tx) => {
          here.memory.loadsReported(tx);
          await change(tx, part, world);
        });
        // The very next calls, whoever answers them, and those that memory answers.
        const expected = await here.asked(calls);
        expect(await here.attempts(calls)).toEqual(expected);
        await here.learns(calls);
        expect(await here.asking(0, () => here.attempts(calls))).toEqual(expected);
        for (const attempts of expected) seen[attempts.length === 0 ? 'none' : 'chosen'] += 1;
      }
    }),
    { numRuns: 12 },
  );
  expect(seen.chosen).toBeGreaterThan(100);
  expect(seen.none).toBeGreaterThan(10);
}, 120_000);

test('a route begins and ends by time while it is remembered', async () => {
  const { url } = await testDatabase();
  const here = await processOn(url);
  const world = simple(
    { prefix: '9198', effectiveFrom: minutes(2), effectiveTo: minutes(4) },
    { prefix: '919', effectiveTo: minutes(3) },
  );
  await here.db.inTransaction((tx) => store(tx, world));
  await here.learns([call(NUMBER)]);
  const at = (count: number) => call(NUMBER, minutes(count));
  const found = await here.asking(0, () => here.attempts([1, 2, 3, 4].map(at)));
  expect(found.map(order)).toEqual([[1], [0, 1], [0], []]);
});

test('a change in this process is seen by its next call, one in another when it is told of it', async () => {
  const { url } = await testDatabase();
  const [here, there] = [await processOn(url), await processOn(url)];
  const world = simple({ prefix: '91', priority: 1 }, { prefix: '91', priority: 2 });
  await here.db.inTransaction((tx) => store(tx, world));
  const asked = [call(NUMBER)];
  const changes: readonly [sql: string, now: readonly number[]][] = [
    ['UPDATE carrier_route SET priority = 3 WHERE priority = 1', [1, 0]],
    ["UPDATE carrier_gateway SET state_override = 'draining' WHERE name = 'Gateway 1'", [0]],
    ['UPDATE carrier_gateway SET state_override = NULL', [1, 0]],
    ["UPDATE carrier SET enabled = false WHERE name = 'Carrier 0'", [1]],
    ["UPDATE carrier SET enabled = true WHERE name = 'Carrier 0'", [1, 0]],
    [
      `UPDATE carrier_gateway_health SET trips = 1, down_since = '${AT.toISOString()}',
         down_until = '${minutes(1).toISOString()}' WHERE gateway_id = '${world.gateways[1]!.id}'`,
      [0],
    ],
    ['DELETE FROM carrier_route', []],
  ];
  for (const [statement, now] of changes) {
    await Promise.all([here.learns(asked), there.learns(asked)]);
    await here.db.pool.query(statement);
    expect(order((await here.attempts(asked))[0])).toEqual(now);
    await until(async () => order((await there.attempts(asked))[0]).join() === now.join());
    await Promise.all([here.learns(asked), there.learns(asked)]);
    expect(order((await there.asking(0, () => there.attempts(asked)))[0])).toEqual(now);
  }
});

test('what a transaction changes it sees itself, and nobody remembers what was taken back', async () => {
  const { url } = await testDatabase();
  const here = await processOn(url);
  await here.db.inTransaction((tx) => store(tx, simple({ prefix: '91' })));
  const asked = [call(NUMBER)];
  await here.learns(asked);
  const refused = here.db.inTransaction(async (tx) => {
    await sql`UPDATE carrier_gateway SET enabled = false`.execute(tx);
    expect(await findAttemptsOf(tx, asked, here.memory)).toEqual([[]]);
    expect(order((await here.attempts(asked))[0])).toEqual([0]);
    throw new Error('refused');
  });
  await expect(refused).rejects.toThrow('refused');
  expect(order((await here.attempts(asked))[0])).toEqual([0]);
});

test('what only counts, changes no route and is not told: failures of a gateway, routes of a carrier', async () => {
  const { url } = await testDatabase();
  const here = await processOn(url);
  const world = simple({ prefix: '91' });
  await here.db.inTransaction((tx) => store(tx, world));
  const asked = [call(NUMBER)];
  await here.learns(asked);
  await here.db.pool.query(`UPDATE carrier_gateway_health SET failures = 2, failing_since = now()`);
  await here.db.pool.query('UPDATE carrier SET route_count = route_count + 1');
  expect(here.knows(asked)).toBe(true);
});

// Time is measured: a machine that is busy elsewhere may be late, but not three times.
test(
  'a process whose connection fell silent without a word asks the database when its lease is over',
  { retry: 2 },
  async () => {
    const { url } = await testDatabase();
    const way = await fragileWay(url);
    const [cut, other] = [await processOn(url, way.url), await processOn(url)];
    await other.db.inTransaction((tx) => store(tx, simple({ prefix: '91' })));
    const asked = [call(NUMBER)];
    await cut.learns(asked);
    way.fallSilent();
    await other.db.pool.query('DELETE FROM carrier_route');
    // Nothing tells it so: only that it hears nothing.
    await until(async () => order((await cut.attempts(asked))[0]).length === 0);
    expect(cut.news.fresh(performance.now())).toBe(false);
    expect(cut.knows(asked)).toBe(false);
    await cut.news.close();
    await way.close();
  },
);

test('a process whose connection is ended forgets all, asks the database, and learns again', async () => {
  const { url } = await testDatabase();
  const here = await processOn(url);
  await here.db.inTransaction((tx) => store(tx, simple({ prefix: '91' })));
  const asked = [call(NUMBER)];
  await here.learns(asked);
  await here.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-news'
       AND datname = current_database()`,
  );
  await until(() => here.memory.sizes.buckets === 0);
  expect(order((await here.attempts(asked))[0])).toEqual([0]);
  await here.learns(asked);
});

test('without news nothing is remembered', async () => {
  const db = await testDatabase();
  const memory = new RoutingMemory({ reader: db.kysely, news: newsOf(db, db.url) });
  await db.inTransaction((tx) => store(tx, simple({ prefix: '91' })));
  for (let count = 0; count < 3; count += 1)
    expect(order((await findAttemptsOf(db.kysely, [call(NUMBER)], memory))[0])).toEqual([0]);
  expect(memory.sizes).toEqual({ buckets: 0, routes: 0, carriers: 0, gateways: 0 });
});

test('memory is bounded: in buckets, in all their routes, in gateways, and a bucket too large is not kept', async () => {
  const { url } = await testDatabase();
  const limits = { buckets: 6, routes: 20, routesOfBucket: 8, gateways: 5 };
  const here = await processOn(url, url, limits);
  const carriers = Array.from({ length: 8 }, (_, index) => carrierOf(index));
  const owner = carriers[0]!.id;
  const routes = carriers.map(({ id }, index) => routeOf(id, index, { prefix: `44${String(index)}` }));
  // Nine under one bucket, and four under each of others.
  for (let last = 0; last < 9; last += 1)
    routes.push(routeOf(owner, 100 + last, { prefix: `331234${String(last)}` }));
  for (let bucket = 0; bucket < 9; bucket += 1)
    for (let last = 0; last < 4; last += 1)
      routes.push(
        routeOf(owner, 200 + bucket * 10 + last, { prefix: `49123${String(bucket)}${String(last)}` }),
      );
  await here.db.inTransaction(async (tx) => {
    for (const carrier of carriers) await insertCarrier(tx, carrier);
    for (const [index, { id }] of carriers.entries()) await insertGateway(tx, gatewayOf(id, index));
    for (const route of routes) await insertRoute(tx, route);
  });
  const rounds = [
    ...carriers.map((_, index) => call(`44${String(index)}1234567`)),
    ...Array.from({ length: 9 }, (_, bucket) => call(`49123${String(bucket)}1234567`)),
  ];
  for (const one of rounds) {
    await here.learns([one]);
    expect(await here.attempts([one])).toEqual(await here.asked([one]));
    const { sizes } = here.memory;
    expect(sizes.buckets).toBeLessThanOrEqual(limits.buckets);
    expect(sizes.buckets + sizes.routes).toBeLessThanOrEqual(limits.routes);
    expect(sizes.carriers + sizes.gateways).toBeLessThanOrEqual(limits.gateways);
  }
  expect(here.memory.sizes.routes).toBeGreaterThan(8);

  const large = [call('3312345678901')];
  const before = here.memory.sizes;
  expect(await here.attempts(large)).toEqual(await here.asked(large));
  // That it is too large is remembered, so that it is not read for each call.
  await until(
    () => here.memory.sizes.buckets !== before.buckets || here.memory.sizes.routes !== before.routes,
  );
  expect(here.knows(large)).toBe(false);
  const expected = await here.asked(large);
  expect(await here.asking(1, () => here.attempts(large))).toEqual(expected);
});

test('loads are read again by their age, and trusted no longer than three seconds', async () => {
  const db = await testDatabase();
  const limited = gatewayOf(carrierOf(0).id, 0, { maxCps: 5 });
  await db.inTransaction(async (tx) => {
    await insertCarrier(tx, carrierOf(0));
    await insertGateway(tx, limited);
    await replaceLoads(tx, 'e', [{ gatewayId: limited.id, activeCalls: 3, callsPerSecond: 2 }], AT);
  });
  const loads = new GatewayLoads(db.kysely, 10);
  const now = () => performance.now();
  expect(loads.at(AT, now())).toBeUndefined();
  await until(() => loads.at(AT, now()) !== undefined);
  expect(loads.at(AT, now())!(limited)).toEqual({ activeCalls: 3, callsPerSecond: 2 });
  expect(loads.at(new Date(AT.getTime() + 15_000), now())!(limited).activeCalls).toBe(0);

  await db.inTransaction((tx) => replaceLoads(tx, 'e', [], AT));
  // Older than a second: this call goes on with it, and a later one has what was read beside it.
  const later = loads.at(AT, now() + 1_100);
  expect(later!(limited).activeCalls).toBe(3);
  await until(() => loads.at(AT, now())!(limited).activeCalls === 0);
  expect(loads.at(AT, now() + 3_100)).toBeUndefined();
  // Of a time from before what was read.
  expect(loads.at(minutes(-10), now())).toBeUndefined();

  const tooMany = new GatewayLoads(db.kysely, 0);
  await db.inTransaction((tx) =>
    replaceLoads(tx, 'e', [{ gatewayId: limited.id, activeCalls: 3, callsPerSecond: 2 }], AT),
  );
  const read = once(db.pool, 'release');
  expect(tooMany.at(AT, now())).toBeUndefined();
  await read;
  await until(async () => (await db.pool.query('SELECT 1')).rowCount === 1);
  expect(tooMany.at(AT, now())).toBeUndefined();
});

test('what is done through the service is seen by the next call: limits and loads, states and failures', async () => {
  let news: News | undefined;
  const room = await carrierHarness((db) => (news = newsOf(db, db.url)));
  await news?.start();
  afterAll(() => news?.close());
  const { carriers, clock, db, write } = room;
  const [first, second] = [await room.carrier(), await room.carrier()];
  await room.addRoute(first.id, '44', { priority: 1 });
  await room.addRoute(second.id, '44', { priority: 2 });
  let connections = 0;
  db.pool.on('acquire', () => {
    connections += 1;
  });
  const who = async () => {
    const found = await carriers.attempts(db.kysely, call('442071234567', clock.now()));
    return found.map(({ carrierId }) => (carrierId === first.id ? 'first' : 'second'));
  };
  const remembered = () =>
    until(async () => {
      const before = connections;
      await who();
      return connections === before;
    });
  const { id } = first.gateway;
  const report = (activeCalls: number) =>
    write((tx, { at }) =>
      carriers.noteLoads(tx, 'edge-1', [{ gatewayId: id, activeCalls, callsPerSecond: 0 }], at),
    );
  const limit = (most: number | null) =>
    write((tx, by) => carriers.patchGateway(tx, first.id, id, { max_concurrent_calls: most }, by));
  const state = (set: 'draining' | 'auto') =>
    write((tx, by) => carriers.setGatewayState(tx, first.id, id, { state: set }, by));
  const fail = async () => {
    for (let count = 0; count < 5; count += 1)
      await write((tx, { at }) => carriers.noteFailure(tx, id, '503', at));
  };
  const both = ['first', 'second'];
  const steps: readonly [work: () => Promise<unknown>, then: readonly string[]][] = [
    [() => report(5), both],
    [() => limit(5), ['second']],
    [() => report(4), both],
    [() => report(6), ['second']],
    [() => limit(null), both],
    [() => state('draining'), ['second']],
    [() => state('auto'), both],
    [fail, ['second']],
  ];
  for (const [work, then] of steps) {
    await remembered();
    await work();
    expect(await who()).toEqual(then);
    await remembered();
    expect(await who()).toEqual(then);
  }
  // It is tried again by time alone, while that it is down is remembered.
  clock.advanceMs(30_000);
  expect(await who()).toEqual(both);
});
