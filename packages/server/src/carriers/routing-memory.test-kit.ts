import { pino } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';
import { openDatabase, type Database } from '../platform/db/index.ts';
import { createNews, type News } from '../platform/news/index.ts';
import { findAttemptsOf, type Attempt, type RoutedCall } from './lookup.ts';
import { RoutingMemory, type RoutingMemoryLimits } from './routing-memory.ts';
import { AT } from './routing.test-kit.ts';

export async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await met())) {
    if (performance.now() - begun > 60_000) throw new Error('it did not happen in a minute');
    await sleep(2);
  }
}

export const newsOf = (db: Database, databaseUrl: string): News =>
  createNews({ db, databaseUrl, log: pino({ level: 'silent' }) });

/** What one process remembers of a database, over whatever way it hears its news. */
export async function processOn(url: string, newsUrl = url, limits?: Partial<RoutingMemoryLimits>) {
  const db = openDatabase({ url, maxConnections: 5, applicationName: 'test', statementTimeoutMs: 30_000 });
  const news = newsOf(db, newsUrl);
  const memory = new RoutingMemory({ reader: db.kysely, news, limits });
  await news.start();
  let connections = 0;
  db.pool.on('acquire', () => {
    connections += 1;
  });
  afterAll(async () => {
    await news.close();
    await db.close();
  });
  const knows = (calls: readonly RoutedCall[]): boolean =>
    calls.map(({ digits, at, seed }) => memory.choose({ number: digits, at, seed, limit: 6 })).every(Boolean);
  return {
    db,
    news,
    memory,
    knows,
    attempts: (calls: readonly RoutedCall[]) => findAttemptsOf(db.kysely, calls, memory),
    /** What the database says itself. */
    asked: (calls: readonly RoutedCall[]) => findAttemptsOf(db.kysely, calls, null),
    learns: (calls: readonly RoutedCall[]) => until(() => knows(calls)),
    /** Work that takes so many connections, no more and no less. */
    async asking<T>(times: number, work: () => Promise<T>): Promise<T> {
      const before = connections;
      const result = await work();
      expect(connections - before).toBe(times);
      return result;
    },
  };
}

export const call = (digits: string, at = AT, seed = 's'): RoutedCall => ({
  digits,
  at,
  seed,
  caller: { number: '+14155550100', withheld: false },
});
export const order = (attempts: readonly Attempt[] | undefined): number[] =>
  (attempts ?? []).map(({ gatewayId }) => Number(gatewayId.slice(-8)));
