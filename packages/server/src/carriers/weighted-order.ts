import { createHash } from 'node:crypto';

const BITS_52 = 4_503_599_627_370_496;
const HEX_DIGITS = 13;

/**
 * Where one of several stands when they share by weight: the smallest key comes first. With a seed for each call, each
 * comes first as often as its weight says, and the rest follow by their weights in turn (Efraimidis and Spirakis, 2006).
 * `carrier_share_key` in SQL is the same: both take 52 bits of a SHA-256, which a double holds exactly.
 */
function shareKey(seed: string, id: string, weight: number): number {
  const hash = createHash('sha256').update(`${seed}:${id}`).digest('hex');
  return -Math.log((Number.parseInt(hash.slice(0, HEX_DIGITS), 16) + 0.5) / BITS_52) / weight;
}

/** Puts items in the order in which a seed lets them share. */
export function weightedOrder<T extends { readonly id: string; readonly weight: number }>(
  seed: string,
  items: readonly T[],
): T[] {
  return items
    .map((item) => ({ item, key: shareKey(seed, item.id, item.weight) }))
    .sort((a, b) => a.key - b.key || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
}
