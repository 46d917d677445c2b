import { expect, it } from 'vitest';
import { TaggedCache } from './tagged-cache.ts';

function deferred<T>() {
  return Promise.withResolvers<T>();
}
const now = () => performance.now();
const tags = ['t'];

it('what was read before an invalidation is not kept after it, nor shared with who asks after it', async () => {
  const cache = new TaggedCache<number>();
  const slow = deferred<number>();
  const first = cache.load('k', async () => ({ value: await slow.promise, tags }));
  const joined = cache.load('k', async () => ({ value: 99, tags }));
  await Promise.resolve();
  cache.invalidate('t');
  const second = cache.load('k', async () => ({ value: 2, tags }));
  slow.resolve(1);
  expect(await Promise.all([first, joined, second])).toEqual([1, 1, 2]);
  expect(cache.get('k', now())).toBe(2);
});

it('while somebody changes it nothing of it is kept or shared', async () => {
  const cache = new TaggedCache<number>();
  let value = 1;
  const read = async () => ({ value, tags });
  await cache.load('k', read);
  cache.hold('t');
  cache.hold('t');
  expect(cache.get('k', now())).toBeUndefined();
  await cache.load('k', read);
  expect(cache.get('k', now())).toBeUndefined();
  cache.release('t');
  await cache.load('k', read);
  expect(cache.get('k', now())).toBeUndefined();
  cache.release('t');
  value = 2;
  expect(await cache.load('k', read)).toBe(2);
  expect(cache.get('k', now())).toBe(2);
});

it('is bounded, forgets by age and by all, keeps nothing of a failure, and nothing that does not exist', async () => {
  const cache = new TaggedCache<number | null>({ maxEntries: 3, maxAgeMs: 1_000 });
  for (let n = 0; n < 10; n += 1)
    await cache.load(`k${String(n)}`, async () => ({ value: n, tags: [`t${String(n)}`] }));
  expect(cache.size).toBe(3);
  expect(cache.get('k9', now())).toBe(9);
  expect(cache.get('k9', now() + 1_001)).toBeUndefined();
  expect(cache.size).toBe(2);
  cache.clear();
  expect(cache.size).toBe(0);
  await expect(cache.load('k', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await cache.load('none', async () => ({ value: null, tags, keep: false }));
  expect(cache.size).toBe(0);
});

it('is bounded by what its entries weigh together, whichever way they go', async () => {
  const cache = new TaggedCache<number>({ maxWeight: 10 });
  const load = (key: string, weight: number, tag = key) =>
    cache.load(key, async () => ({ value: weight, tags: [tag], weight }));
  await load('a', 4);
  await load('b', 4);
  await load('c', 4);
  expect([cache.get('a', now()), cache.get('b', now()), cache.weight]).toEqual([undefined, 4, 8]);
  await load('b', 2);
  expect(cache.weight).toBe(6);
  cache.invalidate('b');
  expect(cache.weight).toBe(4);
  await load('d', 11);
  expect([cache.size, cache.weight]).toEqual([0, 0]);
  for (const key of ['e', 'f']) await load(key, 3, 'both');
  expect(cache.weight).toBe(6);
  cache.hold('both');
  expect([cache.size, cache.weight, cache.isHeld('both'), cache.isHeld('e')]).toEqual([0, 0, true, false]);
});
