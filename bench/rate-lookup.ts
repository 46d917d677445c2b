/**
 * The longest prefix of a number in one of ten decks of 170,000 rows, in process, against a map that is asked for every
 * prefix from the longest down. Every answer of both is compared first.
 *
 *   node bench/rate-lookup.ts [--rows 170000] [--decks 10] [--seconds 4]
 */
import { parseArgs } from 'node:util';
import {
  RateTableBuilder,
  toRate,
  type DeckRow,
  type RateTable,
} from '../packages/server/src/pricing/index.ts';
import { machine, median } from './parts/compare.ts';
import { prefixOf } from './parts/deck-file.ts';

const TARGET_MICROSECONDS = 10;
const ROUNDS = 5;
const NUMBERS = 100_000;
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '170000' },
    decks: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '4' },
  },
});
const rows = Number(options.rows);
const decks = Number(options.decks);

function rowOf(n: number, deck: number): DeckRow {
  return {
    prefix: prefixOf(n),
    description: `Destination ${String(n % 9_000)}, mobile`,
    ratePerMinute: toRate(BigInt(n * 1_000 + deck)),
    connectFee: 0n,
    initialIncrementSeconds: 60,
    nextIncrementSeconds: 6,
    effectiveFromMs: -Infinity,
    effectiveToMs: Infinity,
  };
}

function makeTable(deck: number): RateTable {
  const all = Array.from({ length: rows }, (_, n) => rowOf(n, deck));
  all.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  const builder = new RateTableBuilder(rows);
  for (const row of all) builder.add(row);
  return builder.build();
}

type Find = (deck: number, number: string) => bigint | undefined;

const memoryBefore = process.memoryUsage();
const tables = Array.from({ length: decks }, (_, deck) => makeTable(deck));
global.gc?.();
const used = process.memoryUsage();
const bytes = used.arrayBuffers - memoryBefore.arrayBuffers;
const map = new Map(Array.from({ length: rows }, (_, n) => [prefixOf(n), rowOf(n, 0)]));

const inTable: Find = (deck, number) => tables[deck]?.match(number, 0)?.ratePerMinute;
const inMap: Find = (_, number) => {
  for (let length = number.length; length > 0; length -= 1) {
    const row = map.get(number.slice(0, length));
    if (row !== undefined) return row.ratePerMinute;
  }
  return undefined;
};

const numbers = Array.from({ length: NUMBERS }, (_, n) =>
  `${prefixOf((n * 7_919) % rows)}${String((n * 104_729) % 10_000_000).padStart(7, '0')}`.slice(
    0,
    12 + (n % 3),
  ),
);
for (const number of numbers) {
  if (inTable(0, number) !== inMap(0, number)) throw new Error(`Two answers for ${number}.`);
}

/** Microseconds of one lookup. */
function measure(find: Find, forMs: number): number {
  const begun = performance.now();
  let done = 0;
  let found = 0n;
  while (performance.now() - begun < forMs) {
    for (let n = 0; n < 1_000; n += 1) {
      found += find(n % decks, numbers[(done + n) % NUMBERS] ?? '') ?? 0n;
    }
    done += 1_000;
  }
  if (found === 0n) throw new Error('Nothing was found.');
  return ((performance.now() - begun) * 1_000) / done;
}

console.log(machine());
const forMs = (Number(options.seconds) * 1_000) / ROUNDS / 2;
for (const find of [inTable, inMap]) measure(find, 300);
const rounds = Array.from({ length: ROUNDS }, () => ({
  table: measure(inTable, forMs),
  map: measure(inMap, forMs),
}));
const table = median(rounds.map((round) => round.table));
const reference = median(rounds.map((round) => round.map));
console.log(
  `${String(decks)} decks of ${String(rows)} rows: ${(bytes / 1024 / 1024).toFixed(0)} MiB in typed arrays`,
);
console.log(`a map per prefix length  ${reference.toFixed(2)} µs`);
console.log(
  `rate table               ${table.toFixed(2)} µs, ratio to the map ${(reference / table).toFixed(2)}`,
);
console.log(
  `ratio ${(table / TARGET_MICROSECONDS).toFixed(2)} of ${String(TARGET_MICROSECONDS)} µs (at most 1)`,
);
if (!(table <= TARGET_MICROSECONDS)) process.exitCode = 1;
