import { describe, expect, test } from 'vitest';
import type { Attempt } from './lookup.ts';
import { carrierHarness } from './test-carriers.ts';

const room = await carrierHarness();
const { carriers, clock, db } = room;

const attempts = (digits: string): Promise<Attempt[]> =>
  carriers.attempts(db.kysely, {
    digits,
    caller: { number: null, withheld: false },
    at: clock.now(),
    seed: 's',
  });
const fail = (id: string, cause = '503') =>
  room.write((tx, { at }) => carriers.noteFailure(tx, id, cause, at));
const succeed = (id: string) => room.write((tx, { at }) => carriers.noteSuccess(tx, id, at));

async function events(gatewayId: string): Promise<(readonly [string, unknown])[]> {
  const { rows } = await db.pool.query<{ topic: string; payload: Record<string, unknown> }>(
    `SELECT topic, payload FROM outbox WHERE payload ->> 'gateway_id' = $1 AND topic <> 'gateway.created' ORDER BY id`,
    [gatewayId],
  );
  return rows.map(({ topic, payload }) => [topic, payload['cause']] as const);
}

/** Two carriers for one prefix, the first preferred. */
async function pair(prefix: string) {
  const first = await room.carrier();
  const second = await room.carrier();
  await room.addRoute(first.id, prefix, { priority: 1 });
  await room.addRoute(second.id, prefix, { priority: 2 });
  const who = async () =>
    (await attempts(`${prefix}9876543`)).map(({ gatewayId }) =>
      gatewayId === first.gateway.id ? 'first' : 'second',
    );
  return { first: first.gateway, second: second.gateway, carrierId: first.id, who };
}

describe('a gateway whose calls fail', () => {
  test('is left out from the fifth failure on, tried again after its time, and back when a call works', async () => {
    const { first, who } = await pair('331');
    for (let count = 0; count < 4; count += 1) await fail(first.id, '500');
    expect(await who()).toEqual(['first', 'second']);
    await fail(first.id, 'timeout');
    expect(await who()).toEqual(['second']);
    expect(await events(first.id)).toEqual([['gateway.down', 'timeout']]);

    clock.advanceMs(29_999);
    expect(await who()).toEqual(['second']);
    clock.advanceMs(1);
    expect(await who()).toEqual(['first', 'second']);
    await fail(first.id, '503');
    expect(await who()).toEqual(['second']);
    clock.advanceMs(60_000);
    await succeed(first.id);
    expect(await who()).toEqual(['first', 'second']);
    expect(await events(first.id)).toEqual([
      ['gateway.down', 'timeout'],
      ['gateway.up', '503'],
    ]);
    const read = await carriers.readGateway(first.carrierId, first.id, clock.now());
    expect(read.health).toMatchObject({ failures: 0, trips: 0, downSince: null });
  });

  test('is down once, however many calls fail at the same moment', async () => {
    const { first, who } = await pair('332');
    await Promise.all(Array.from({ length: 40 }, () => fail(first.id)));
    expect(await who()).toEqual(['second']);
    expect(await events(first.id)).toEqual([['gateway.down', '503']]);
    expect((await carriers.readGateway(first.carrierId, first.id, clock.now())).health.trips).toBe(1);
  });

  test('goes on taking calls where that was set by hand, and nobody is told of its failures', async () => {
    const { first, carrierId, who } = await pair('333');
    await room.write((tx, by) => carriers.setGatewayState(tx, carrierId, first.id, { state: 'up' }, by));
    for (let count = 0; count < 6; count += 1) await fail(first.id);
    expect(await who()).toEqual(['first', 'second']);
    expect((await events(first.id)).map(([topic]) => topic)).toEqual(['gateway.state_set']);
    // Let its calls show again: what they showed is forgotten.
    await room.write((tx, by) => carriers.setGatewayState(tx, carrierId, first.id, { state: 'auto' }, by));
    expect(await who()).toEqual(['first', 'second']);
  });

  test('that went down by its calls is up at once by hand', async () => {
    const { first, carrierId, who } = await pair('334');
    for (let count = 0; count < 5; count += 1) await fail(first.id);
    const set = await room.write((tx, by) =>
      carriers.setGatewayState(tx, carrierId, first.id, { state: 'auto', reason: 'Repaired' }, by),
    );
    expect(set.health.trips).toBe(0);
    expect(await who()).toEqual(['first', 'second']);
    expect((await events(first.id)).map(([topic]) => topic)).toEqual([
      'gateway.down',
      'gateway.state_set',
      'gateway.up',
    ]);
  });

  test('that is gone meanwhile is passed over, and a success where all is well writes nothing', async () => {
    const nobody = '00000000-0000-7000-8000-00000000dead';
    await fail(nobody);
    await succeed(nobody);
    const { first } = await pair('335');
    const seen = async () =>
      (
        await db.pool.query<{ xmin: string }>(
          'SELECT xmin::text FROM carrier_gateway_health WHERE gateway_id = $1',
          [first.id],
        )
      ).rows[0]!.xmin;
    const before = await seen();
    await succeed(first.id);
    expect(await seen()).toBe(before);
  });
});

describe('a gateway with limits', () => {
  test('is left out while the edges together report that it is full, and is back when they do not', async () => {
    const { first, who, carrierId } = await pair('336');
    await room.write((tx, by) =>
      carriers.patchGateway(tx, carrierId, first.id, { max_concurrent_calls: 10 }, by),
    );
    const report = (node: string, activeCalls: number) =>
      room.write((tx, { at }) =>
        carriers.noteLoads(tx, node, [{ gatewayId: first.id, activeCalls, callsPerSecond: 0 }], at),
      );
    await report('edge-1', 6);
    await report('edge-2', 3);
    expect(await who()).toEqual(['first', 'second']);
    await report('edge-2', 4);
    expect(await who()).toEqual(['second']);
    await report('edge-1', 5);
    expect(await who()).toEqual(['first', 'second']);
    await report('edge-1', 20);
    expect(await who()).toEqual(['second']);
    // An edge that says nothing any more counts no more.
    clock.advanceMs(15_000);
    expect(await who()).toEqual(['first', 'second']);
  });

  test('of zero takes no call', async () => {
    const { first, who, carrierId } = await pair('337');
    await room.write((tx, by) => carriers.patchGateway(tx, carrierId, first.id, { max_cps: 0 }, by));
    expect(await who()).toEqual(['second']);
  });

  test('is reported with others that are gone, and too many at once are refused', async () => {
    const gone = '00000000-0000-7000-8000-00000000dead';
    const load = { gatewayId: gone, activeCalls: 1, callsPerSecond: 0 };
    await room.write((tx, { at }) => carriers.noteLoads(tx, 'edge-3', [load, load], at));
    const many = Array.from({ length: 10_001 }, () => load);
    await expect(room.write((tx, { at }) => carriers.noteLoads(tx, 'edge-3', many, at))).rejects.toThrow(
      RangeError,
    );
  });
});
