import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { openDatabase } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { standardTier } from './default-tier.ts';
import type { TierKey } from './deck.ts';
import { OPERATOR_TIERS } from './pricing-tier.ts';
import { quoteCall, type CallQuestion } from './quote.ts';
import { parseRate } from './rate.ts';
import { RateTables } from './rate-tables.ts';
import { assignWholesaleTier, ensureDefaultTiers, sellingTiers, wholesaleTiers } from './service.ts';
import { insertTier, replaceInboundRates } from './store.ts';
import { deckKit } from './test-decks.ts';

const db = await testDatabase();
const { clock, live, publish, tier, upload } = deckKit(db);
await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], clock.now()));
const deps = { reader: db.kysely, tables: new RateTables(db.kysely) };

function outbound(sides: CallQuestion['sides'], number: string, seconds = 60): CallQuestion {
  return { sides, at: clock.now(), seconds, call: { direction: 'outbound', number } };
}

interface SqlMatch {
  readonly deck_version: number | null;
  readonly prefix: string | null;
  readonly description: string;
  readonly rate_per_minute: bigint;
  readonly connect_fee: bigint;
  readonly initial_increment_seconds: number;
  readonly next_increment_seconds: number;
  readonly minimum_duration_seconds: number;
}

async function matchInSql(key: TierKey, number: string, at: Date): Promise<SqlMatch | undefined> {
  const { rows } = await sql<SqlMatch>`
    SELECT * FROM rate_match(${key.ownerId}, ${key.tierId}, ${number}, ${at})`.execute(db.kysely);
  return rows[0];
}

test('the database and the table in memory find the same price for any deck, number and instant', async () => {
  const digits = fc.string({ unit: fc.constantFrom('1', '2', '0'), minLength: 0, maxLength: 8 });
  const prefix = digits.map((tail) => `9${tail}`);
  const range = fc.constantFrom(
    ['', ''],
    ['2026-03-01', '2026-03-20'],
    ['2026-03-20', '2026-04-01'],
    ['2026-04-01', ''],
  );
  const deck = fc.uniqueArray(fc.tuple(prefix, range), {
    selector: ([one, [from]]) => `${one} ${from}`,
    minLength: 1,
    maxLength: 40,
  });
  const days = fc.constantFrom('2026-03-10', '2026-03-20', '2026-03-25', '2026-04-01');
  await fc.assert(
    fc.asyncProperty(deck, fc.array(prefix, { maxLength: 15 }), days, async (entries, numbers, day) => {
      const key = await tier();
      clock.set(new Date('2026-03-01T00:00:00Z'));
      // One that always holds beside others of its prefix would overlap them.
      const always = new Set(entries.filter(([, [from]]) => from === '').map(([one]) => one));
      const rows = entries.filter(([one, [from]]) => from === '' || !always.has(one));
      const lines = rows.map(([one, [from, to]], n) => `${one},d${String(n)},${String(n)},${from},${to}`);
      const version = await live(
        key,
        ['prefix,description,rate,effective_from,effective_to', ...lines].join('\n'),
      );
      clock.set(new Date(`${day}T00:00:00Z`));
      for (const number of [...numbers, ...rows.map(([one]) => `${one}1`), '1']) {
        const found = await matchInSql(key, number, clock.now());
        const { selling } = await quoteCall(deps, outbound(key, number));
        const { terms } = selling;
        expect(selling.deck?.version).toBe(version);
        expect(found).toMatchObject({
          deck_version: version,
          prefix: selling.prefix,
          description: selling.description,
          rate_per_minute: terms.ratePerMinute,
          connect_fee: terms.connectFee,
          initial_increment_seconds: terms.initialIncrementSeconds,
          next_increment_seconds: terms.nextIncrementSeconds,
          minimum_duration_seconds: terms.minimumDurationSeconds,
        });
      }
    }),
    { numRuns: 15 },
  );
});

test('where no prefix fits, and where there is no deck, the flat rate holds', async () => {
  const key = await tier();
  expect((await quoteCall(deps, outbound(key, '919800000000'))).selling).toMatchObject({
    source: 'flat',
    deck: null,
    prefix: null,
    charge: { amount: 45_000n },
  });
  await live(key, 'prefix,rate\n44,2\n');
  expect((await quoteCall(deps, outbound(key, '919800000000'))).selling).toMatchObject({
    source: 'flat',
    deck: { version: 1 },
  });
  expect((await quoteCall(deps, outbound(key, '447000000000'))).selling).toMatchObject({
    source: 'deck',
    prefix: '44',
    charge: { amount: 200_000n },
  });
  expect(await matchInSql({ ownerId: uuidv7(), tierId: key.tierId }, '44', clock.now())).toBeUndefined();
});

test('a lookup sees one version whole, on every node, while versions are published', async () => {
  // Every version has the same price for both numbers: a lookup that mixes two versions shows two prices.
  const key = await tier();
  const file = (n: number) => `prefix,rate\n1,${String(n)}\n2,${String(n)}\n`;
  const versions = 12;
  // Before the instant that is asked about: the first version is live when the first look falls on it.
  clock.set(new Date('2026-03-25T10:00:00Z'));
  for (let n = 1; n <= versions; n += 1) await upload(key, file(n));
  await publish(key, 1);
  const second = openDatabase({
    url: db.url,
    maxConnections: 4,
    applicationName: 'node 2',
    statementTimeoutMs: 5_000,
  });
  afterAll(() => second.close());
  const nodes = [deps, { reader: second.kysely, tables: new RateTables(second.kysely, 4) }];
  const sides = { ...key };
  let over = false;
  const seen = new Set<number>();
  const look = async (node: (typeof nodes)[number]): Promise<void> => {
    let latest = 0;
    while (!over) {
      const { selling, wholesale } = await quoteCall(node, {
        ...outbound(sides, '1555'),
        at: new Date('2026-03-25T12:00:00Z'),
      });
      const price = Number(selling.terms.ratePerMinute / 1_000_000_000n);
      expect(selling.deck?.version).toBe(price);
      expect(wholesale.deck?.version).toBe(price);
      expect(wholesale.terms).toEqual(selling.terms);
      expect(price).toBeGreaterThanOrEqual(latest);
      latest = price;
      seen.add(price);
    }
  };
  const lookers = nodes.flatMap((node) => [look(node), look(node)]);
  // The first version is seen before there is a second, and the last one before all is over.
  await expect.poll(() => seen.has(1)).toBe(true);
  for (let n = 2; n <= versions; n += 1) {
    clock.advanceMs(1_000);
    await publish(key, n);
  }
  await expect.poll(() => seen.has(versions)).toBe(true);
  over = true;
  await Promise.all(lookers);
  expect((await quoteCall(nodes[1]!, outbound(sides, '2555'))).selling.deck?.version).toBe(versions);
});

test('tables in memory make room by rows, the least recently used first, and are loaded once', async () => {
  const key = await tier();
  let reads = 0;
  const keys = [];
  for (let n = 1; n <= 3; n += 1) {
    const { deck } = await upload(key, `prefix,rate\n1,${String(n)}\n2,${String(n)}\n`);
    keys.push({ ownerId: key.ownerId, deckId: deck.id, rowCount: 2 });
  }
  const counting = new Proxy(db.kysely, {
    get: (target, property, receiver) => {
      if (property === 'getExecutor') reads += 1;
      const value: unknown = Reflect.get(target, property, receiver);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const tables = new RateTables(counting, 4);
  const [one, two, three] = keys as [(typeof keys)[number], (typeof keys)[number], (typeof keys)[number]];
  await Promise.all([tables.get(one), tables.get(one), tables.get(one)]);
  const once = reads;
  expect(once).toBeGreaterThan(0);
  await tables.get(two);
  await tables.get(one);
  await tables.get(three);
  const loaded = reads;
  await tables.get(one);
  expect(reads).toBe(loaded);
  await tables.get(two);
  expect(reads).toBe(loaded + once);
});

test('selling is the customer’s tier where it is the partner’s own, else wholesale; wholesale is the partner’s operator tier', async () => {
  const partnerId = uuidv7();
  const standard = (await wholesaleTiers(db.kysely, partnerId)).get('INR')!;
  const gold = {
    ...standardTier(uuidv7(), 'INR'),
    name: 'Gold',
    isDefault: false,
    ratePerMinute: parseRate('0.3'),
  };
  const own = {
    ...standardTier(uuidv7(), 'INR'),
    partnerId,
    isDefault: false,
    ratePerMinute: parseRate('0.9'),
  };
  const foreign = { ...own, id: uuidv7(), partnerId: uuidv7() };
  await db.inTransaction(async (tx) => {
    for (const one of [gold, own, foreign]) await insertTier(tx, one, clock.now());
  });
  const tiersOf = async (tierId: string) => {
    const sides = { partnerId, tierId, currency: 'INR' };
    const { selling, wholesale } = await quoteCall(deps, outbound(sides, '919800000000'));
    const [shown] = await sellingTiers(db.kysely, partnerId, [sides]);
    // What an account shows is what its calls cost.
    expect(shown?.id).toBe(selling.tier.id);
    return [selling.tier.id, wholesale.tier.id];
  };
  expect(await tiersOf(own.id)).toEqual([own.id, standard.id]);
  expect(await tiersOf(standard.id)).toEqual([standard.id, standard.id]);
  expect(await tiersOf(gold.id)).toEqual([standard.id, standard.id]);
  expect(await tiersOf(foreign.id)).toEqual([standard.id, standard.id]);
  await db.inTransaction((tx) => assignWholesaleTier(tx, partnerId, gold.id, clock.now()));
  expect(await tiersOf(own.id)).toEqual([own.id, gold.id]);
  expect(await tiersOf(standard.id)).toEqual([gold.id, gold.id]);
  await expect(
    quoteCall(deps, outbound({ partnerId, tierId: own.id, currency: 'JPY' }, '919800000000')),
  ).rejects.toMatchObject({ code: 'no_default_pricing_tier' });
  await expect(
    db.inTransaction((tx) => assignWholesaleTier(tx, partnerId, own.id, clock.now())),
  ).rejects.toMatchObject({ code: 'pricing_tier_not_found' });
});

test('the narrowest inbound rule sets the price of calls to a number', async () => {
  const key = await tier();
  const rate = async (country: string, numberType: 'local' | 'mobile' | 'toll_free') => {
    const call = { direction: 'inbound', country, numberType } as const;
    const { selling } = await quoteCall(deps, { sides: key, at: clock.now(), seconds: 60, call });
    return [selling.source, selling.charge.amount];
  };
  expect(await rate('IN', 'local')).toEqual(['inbound', 45_000n]);
  const rules = [
    ['IN', null, '0.1'],
    ['IN', 'toll_free', '1'],
    [null, 'toll_free', '2'],
  ] as const;
  await db.inTransaction((tx) =>
    replaceInboundRates(
      tx,
      key.ownerId,
      key.tierId,
      rules.map(([country, numberType, price]) => ({ country, numberType, ratePerMinute: parseRate(price) })),
    ),
  );
  expect(await rate('IN', 'local')).toEqual(['inbound_rule', 10_000n]);
  expect(await rate('IN', 'toll_free')).toEqual(['inbound_rule', 100_000n]);
  expect(await rate('US', 'toll_free')).toEqual(['inbound_rule', 200_000n]);
  expect(await rate('US', 'mobile')).toEqual(['inbound', 45_000n]);
});

test('a tier that nobody has costs nothing: it is not found', async () => {
  const sides = { ownerId: OPERATOR_TIERS, tierId: uuidv7() };
  await expect(quoteCall(deps, outbound(sides, '1'))).rejects.toMatchObject({ status: 409 });
});
