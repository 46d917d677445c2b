import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Heap, MEASURES } from './running-codec.ts';
import { NOTHING, addTraffic, type TrafficSums } from './traffic.ts';

const count = fc.oneof(
  fc.nat(70),
  fc.nat(2 ** 30),
  fc.maxSafeNat().map((value) => Math.floor(value / 64)),
);
const money = fc.oneof(fc.bigInt(-70n, 70n), fc.bigInt(-(2n ** 58n), 2n ** 58n));
const sums: fc.Arbitrary<TrafficSums> = fc.record({
  attempts: count,
  refused: count,
  answered: count,
  reached: count,
  shortCalls: count,
  durationSeconds: count,
  talkSeconds: count,
  billedSeconds: count,
  cost: money,
  wholesaleCost: money,
  margin: money,
  pddMsSum: count,
  pddCount: count,
  mosHundredthsSum: count,
  mosCount: count,
});
const rows = fc.array(fc.tuple(fc.nat(40), sums), { maxLength: 30 });

function heapOf(of: readonly (readonly [number, TrafficSums])[]): Heap {
  const heap = new Heap();
  for (const [place, one] of of) heap.add(place, one);
  return heap;
}

const sumAt = (of: readonly (readonly [number, TrafficSums])[], place: number): TrafficSums =>
  of.filter(([at]) => at === place).reduce((sum, [, one]) => addTraffic(sum, one), NOTHING);

it('adds up exactly, packed and unpacked, whatever the amounts', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const heap = heapOf(one);
      heap.addPacked(heapOf(other).pack(), 1);
      const all = [...one, ...other];
      for (let place = 0; place < 45; place += 1) expect(heap.sums(place)).toEqual(sumAt(all, place));
      expect(heap.total()).toEqual(all.reduce((sum, [, each]) => addTraffic(sum, each), NOTHING));
      // What is packed again is the same, and taken away leaves what was there.
      const again = new Heap();
      again.addPacked(heap.pack(), 1);
      again.addPacked(heapOf(other).pack(), -1);
      for (let place = 0; place < 45; place += 1) expect(again.sums(place)).toEqual(sumAt(one, place));
    }),
  );
});

it('gives a measure to sort by', () => {
  fc.assert(
    fc.property(sums, (one) => {
      const heap = heapOf([[3, one]]);
      for (const measure of MEASURES) expect(heap.value(3, measure)).toBe(Number(one[measure]));
      expect(heap.value(99, 'cost')).toBe(0);
    }),
  );
});
