import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Tx } from '../platform/db/index.ts';
import type { News } from '../platform/news/index.ts';
import { testDatabase } from '../../test/database.ts';
import { insertGateway } from './gateway-store.ts';
import { replaceLoads, updateHealth } from './health-store.ts';
import { findAttemptsOf } from './lookup.ts';
import { insertRoute } from './route-store.ts';
import { call, newsOf, order, processOn, until } from './routing-memory.test-kit.ts';
import { AT, NUMBER, minutes, simple, store, tables } from './routing.test-kit.ts';
import { carrierHarness } from './test-carriers.ts';

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
