/**
 * A deck of 170,000 rows from its first byte to being live: read, verified, compared with the live one of as many rows, and
 * published. Time, and the memory that it takes beyond what the process had.
 *
 *   node bench/deck-import.ts [--rows 170000] [--rounds 3]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate, openDatabase, type Database } from '../packages/server/src/platform/db/index.ts';
import { systemClock } from '../packages/server/src/platform/time/index.ts';
import {
  OPERATOR_TIERS,
  defaultTier,
  ensureDefaultTiers,
  publishDeck,
  countChanges,
  selectLiveDecks,
  uploadDeck,
  type TierKey,
} from '../packages/server/src/pricing/index.ts';
import { machine, median } from './parts/compare.ts';
import { deckFile } from './parts/deck-file.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';

const TARGET_SECONDS = 10;
const TARGET_MIB = 256;
const MIB = 1024 * 1024;
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '170000' }, rounds: { type: 'string', default: '3' } },
});
const rows = Number(options.rows);

interface Turn {
  readonly read: number;
  readonly compared: number;
  readonly published: number;
  /** Of this process alone; the database has its own. */
  readonly cpu: number;
  readonly peakBytes: number;
}

async function turn(db: Database, key: TierKey, round: number): Promise<Turn> {
  let peak = 0;
  const cpuBefore = process.cpuUsage();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const begun = performance.now();
  const { deck } = await uploadDeck(
    { db, clock: systemClock },
    {
      key,
      source: deckFile(rows, round),
      fileName: `round-${String(round)}.csv`,
      bytesTotal: null,
      by: 'bench',
      onEnd: async () => undefined,
    },
  );
  if (deck.rowCount !== rows)
    throw new Error(`Expected ${String(rows)} prices, got ${String(deck.rowCount)}.`);
  const read = performance.now();
  const at = systemClock.now();
  const live = (await selectLiveDecks(db.kysely, key.ownerId, [key.tierId], at)).get(key.tierId);
  const comparison = {
    ownerId: key.ownerId,
    beforeDeckId: live?.deckId ?? null,
    afterDeckId: deck.id,
    at,
  };
  const counts = await countChanges(db.kysely, comparison);
  if (counts.new + counts.dearer + counts.cheaper + counts.unchanged !== rows)
    throw new Error('A price is lost.');
  const compared = performance.now();
  const now = systemClock.now();
  await db.inTransaction((tx) => publishDeck(tx, key, deck.version, { effectiveAt: null, by: 'bench' }, now));
  const published = performance.now();
  clearInterval(watch);
  const cpu = process.cpuUsage(cpuBefore);
  return {
    read: (read - begun) / 1_000,
    compared: (compared - read) / 1_000,
    published: (published - compared) / 1_000,
    cpu: (cpu.user + cpu.system) / 1_000_000,
    peakBytes: peak,
  };
}

console.log(machine());
const server = await startEmbeddedDatabase();
const db = openDatabase({
  url: server.url,
  maxConnections: 4,
  applicationName: 'bench',
  statementTimeoutMs: 60_000,
});
const turns: Turn[] = [];
const memoryBefore = process.memoryUsage.rss();
let peakBytes = 0;
try {
  await migrate(db.pool, join(import.meta.dirname, '../packages/server/migrations'));
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], systemClock.now()));
  const key = { ownerId: OPERATOR_TIERS, tierId: (await defaultTier(db.kysely, 'INR')).id };
  // The first fills the tier, so that each that counts is compared with a live deck of its size.
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    const one = await turn(db, key, round);
    peakBytes = Math.max(peakBytes, one.peakBytes);
    if (round > 0) turns.push(one);
  }
} finally {
  await db.close();
  await server.stop();
}
const of = (pick: (one: Turn) => number): number => median(turns.map(pick));
const seconds = of(({ read, compared, published }) => read + compared + published);
const mib = (peakBytes - memoryBefore) / MIB;
console.log(
  `${String(rows)} rows: read and verified ${of((one) => one.read).toFixed(2)} s, compared ${of((one) => one.compared).toFixed(2)} s, ` +
    `published ${of((one) => one.published).toFixed(3)} s; processor time of this process ${of((one) => one.cpu).toFixed(2)} s`,
);
console.log(
  `live after ${seconds.toFixed(2)} s, ratio ${(seconds / TARGET_SECONDS).toFixed(2)} of ${String(TARGET_SECONDS)} s (at most 1)`,
);
console.log(
  `memory beyond what the process began with, at its peak: ${mib.toFixed(0)} MiB, ratio ${(mib / TARGET_MIB).toFixed(2)} of ${String(TARGET_MIB)} MiB (at most 1)`,
);
if (!(seconds <= TARGET_SECONDS && mib <= TARGET_MIB)) process.exitCode = 1;
