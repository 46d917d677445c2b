import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { fragileWay } from '../../../test/fragile-way.ts';
import { LEASE_MS, News } from './news.ts';

const db = await testDatabase();

const overAnother = async (channel: string, payload: string): Promise<void> => {
  await db.pool.query('SELECT pg_notify($1, $2)', [channel, payload]);
};

function newsBy(databaseUrl: string, notify = overAnother) {
  const heard: string[] = [];
  let losses = 0;
  const news = new News({ databaseUrl, log: pino({ level: 'silent' }), notify });
  news.listen('portal_test', {
    changed: (tag) => heard.push(tag),
    hold: (tag) => heard.push(`hold ${tag}`),
    release: (tag) => heard.push(`release ${tag}`),
    lost: () => {
      losses += 1;
    },
  });
  return { news, heard, losses: () => losses };
}

async function until(met: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!met()) {
    if (performance.now() - begun > 60_000) throw new Error('it did not happen in a minute');
    await sleep(2);
  }
}

// Time is measured: a machine that is busy elsewhere may be late, but not three times.
it(
  'memory is not trusted longer than the lease on a connection that fell silent without a word',
  { retry: 2 },
  async () => {
    const way = await fragileWay(db.url);
    const { news, losses } = newsBy(way.url);
    await news.start();
    expect(news.fresh(performance.now())).toBe(true);
    expect(await news.confirm()).toBe(true);
    const before = losses();
    way.fallSilent();
    const begun = performance.now();
    await until(() => !news.fresh(performance.now()));
    expect(performance.now() - begun).toBeLessThan(LEASE_MS + 250);
    expect(await news.confirm()).toBe(false);
    // The dead connection is given up, and what was remembered with it.
    await until(() => losses() > before);
    await news.close();
    await way.close();
  },
);

it('a change is held here until its transaction is committed, and heard everywhere then', async () => {
  const here = newsBy(db.url);
  const there = newsBy(db.url);
  await Promise.all([here.news.start(), there.news.start()]);
  await db.inTransaction(async (tx) => {
    await here.news.announce(tx, 'portal_test', ['a', 'b']);
    expect(here.heard).toEqual(['hold a', 'hold b']);
  });
  expect(here.heard.slice(2).filter((tag) => tag.startsWith('release'))).toEqual(['release a', 'release b']);
  await until(() => here.heard.length === 6 && there.heard.length === 2);
  expect(here.heard.slice(2).filter((tag) => !tag.startsWith('release'))).toEqual(['a', 'b']);
  expect(there.heard).toEqual(['a', 'b']);
  await Promise.all([here.news.close(), there.news.close()]);
});

it('a change that was refused is held no longer than its transaction, a savepoint taken back no longer either', async () => {
  const { news, heard } = newsBy(db.url);
  await news.start();
  const refused = db.inTransaction(async (tx) => {
    await news.announce(tx, 'portal_test', ['a']);
    throw new Error('refused');
  });
  await expect(refused).rejects.toThrow('refused');
  expect(heard).toEqual(['hold a', 'release a']);
  await db.inTransaction(async (tx) => {
    await sql`SAVEPOINT work`.execute(tx);
    await news.announce(tx, 'portal_test', ['b']);
    await sql`ROLLBACK TO SAVEPOINT work`.execute(tx);
  });
  expect(heard.slice(2)).toEqual(['hold b', 'release b']);
  await news.close();
});

it('a connection on which no notification arrives, as behind a pooler, is never trusted', async () => {
  const { news } = newsBy(db.url, async () => undefined);
  await news.start();
  expect(news.fresh(performance.now())).toBe(false);
  expect(await news.confirm()).toBe(false);
  await news.close();
});

it('a database that is away at the start does not keep the product from starting', async () => {
  const { news } = newsBy('postgresql://nobody@127.0.0.1:1/none');
  const closed = (async () => {
    await sleep(200);
    await news.close();
  })();
  await news.start();
  await closed;
  expect(news.fresh(performance.now())).toBe(false);
  expect(await news.confirm()).toBe(false);
});
