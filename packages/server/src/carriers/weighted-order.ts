import { hash } from 'node:crypto';

const BITS_52 = 4_503_599_627_370_496;
const HEX_DIGITS = 13;

interface Sharer {
  readonly id: string;
  readonly weight: number;
}

/**
 * Where one of several stands when they share by weight: the smallest key comes first. With a seed for each call, each
 * comes first as often as its weight says, and the rest follow by their weights in turn (Efraimidis and Spirakis, 2006).
 * `carrier_share_key` in SQL is the same: both take 52 bits of a SHA-256, which a double holds exactly.
 */
function shareKey(seed: string, { id, weight }: Sharer): number {
  const bits = Number.parseInt(hash('sha256', `${seed}:${id}`).slice(0, HEX_DIGITS), 16);
  return -Math.log((bits + 0.5) / BITS_52) / weight;
}

/** Puts items in the order in which a seed lets them share. */
export function weightedOrder<T extends Sharer>(seed: string, items: readonly T[]): T[] {
  return weightedOrderBy(seed, items, (item) => item);
}

/** The same for items that have what shares. */
export function weightedOrderBy<T>(seed: string, items: readonly T[], sharerOf: (item: T) => Sharer): T[] {
  if (items.length < 2) return [...items];
  return items
    .map((item) => {
      const sharer = sharerOf(item);
      return { item, id: sharer.id, key: shareKey(seed, sharer) };
    })
    .sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1))
    .map(({ item }) => item);
}
