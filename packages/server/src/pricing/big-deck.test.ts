import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { countChanges } from './deck-diff-store.ts';
import { selectFaults } from './deck-store.ts';
import { quoteCall } from './quote.ts';
import { RateTables } from './rate-tables.ts';
import { deckKit, pieces } from './test-decks.ts';

const db = await testDatabase();
const { clock, publish, tier, upload } = deckKit(db);
const ROWS = 170_000;
const HEAD = 'prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment';

/** Every bad row that there is, with the column that is blamed. */
const BAD: readonly (readonly [string, string | null])[] = [
  ['+91,a,1,0,60,60', 'prefix'],
  ['0091,a,1,0,60,60', 'prefix'],
  [',a,1,0,60,60', 'prefix'],
  ['9.2E+10,a,1,0,60,60', 'prefix'],
  ['1234567890123456,a,1,0,60,60', 'prefix'],
  ['2001,a,,0,60,60', 'rate_per_minute'],
  ['2002,a,-1,0,60,60', 'rate_per_minute'],
  ['2003,a,abc,0,60,60', 'rate_per_minute'],
  ['2004,a,0.0000000001,0,60,60', 'rate_per_minute'],
  ['2005,a,99999999999999999999999,0,60,60', 'rate_per_minute'],
  ['2006,a,1,0.000001,60,60', 'connect_fee'],
  ['2007,a,1,0,0,60', 'initial_increment'],
  ['2008,a,1,0,60,9999', 'next_increment'],
  ['2009,a\u0007,1,0,60,60', 'description'],
  ['2010,a', null],
  ['2011,a,1,0,60,60,7', null],
  ['100000,again,1,0,60,60', 'prefix'],
];

function rowsOf(price: (n: number) => string): string[] {
  return Array.from(
    { length: ROWS },
    (_, n) => `${String(100_000 + n)},"Area ${String(n % 5_000)}, mobile",${price(n)},0.01,60,6`,
  );
}

test('a deck of 170,000 rows: each bad row is named, the good one is live whatever it is written in', async () => {
  const key = await tier();
  const good = rowsOf((n) => `0.${String((n % 900) + 100)}`);

  // Bad rows all over the file, the last line cut off.
  const bad = [...good];
  const places = BAD.map(([row, column], index) => {
    const at = index * 9_000 + 5;
    bad.splice(at, 0, row);
    return { line: at + 2, column };
  });
  const faulty = await upload(key, pieces(`${[HEAD, ...bad].join('\n')}\n999,cut o`, 1 << 20));
  expect(faulty.deck).toMatchObject({ state: 'faulty', faultCount: BAD.length + 1, rowCount: 0 });
  const faults = await selectFaults(db.kysely, key.ownerId, faulty.deck.id);
  expect(faults.map(({ line, column }) => ({ line, column }))).toEqual([
    ...places,
    { line: bad.length + 2, column: null },
  ]);
  await expect(publish(key, faulty.deck.version)).rejects.toMatchObject({ code: 'deck_not_publishable' });

  const sent = await upload(key, pieces(`${[HEAD, ...good].join('\n')}\n`, 1 << 20));
  expect(sent.deck).toMatchObject({ state: 'ready', rowCount: ROWS });
  await publish(key, sent.deck.version);
  // The same prices from a spreadsheet: UTF-16, semicolons, decimal commas, quotes, other line ends.
  const sheet = [HEAD, ...good].map((line) => {
    const cells = /^(\d+|prefix),("[^"]*"|description),(.*)$/.exec(line)!;
    return [cells[1], cells[2], ...cells[3]!.replaceAll('.', ';;').split(',')]
      .join(';')
      .replaceAll(';;', ',');
  });
  const again = await upload(key, pieces(Buffer.from(`\ufeff${sheet.join('\r\n')}`, 'utf16le'), 1 << 20));
  expect(again).toMatchObject({ identical: true, deck: { version: sent.deck.version } });

  const { selling } = await quoteCall(
    { reader: db.kysely, tables: new RateTables(db.kysely) },
    {
      sides: key,
      at: clock.now(),
      seconds: 61,
      call: { direction: 'outbound', number: '2345678901234' },
    },
  );
  expect(selling).toMatchObject({ source: 'deck', prefix: '234567', charge: { billedSeconds: 66 } });
  const counts = await countChanges(db.kysely, {
    ownerId: key.ownerId,
    beforeDeckId: null,
    afterDeckId: sent.deck.id,
    at: clock.now(),
  });
  expect(counts.new).toBe(ROWS);
}, 120_000);
