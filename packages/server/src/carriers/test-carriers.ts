import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { News } from '../platform/news/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import { TEST_ACTOR } from '../../test/app.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { noAccountSources } from './account-sources.ts';
import { createCarriers } from './service.ts';

/** The room on a database of its own; it remembers where calls go only with `news`. */
export async function carrierHarness(newsOf?: (db: TestDatabase) => News) {
  const db = await testDatabase();
  const news = newsOf?.(db);
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const carriers = createCarriers({ db, news, accountSources: noAccountSources });
  const by = (): By => ({ actor: TEST_ACTOR, at: clock.now() });
  const write = <T>(work: (tx: Tx, by: By) => Promise<T>): Promise<T> =>
    db.inTransaction((tx) => work(tx, by()));
  let serial = 0;
  const next = (word: string): string => `${word} ${String((serial += 1))}`;

  /** A carrier with a gateway. */
  async function carrier(gateway: object = {}, body: object = {}) {
    const made = await write((tx, who) =>
      carriers.create(tx, { name: next('Carrier'), currency: 'USD', ...body }, who),
    );
    const first = await addGateway(made.id, gateway);
    return { ...made, gateway: first };
  }

  function addGateway(carrierId: string, body: object = {}) {
    return write((tx, who) =>
      carriers.createGateway(
        tx,
        carrierId,
        { name: next('Gateway'), host: 'sip.carrier.example', ...body },
        who,
      ),
    );
  }

  function addRoute(carrierId: string, prefix: string, body: object = {}) {
    return write((tx, who) => carriers.createRoute(tx, carrierId, { prefix, ...body }, who));
  }

  async function topics(): Promise<string[]> {
    const { rows } = await db.pool.query<{ topic: string }>('SELECT topic FROM outbox ORDER BY id');
    return rows.map(({ topic }) => topic);
  }

  return { db, clock, carriers, by, write, carrier, addGateway, addRoute, topics };
}
