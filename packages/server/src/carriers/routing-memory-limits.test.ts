import { once } from 'node:events';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { fragileWay } from '../../test/fragile-way.ts';
import { insertCarrier } from './carrier-store.ts';
import { GatewayLoads } from './gateway-loads.ts';
import { insertGateway } from './gateway-store.ts';
import { replaceLoads } from './health-store.ts';
import { findAttemptsOf } from './lookup.ts';
import { insertRoute } from './route-store.ts';
import { call, newsOf, order, processOn, until } from './routing-memory.test-kit.ts';
import { RoutingMemory } from './routing-memory.ts';
import { AT, NUMBER, carrierOf, gatewayOf, minutes, routeOf, simple, store } from './routing.test-kit.ts';

// Time is measured: a machine that is busy elsewhere may be late, but not three times.
test(
  'a process whose connection fell silent without a word asks the database when its lease is over',
  { retry: 2 },
  async () => {
    const { url } = await testDatabase();
    const way = await fragileWay(url);
    const [cut, other] = [await processOn(url, way.url), await processOn(url)];
    await other.db.inTransaction((tx) => store(tx, simple({ prefix: '91' })));
    // It has heard of that, and nothing makes it forget what it learns next.
    expect(await cut.news.confirm()).toBe(true);
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
