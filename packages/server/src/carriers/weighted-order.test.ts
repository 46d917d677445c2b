import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { weightedOrder } from './weighted-order.ts';

const db = await testDatabase();
const item = fc.record({ id: fc.uuid(), weight: fc.integer({ min: 1, max: 100 }) });
const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 8 });

test('every item comes once, and the same seed gives the same order from whatever order before', () => {
  fc.assert(
    fc.property(items, fc.string(), fc.infiniteStream(fc.nat()), (all, seed, chance) => {
      const ordered = weightedOrder(seed, all);
      expect(new Set(ordered)).toEqual(new Set(all));
      const shuffled = all
        .map((one) => ({ one, at: chance.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      expect(weightedOrder(seed, shuffled)).toEqual(ordered);
    }),
  );
});

/** Three standard deviations of a share that is counted `calls` times, and a little. */
const tolerance = (share: number, calls: number): number => 4 * Math.sqrt((share * (1 - share)) / calls);

test('over many calls each comes first as often as its weight says, and so do the rest among themselves', () => {
  const weights = { a: 60, b: 30, c: 10 };
  const all = Object.entries(weights).map(([id, weight]) => ({ id, weight }));
  const calls = 20_000;
  const first = { a: 0, b: 0, c: 0 };
  let secondAfterA = 0;
  for (let call = 0; call < calls; call += 1) {
    const [one, two] = weightedOrder(`call-${String(call)}`, all).map(({ id }) => id as keyof typeof weights);
    first[one!] += 1;
    if (one === 'a' && two === 'b') secondAfterA += 1;
  }
  for (const [id, weight] of Object.entries(weights)) {
    const share = weight / 100;
    expect(Math.abs(first[id as keyof typeof first] / calls - share)).toBeLessThan(tolerance(share, calls));
  }
  expect(Math.abs(secondAfterA / first.a - 0.75)).toBeLessThan(tolerance(0.75, first.a));
});

test('the database puts them in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(
      items,
      fc.string({ maxLength: 20 }).filter((seed) => !seed.includes('\0')),
      async (all, seed) => {
        const { rows } = await sql<{ id: string }>`SELECT id FROM unnest(${all.map(({ id }) => id)}::uuid[],
        ${all.map(({ weight }) => weight)}::integer[]) AS given (id, weight)
        ORDER BY carrier_share_key(${seed}, id, weight), id`.execute(db.kysely);
        expect(rows.map(({ id }) => id)).toEqual(weightedOrder(seed, all).map(({ id }) => id));
      },
    ),
  );
});
