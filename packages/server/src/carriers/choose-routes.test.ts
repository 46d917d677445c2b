import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { selectChosen } from './choice-store.ts';
import { GATEWAYS_PER_ROUTE, chooseRoutes, type Choice, type RoutingTable } from './choose-routes.ts';
import { HEALTHY } from './circuit-breaker.ts';
import type { Gateway } from './gateway.ts';
import { loadTable } from './lookup.ts';
import { AT, NUMBER, gatewayOf, minutes, routeOf, simple, store, tables } from './routing.test-kit.ts';
import { testDatabase } from '../../test/database.ts';

const ask = (table: RoutingTable, seed = 's', limit = 6): Choice =>
  chooseRoutes(table, { number: NUMBER, at: AT, seed, limit });
const order = (choice: Choice): number[] =>
  choice.candidates.map(({ gateway }) => Number(gateway.id.slice(-8)));
const why = (choice: Choice) =>
  Object.fromEntries(
    choice.skipped.map(({ route, gateway, reason }) => [(gateway ?? route).id.slice(-8), reason]),
  );

describe('the order of attempts', () => {
  test('longer prefixes come first, then lower priorities; shorter ones of other carriers are there to fall back on', () => {
    const table = simple(
      { prefix: '91', priority: 1 },
      { prefix: '9198', priority: 2 },
      { prefix: '9198', priority: 1 },
      { prefix: '', priority: 1 },
      { prefix: '92' },
    );
    expect(order(ask(table))).toEqual([2, 1, 0, 3]);
  });

  test('an exclusive route keeps shorter prefixes away, and longer or equal ones not', () => {
    const table = simple(
      { prefix: '91' },
      { prefix: '9198', exclusive: true, priority: 2 },
      { prefix: '9198' },
      { prefix: '91987', priority: 9 },
    );
    const choice = ask(table);
    expect(order(choice)).toEqual([3, 2, 1]);
    expect(why(choice)).toEqual({ '00000000': 'exclusive_prefix' });
  });

  test('of each carrier only the longest prefix counts', () => {
    const table = simple({ prefix: '91', exclusive: true }, { prefix: '919' });
    const longer = routeOf(table.carriers[0]!.id, 7, { prefix: '9198', priority: 5 });
    const choice = ask({ ...table, routes: [...table.routes, longer] });
    expect(choice.candidates.map(({ route }) => route.prefix)).toEqual(['9198', '919']);
    expect(why(choice)).toEqual({ '00000000': 'longer_prefix_of_carrier' });
  });

  test('routes of one priority share by weight, and so do the gateways of one route', () => {
    const table = simple({ weight: 90 }, { weight: 10 });
    const second = gatewayOf(table.carriers[0]!.id, 5, { weight: 30 });
    const all = { ...table, gateways: [...table.gateways, second] };
    const first = { 0: 0, 5: 0, 1: 0 };
    for (let call = 0; call < 2_000; call += 1) first[order(ask(all, String(call)))[0] as 0] += 1;
    expect(first[1] / 2_000).toBeCloseTo(0.1, 1);
    expect(first[5] / (first[0] + first[5])).toBeCloseTo(0.75, 1);
  });

  test('a route fills no more than its places, so that the next carrier has its turn', () => {
    const table = simple({ priority: 1 }, { priority: 2 });
    const more = [2, 3, 4, 5].map((serial) => gatewayOf(table.carriers[0]!.id, serial));
    const choice = ask({ ...table, gateways: [...table.gateways, ...more] });
    expect(choice.candidates.map(({ carrier }) => carrier.name)).toEqual([
      'Carrier 0',
      'Carrier 0',
      'Carrier 1',
    ]);
    expect(Object.values(why(choice))).toEqual(Array.from({ length: 3 }, () => 'enough_of_route'));
  });

  test('a route that names a group goes to its gateways alone, and a gateway is tried once', () => {
    const table = simple({ priority: 2 });
    const id = table.carriers[0]!.id;
    const premium = gatewayOf(id, 1, { group: 'premium' });
    const all = {
      ...table,
      gateways: [...table.gateways, premium],
      routes: [...table.routes, routeOf(id, 9, { group: 'premium', priority: 1 })],
    };
    const choice = ask(all);
    expect(order(choice)).toEqual([1, 0]);
    expect(choice.skipped.map(({ reason }) => reason)).toEqual(['reached_before']);
  });

  test('a route or gateway that takes no call is named with its reason', () => {
    const table = simple(
      { enabled: false },
      { effectiveFrom: minutes(1) },
      { effectiveTo: AT },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      { group: 'nowhere' },
    );
    const down = { ...HEALTHY, trips: 1, downSince: minutes(-1), downUntil: minutes(1) };
    const changes: Readonly<Record<number, Partial<Gateway>>> = {
      4: { enabled: false },
      5: { direction: 'inbound' },
      6: { health: down },
      7: { stateOverride: 'draining' },
      8: { maxConcurrentCalls: 5, load: { activeCalls: 5, callsPerSecond: 0 } },
      9: { maxCps: 2, load: { activeCalls: 0, callsPerSecond: 2 } },
    };
    const gateways = table.gateways.map((gateway, index) => ({ ...gateway, ...changes[index] }));
    const carriers = table.carriers.map((carrier, index) => ({ ...carrier, enabled: index !== 3 }));
    const choice = ask({ ...table, carriers, gateways });
    expect(choice.candidates).toEqual([]);
    expect(why(choice)).toEqual({
      '00000000': 'route_disabled',
      '00000001': 'not_yet_effective',
      '00000002': 'no_longer_effective',
      '00000003': 'carrier_disabled',
      '00000004': 'gateway_disabled',
      '00000005': 'gateway_inbound_only',
      '00000006': 'gateway_down',
      '00000007': 'gateway_draining',
      '00000008': 'max_concurrent_calls',
      '00000009': 'max_cps',
      '00000010': 'no_gateway',
    });
    const back = gateways.map((gateway, index) =>
      index === 6 ? { ...gateway, stateOverride: 'up' as const } : gateway,
    );
    expect(order(ask({ ...table, carriers, gateways: back }))).toEqual([6]);
    expect(
      order(
        chooseRoutes(
          { ...table, carriers, gateways },
          { number: NUMBER, at: minutes(1), seed: 's', limit: 6 },
        ),
      ),
    ).toContain(6);
  });
});

const db = await testDatabase();

/** Runs work in a transaction that leaves nothing behind. */
async function rolledBack(work: (tx: Tx) => Promise<void>): Promise<void> {
  const end = new Error('rolled back');
  await db
    .inTransaction(async (tx) => {
      await work(tx);
      throw end;
    })
    .catch((error: unknown) => {
      if (error !== end) throw error;
    });
}

test('the database chooses what the rules choose: same gateways, same order, same formats', async () => {
  const seen = { chosen: 0, several: 0 };
  await fc.assert(
    fc.asyncProperty(tables, fc.uuid(), fc.integer({ min: 2, max: 8 }), (table, seed, limit) =>
      rolledBack(async (tx) => {
        await store(tx, table);
        const question = { number: NUMBER, at: AT, seed, limit };
        const { candidates, skipped } = chooseRoutes(table, question);
        const chosen = (await selectChosen(tx, [question]))[0] ?? [];
        expect(chosen.map((one) => [one.position, one.routeId, one.gatewayId])).toEqual(
          candidates.map(({ route, gateway }, index) => [index + 1, route.id, gateway.id]),
        );
        for (const [index, { carrier, gateway, route }] of candidates.entries())
          expect(chosen[index]).toMatchObject({
            carrierId: carrier.id,
            host: gateway.host,
            prefix: route.prefix,
            priority: route.priority,
            costRate: route.costRate,
            currency: carrier.currency,
            dialFormat: gateway.dialFormat ?? carrier.dialFormat,
            cliRules: carrier.cliRules,
          });
        // What an explanation reads from the database leads to the same.
        const read = await loadTable(tx, { digits: NUMBER, at: AT });
        const explained = chooseRoutes(read, question);
        expect(explained.candidates.map(({ gateway }) => gateway.id)).toEqual(
          candidates.map(({ gateway }) => gateway.id),
        );
        // Every route that matches is accounted for: tried, or skipped with a reason.
        const told = new Set([...candidates, ...skipped].map(({ route }) => route.id));
        expect(told).toEqual(
          new Set(table.routes.filter((route) => NUMBER.startsWith(route.prefix)).map(({ id }) => id)),
        );
        const perRoute = Map.groupBy(candidates, ({ route }) => route.id);
        for (const list of perRoute.values()) expect(list.length).toBeLessThanOrEqual(GATEWAYS_PER_ROUTE);
        expect(new Set(candidates.map(({ gateway }) => gateway.id)).size).toBe(candidates.length);
        seen.chosen += candidates.length > 0 ? 1 : 0;
        seen.several += candidates.length > 2 ? 1 : 0;
      }),
    ),
    { numRuns: 100 },
  );
  // A property that nothing ever reached would hold too.
  expect(seen.chosen).toBeGreaterThan(40);
  expect(seen.several).toBeGreaterThan(3);
});

test('without a seed the number itself is it, and a question of no number finds nothing', async () => {
  await rolledBack(async (tx) => {
    await store(tx, simple({ prefix: '91', weight: 50 }, { prefix: '91', weight: 50 }));
    const ids = async (call: ReturnType<typeof sql<{ gateway_id: string }>>) =>
      (await call.execute(tx)).rows.map(({ gateway_id: id }) => id);
    expect(await ids(sql`SELECT * FROM carrier_routes(${NUMBER}, ${AT})`)).toEqual(
      await ids(sql`SELECT * FROM carrier_routes(${NUMBER}, ${AT}, 6, ${NUMBER})`),
    );
    expect(await ids(sql`SELECT * FROM carrier_routes('', ${AT})`)).toEqual([]);
  });
});
