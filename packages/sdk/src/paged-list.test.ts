import { afterEach, describe, expect, it } from 'vitest';
import { answer, scriptedServer, type ScriptedServer, type Step } from '../test/scripted-server.ts';
import type { OperationDescriptor } from './operation.ts';
import { PagedList } from './paged-list.ts';
import { Transport } from './transport.ts';

const list: OperationDescriptor = { id: 'list', method: 'GET', path: '/things', idempotent: false };

let server: ScriptedServer;
afterEach(() => server.close());

async function things(
  query: object,
  ...steps: readonly Step[]
): Promise<PagedList<number, { things: number[] }>> {
  server = await scriptedServer(...steps);
  const transport = new Transport({ baseUrl: server.url }, {});
  return new PagedList((page) => transport.call(list, { query: page }), query, 'things');
}

const urls = (): string[] => server.seen.map((request) => request.url);

describe('a list', () => {
  it('follows cursors to the end, and keeps the filters', async () => {
    const found = await things(
      { search: 'a', page: 1 },
      answer(200, { things: [1, 2], next_cursor: 'x' }),
      answer(200, { things: [3], next_cursor: null }),
    );
    expect(await found.toArray()).toEqual([1, 2, 3]);
    expect(urls()).toEqual(['/things?search=a&page=1', '/things?search=a&cursor=x']);
  });

  it('follows cursors that stand in an object of their own', async () => {
    const found = await things(
      {},
      answer(200, { things: [1, 2], pagination: { page: 1, next_cursor: 'x' } }),
      answer(200, { things: [3], pagination: { page: 1, next_cursor: null } }),
    );
    expect(await found.toArray()).toEqual([1, 2, 3]);
    expect(urls()).toEqual(['/things', '/things?cursor=x']);
  });

  it.each([
    ['total and size', { total: 3, size: 2 }],
    ['total and per_page', { total: 3, per_page: 2 }],
    ['total_pages', { total_pages: 2 }],
    [
      'pages of their own object',
      { pagination: { page: 1, pages: 2 } },
      { pagination: { page: 2, pages: 2 } },
    ],
  ])('follows page numbers by %s where there is no cursor', async (_what, facts, later: object = facts) => {
    const found = await things(
      {},
      answer(200, { things: [1, 2], page: 1, ...facts }),
      answer(200, { things: [3], page: 2, ...later }),
    );
    expect(await found.toArray()).toEqual([1, 2, 3]);
    expect(urls()).toEqual(['/things', '/things?page=2']);
  });

  it('ends at an empty page even when the total says otherwise', async () => {
    const found = await things({}, answer(200, { things: [], total: 9, page: 1, size: 2 }));
    expect(await found.toArray()).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('fetches nothing before it is walked, no page too many, and one page alone on demand', async () => {
    const found = await things({ page: 4 }, answer(200, { things: [1, 2], next_cursor: 'x' }));
    expect(server.seen).toHaveLength(0);
    expect(await found.toArray({ limit: 2 })).toEqual([1, 2]);
    expect(await found.page()).toEqual({ things: [1, 2], next_cursor: 'x' });
    expect(urls()).toEqual(['/things?page=4', '/things?page=4']);
  });

  it('stops with the error of the page that failed', async () => {
    const found = await things(
      {},
      answer(200, { things: [1], next_cursor: 'x' }),
      answer(404, { error: 'not_found' }),
    );
    const rows: number[] = [];
    await expect(
      (async () => {
        for await (const row of found) rows.push(row);
      })(),
    ).rejects.toMatchObject({ status: 404 });
    expect(rows).toEqual([1]);
  });
});
