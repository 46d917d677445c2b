import { expect, test } from 'vitest';
import { Wanted } from './wanted.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what many miss at once is read once, together, one reading at a time, and no more waits than may', async () => {
  const read: { keys: readonly string[]; end(error?: Error): void }[] = [];
  const wanted = new Wanted(
    (keys) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error): void => {
          if (error === undefined) resolve();
          else reject(error);
        };
        read.push({ keys, end });
      }),
    2,
    3,
  );
  for (const key of ['a', 'a', 'b', 'c', 'd', 'e']) wanted.want(key);
  expect(read.map(({ keys }) => keys)).toEqual([['a']]);
  wanted.want('a');
  read[0]!.end(new Error('away'));
  await turn();
  expect(read.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c']]);
  read[1]!.end();
  await turn();
  expect(read[2]!.keys).toEqual(['d']);
  read[2]!.end();
  await turn();
  // What failed is read when it is missed again.
  wanted.want('a');
  expect(read.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c'], ['d'], ['a']]);
});
