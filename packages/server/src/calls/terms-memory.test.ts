import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database, type Reader } from '../platform/db/index.ts';
import { createNews, type News } from '../platform/news/index.ts';
import { RateTables } from '../pricing/index.ts';
import { deckKit } from '../pricing/test-decks.ts';
import { CLI, ONE, TO, callsKit, type Caller, type CallsKit } from './calls.test-kit.ts';
import type { CallTerms } from './facts.ts';
import { TermsMemory } from './terms-memory.ts';
import { selectTerms, type TermsQuestion } from './terms-store.ts';

/** One process: what it reads with, its news and what it remembers. */
interface Node {
  readonly db: Database;
  readonly news: News;
  readonly memory: TermsMemory;
}

/** Whoever asks the database here fails. */
const NOBODY = {
  executeQuery: () => {
    throw new Error('asked the database');
  },
} as unknown as Reader;

let kit: CallsKit;
let here: Node;
let there: Node;
const closing: (() => Promise<void>)[] = [];

async function node(): Promise<Node> {
  const db = openDatabase({
    url: kit.db.url,
    maxConnections: 3,
    applicationName: 'node',
    statementTimeoutMs: 0,
  });
  const news = createNews({ db, databaseUrl: kit.db.url, log: pino({ level: 'silent' }) });
  const memory = new TermsMemory({ db, news, rateTables: new RateTables(db.kysely) });
  await news.start();
  closing.push(async () => {
    await news.close();
    await db.close();
  });
  return { db, news, memory };
}

beforeAll(async () => {
  kit = await callsKit();
  [here, there] = [await node(), await node()];
});

afterAll(async () => {
  for (const close of closing) await close();
});

/** When all arrived that was committed before: it comes with the answer to what is asked after. */
async function heard({ news }: Node): Promise<void> {
  // The first may have been on its way.
  await news.confirm();
  await news.confirm();
}

/** Of an inbound call nobody asks what its caller may show. */
function comparable(terms: CallTerms | null, { direction }: TermsQuestion): CallTerms | null {
  return terms === null || direction === 'outbound' ? terms : { ...terms, cli: 'unknown' };
}

async function inDatabase(question: TermsQuestion): Promise<CallTerms | null> {
  const { calls } = await selectTerms(kit.db.kysely, [question], kit.clock.now());
  return comparable(calls[0] ?? null, question);
}

async function answered(
  { memory }: Node,
  question: TermsQuestion,
  reader: Reader,
): Promise<CallTerms | null> {
  const [terms = null] = await memory.find(reader, [question], kit.clock.now());
  return comparable(terms, question);
}

/** Asks until the memory answers by itself. Null: it never did, as with what nobody has. */
async function remembered(one: Node, question: TermsQuestion): Promise<CallTerms | null> {
  const until = performance.now() + 20_000;
  await answered(one, question, one.db.kysely);
  for (;;) {
    // A busy machine may let the lease run out: then nobody is trusted.
    await one.news.confirm();
    const terms = await answered(one, question, NOBODY).catch(() => undefined);
    if (terms !== undefined) return terms;
    if (performance.now() > until) throw new Error('it was never remembered');
    await sleep(5);
    await answered(one, question, one.db.kysely);
  }
}

function outbound(
  { partnerId, customerId, trunkId }: Caller,
  more: Partial<TermsQuestion> = {},
): TermsQuestion {
  const source = { partnerId, customerId, trunkId };
  return { direction: 'outbound', source, digits: TO.slice(1), caller: CLI, ...more };
}

function inbound(digits: string): TermsQuestion {
  return { direction: 'inbound', source: null, digits, caller: CLI };
}

const run = async (statement: ReturnType<typeof sql>, db: Database = here.db): Promise<void> => {
  await db.inTransaction(async (tx) => {
    await statement.execute(tx);
  });
};

describe('what a process remembers of calls', () => {
  it('is what the database says, and asks it for nothing', async () => {
    const caller = await kit.caller(ONE);
    await kit.sellAt(caller, { rate: '1.20' });
    const question = outbound(caller);
    const expected = await inDatabase(question);
    expect(expected?.cli).toBe('approved');
    expect(await remembered(here, question)).toEqual(expected);
    // Another number of the same account is known at once.
    const other = { ...question, digits: '14155550100' };
    expect(await answered(here, other, NOBODY)).toEqual(await inDatabase(other));
  });

  it('is forgotten by whoever changes it before it asks again, and elsewhere when it hears of it', async () => {
    const caller = await kit.caller(ONE);
    const question = outbound(caller);
    for (const one of [here, there]) await remembered(one, question);
    for (const rate of [150_000_000_000n, 170_000_000_000n, 190_000_000_000n]) {
      await run(sql`UPDATE pricing_tier SET rate_per_minute = ${rate} WHERE id =
        (SELECT pricing_tier_id FROM customer WHERE customer_id = ${caller.customerId}) OR is_default`);
      const mine = await answered(here, question, here.db.kysely);
      expect(mine?.wholesale?.ratePerMinute).toBe(rate);
      // What was committed before is delivered with the answer to what is asked after.
      await heard(there);
      const other = await answered(there, question, there.db.kysely);
      expect(other?.wholesale?.ratePerMinute).toBe(rate);
    }
  });

  it('is nothing of a transaction that was taken back', async () => {
    const caller = await kit.caller(ONE);
    const question = outbound(caller);
    const before = await remembered(here, question);
    const taken = here.db.inTransaction(async (tx) => {
      await sql`DELETE FROM approved_cli WHERE customer_id = ${caller.customerId}`.execute(tx);
      // Nothing that is read meanwhile is kept.
      expect(await answered(here, question, here.db.kysely)).toEqual(before);
      await expect(answered(here, question, NOBODY)).rejects.toThrow();
      throw new Error('taken back');
    });
    await expect(taken).rejects.toThrow('taken back');
    expect(await answered(here, question, here.db.kysely)).toEqual(before);
  });

  it('is not trusted while nobody can say whether it changed', async () => {
    const caller = await kit.caller(ONE);
    const question = outbound(caller);
    const deaf = await node();
    await remembered(deaf, question);
    await deaf.news.close();
    await expect(answered(deaf, question, NOBODY)).rejects.toThrow();
    expect(await answered(deaf, question, deaf.db.kysely)).toEqual(await inDatabase(question));
  });

  it('ends where the next deck begins', async () => {
    const { tier, live, upload, publish, clock } = deckKit(kit.db);
    clock.set(kit.clock.now());
    const caller = await kit.caller(ONE);
    const key = await tier(caller.partnerId);
    await run(
      sql`UPDATE customer SET pricing_tier_id = ${key.tierId} WHERE customer_id = ${caller.customerId}`,
    );
    await live(key, 'prefix,rate\n91,2\n9198,3\n44,5\n');
    const next = await upload(key, 'prefix,rate\n91,7\n');
    await publish(key, next.deck.version, new Date(kit.clock.now().getTime() + 3_600_000));
    const question = outbound(caller);
    const before = await remembered(here, question);
    expect(before?.selling).toMatchObject({ prefix: '9198', deckVersion: 1 });
    kit.clock.advanceMs(3_599_999);
    expect(await answered(here, question, NOBODY)).toEqual(before);
    kit.clock.advanceMs(1);
    await expect(answered(here, question, NOBODY)).rejects.toThrow();
    expect((await remembered(here, question))?.selling).toMatchObject({ prefix: '91', deckVersion: 2 });
  });

  it('is what the database says, whatever changes in between', { timeout: 120_000 }, async () => {
    const { tier, live, clock } = deckKit(kit.db);
    clock.set(kit.clock.now());
    const partner = await kit.app.partner({ startingBalance: 10n ** 12n });
    const callers = [await kit.customerOf(partner, 0n), await kit.customerOf(partner, 0n)];
    const keys = [await tier(partner.partnerId), await tier(partner.partnerId)];
    for (const [n, key] of keys.entries()) await live(key, `prefix,rate\n91,${n + 1}\n9198,${n + 2}\n`);
    const numbers = ['+911145550001', '+911145550002'];
    for (const e164 of numbers) await kit.number(callers[0]!, e164);
    const caller = fc.constantFrom(...callers);
    const number = fc.constantFrom(...numbers);
    const rate = fc.bigInt(1n, 9n).map((n) => n * 10_000_000_000n);
    const change = fc.oneof(
      fc.record({ caller, key: fc.constantFrom(...keys) }).map(
        ({ caller: one, key }) =>
          () =>
            run(
              sql`UPDATE customer SET pricing_tier_id = ${key.tierId} WHERE customer_id = ${one.customerId}`,
            ),
      ),
      fc.record({ caller, country: fc.constantFrom('IN', 'GB', 'US') }).map(
        ({ caller: one, country }) =>
          () =>
            run(sql`UPDATE customer SET country = ${country} WHERE customer_id = ${one.customerId}`),
      ),
      fc.record({ key: fc.constantFrom(...keys), rate }).map(
        ({ key, rate: units }) =>
          () =>
            run(sql`UPDATE pricing_tier SET rate_per_minute = ${units} WHERE id = ${key.tierId}`),
      ),
      fc.record({ key: fc.constantFrom(...keys), n: fc.integer({ min: 1, max: 9 }) }).map(
        ({ key, n }) =>
          () =>
            live(key, `prefix,rate\n91,${n}\n4420,${n}\n`).then(() => heard(here)),
      ),
      fc.record({ key: fc.constantFrom(...keys), rate }).map(
        ({ key, rate: units }) =>
          () =>
            run(sql`INSERT INTO inbound_rate VALUES (${key.ownerId}, ${key.tierId}, 'IN', '', ${units})
            ON CONFLICT (partner_id, tier_id, country, number_type) DO UPDATE SET rate_per_minute = excluded.rate_per_minute`),
      ),
      fc.record({ number, caller }).map(
        ({ number: e164, caller: one }) =>
          () =>
            run(sql`UPDATE number_holding SET customer_id = ${one.customerId}, trunk_id = ${one.trunkId}
            WHERE e164 = ${e164}`),
      ),
      fc.record({ number, blocked: fc.boolean() }).map(
        ({ number: e164, blocked }) =>
          () =>
            run(sql`UPDATE number_holding SET is_blocked = ${blocked} WHERE e164 = ${e164}`),
      ),
      fc.record({ number, kyc: fc.constantFrom('none', 'identity') }).map(
        ({ number: e164, kyc }) =>
          () =>
            run(sql`UPDATE number_stock SET kyc_requirement = ${kyc} WHERE e164 = ${e164}`),
      ),
      caller.map((one) => () => run(sql`DELETE FROM approved_cli WHERE customer_id = ${one.customerId}`)),
      caller.map(
        (one) => () =>
          run(sql`INSERT INTO approved_cli (partner_id, customer_id, e164, note, approved_by, approved_at)
            VALUES (${one.partnerId}, ${one.customerId}, ${CLI}, '', '', now()) ON CONFLICT DO NOTHING`),
      ),
      fc.constantFrom('premium', 'satellite').map(
        (found) => () =>
          run(sql`INSERT INTO destination_class VALUES ('919812', ${found}, '', now())
            ON CONFLICT (prefix) DO UPDATE SET class = excluded.class`),
      ),
      fc.constant(() => run(sql`DELETE FROM destination_class WHERE prefix = '919812'`)),
      fc.constant(() =>
        run(sql`INSERT INTO emergency_number VALUES ('GB', '100', '') ON CONFLICT DO NOTHING`),
      ),
      fc.constant(() => run(sql`DELETE FROM emergency_number WHERE country = 'GB' AND number = '100'`)),
    );
    const question = fc.oneof(
      fc
        .record({
          one: caller,
          digits: fc.constantFrom('919812345678', '442071234567', '100', '15550100', ''),
          shown: fc.option(fc.constantFrom(CLI, ...numbers)),
        })
        .map(({ one, digits, shown }) => outbound(one, { digits, caller: shown })),
      number.map((e164) => inbound(e164.slice(1))),
      fc.constant(inbound('911199999999')),
    );
    const step = fc.record({ change, questions: fc.array(question, { minLength: 1, maxLength: 6 }) });
    let alone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        for (const { change: happen, questions } of steps) {
          await happen();
          const at = kit.clock.now();
          const { calls } = await selectTerms(kit.db.kysely, questions, at);
          const expected = questions.map((one, place) => comparable(calls[place] ?? null, one));
          for (let round = 0; round < 3; round += 1) {
            const found = await here.memory.find(here.db.kysely, questions, at);
            expect(questions.map((one, place) => comparable(found[place] ?? null, one))).toEqual(expected);
            alone += await here.memory.find(NOBODY, questions, at).then(
              (again) => {
                expect(questions.map((one, place) => comparable(again[place] ?? null, one))).toEqual(
                  expected,
                );
                return 1;
              },
              () => 0,
            );
          }
        }
      }),
      { numRuns: 25 },
    );
    // It did remember, though not while things changed.
    expect(alone).toBeGreaterThan(20);
  });
});
