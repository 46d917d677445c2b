import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { selectFaults } from './deck-store.ts';
import { quoteCall } from './quote.ts';
import { RateTables } from './rate-tables.ts';
import { deckKit, pieces } from './test-decks.ts';

const db = await testDatabase();
const { clock, live, publish, tier, upload } = deckKit(db);
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

/** As a spreadsheet saves it: semicolons, decimal commas, quotes, and line ends of two characters. */
function sheet(lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll(',', ';').replaceAll('.', ',')).join('\r\n');
}

test('in a deck of 170,000 rows from a spreadsheet each bad row is named with its line, and nothing of it is sold', async () => {
  const key = await tier();
  await live(key, 'prefix,rate\n100,7\n');
  const lines = Array.from(
    { length: ROWS },
    (_, n) => `${String(100_000 + n)},"Área ""${String(n % 5_000)}""",0.${String((n % 900) + 100)},0.01,60,6`,
  );
  // Bad rows all over the file, and a last line that is cut off.
  const places = BAD.map(([row, column], index) => {
    const at = index * 9_000 + 5;
    lines.splice(at, 0, row);
    return { line: at + 2, column };
  });
  const file = Buffer.from(`\ufeff${sheet([HEAD, ...lines, '999,cut o'])}`, 'utf16le');
  const { deck } = await upload(key, pieces(file, 1 << 20));
  expect(deck).toMatchObject({
    state: 'faulty',
    rowsRead: ROWS + BAD.length + 1,
    faultCount: BAD.length + 1,
    rowCount: 0,
  });
  const faults = await selectFaults(db.kysely, key.ownerId, deck.id);
  expect(faults.map(({ line, column }) => ({ line, column }))).toEqual([
    ...places,
    { line: lines.length + 2, column: null },
  ]);
  await expect(publish(key, deck.version)).rejects.toMatchObject({ code: 'deck_not_publishable' });
  const { selling } = await quoteCall(
    { reader: db.kysely, tables: new RateTables(db.kysely) },
    { sides: key, at: clock.now(), seconds: 60, call: { direction: 'outbound', number: '100500000000' } },
  );
  expect(selling).toMatchObject({ deck: { version: 1 }, prefix: '100', charge: { amount: 700_000n } });
}, 120_000);
