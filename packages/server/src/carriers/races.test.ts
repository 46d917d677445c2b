import { expect, test } from 'vitest';
import { ValidationFailure } from '../platform/errors/index.ts';
import { carrierHarness } from './test-carriers.ts';

const room = await carrierHarness();
const { carriers, db } = room;

async function settle<T>(work: readonly Promise<T>[]) {
  const results = await Promise.allSettled(work);
  return {
    done: results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : [])),
  };
}

const eight = <T>(make: (index: number) => Promise<T>) =>
  settle(Array.from({ length: 8 }, (_, index) => make(index)));

test('of many who take one name, one gets it and the others are told', async () => {
  const { done, refused } = await eight(() =>
    room.write((tx, by) => carriers.create(tx, { name: 'Same', currency: 'USD' }, by)),
  );
  expect(done).toHaveLength(1);
  for (const error of refused) expect(error).toBeInstanceOf(ValidationFailure);
});

test('of many gateways with overlapping addresses, one is made and the others are told', async () => {
  const owners = await Promise.all(Array.from({ length: 8 }, () => room.carrier()));
  const { done, refused } = await eight((index) =>
    room.addGateway(owners[index]!.id, {
      direction: 'inbound',
      source_addresses: [`198.18.7.${String(index * 10)}/24`],
    }),
  );
  expect(done).toHaveLength(1);
  for (const error of refused) expect(error).toBeInstanceOf(ValidationFailure);
});

test('of many changes that read one version, one is made', async () => {
  const { id } = await room.carrier();
  const { done, refused } = await eight((index) =>
    room.write((tx, by) => carriers.patch(tx, id, { description: `Note ${String(index)}`, version: 1 }, by)),
  );
  expect(done).toHaveLength(1);
  expect(refused.map((error) => (error as { code?: string }).code)).toEqual(
    Array.from({ length: 7 }, () => 'carrier_version_conflict'),
  );
});

test('of many routes for one prefix, one is made, and the carrier counts it once', async () => {
  const { id } = await room.carrier();
  const { done } = await eight(() => room.addRoute(id, '91'));
  expect(done).toHaveLength(1);
  const others = await eight((index) => room.addRoute(id, `44${String(index)}`));
  expect(others.done).toHaveLength(8);
  expect((await carriers.read(id)).routeCount).toBe(9);
});

test('a route for a group made while its last gateway is deleted never stands alone', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id, gateway } = await room.carrier({ group: 'premium' });
    await settle<unknown>([
      room.addRoute(id, '91', { group: 'premium' }),
      room.write((tx, by) => carriers.removeGateway(tx, id, gateway.id, by)),
      room.addRoute(id, '92', { group: 'premium' }),
    ]);
    const { gatewayCount, routeCount } = await carriers.read(id);
    expect(routeCount === 0).toBe(gatewayCount === 0);
  }
});

test('whatever the code believes, the database keeps two gateways from one address', async () => {
  const [one, two] = [await room.carrier(), await room.carrier()];
  const put = (gatewayId: string, network: string) =>
    db.pool.query('INSERT INTO carrier_gateway_source (gateway_id, network, active) VALUES ($1, $2, true)', [
      gatewayId,
      network,
    ]);
  await put(one.gateway.id, '198.18.9.0/24');
  await expect(put(two.gateway.id, '198.18.9.7/32')).rejects.toThrow(/exclusion constraint/);
});
