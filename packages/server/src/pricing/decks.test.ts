import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { DECK_LIMITS, type TierKey } from './deck.ts';
import { countChanges, selectChanges } from './deck-diff-store.ts';
import { CHANGE_KINDS } from './deck-diff.ts';
import { countRows, selectRows } from './deck-row-store.ts';
import { countDecks, selectDecks, selectFaults, selectLiveDecks } from './deck-store.ts';
import { purgeDecks, sweepUploads } from './deck-sweep.ts';
import { deleteDraft, findDeck, publishDeck, unscheduleDeck } from './publishing.ts';
import { BY, deckKit, pieces } from './test-decks.ts';

const db = await testDatabase();
const { clock, live, publish, tier, upload } = deckKit(db);
const HEAD = 'prefix,description,rate\n';
const later = (ms: number) => new Date(clock.now().getTime() + ms);

async function staged(): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM rate_deck_staging`.execute(
    db.kysely,
  );
  return rows[0]!.n;
}

async function liveVersion({ ownerId, tierId }: TierKey, at = clock.now()): Promise<number | undefined> {
  return (await selectLiveDecks(db.kysely, ownerId, [tierId], at)).get(tierId)?.version;
}

describe('reading a file', () => {
  test('makes a draft of its rows, which nobody pays yet', async () => {
    const key = await tier();
    const { deck, identical } = await upload(key, `${HEAD}91,India,0.45\n9198,"India, mobile",0.5\n`);
    expect(identical).toBe(false);
    expect(deck).toMatchObject({
      version: 1,
      state: 'ready',
      status: 'draft',
      rowsRead: 2,
      rowCount: 2,
      faultCount: 0,
      liveSince: null,
    });
    expect(deck.bytesRead).toBeGreaterThan(40);
    const rows = await selectRows(db.kysely, key.ownerId, deck.id, {}, { limit: 9, offset: 0, after: null });
    expect(rows.map(({ prefix, ratePerMinute }) => [prefix, ratePerMinute])).toEqual([
      ['91', 450_000_000n],
      ['9198', 500_000_000n],
    ]);
    expect(await liveVersion(key)).toBeUndefined();
    expect(await staged()).toBe(0);
  });

  test('names every bad row with its line, and keeps nothing of the file but them', async () => {
    const key = await tier();
    const { deck } = await upload(
      key,
      `${HEAD}91,India,0.45\n+44,UK,1\n33,France,-1\n91,India again,0.5\n49,Germany,0.0000000001\n1,USA\n`,
    );
    expect(deck).toMatchObject({
      state: 'faulty',
      status: 'faulty',
      faultCount: 5,
      rowCount: 0,
      rowsRead: 6,
    });
    expect(await selectFaults(db.kysely, key.ownerId, deck.id)).toEqual([
      { line: 3, column: 'prefix', message: 'A prefix has no +; give its digits alone' },
      { line: 4, column: 'rate_per_minute', message: 'A price is not below 0' },
      { line: 5, column: 'prefix', message: 'The prefix is there already, in line 2' },
      { line: 6, column: 'rate_per_minute', message: 'A price has at most 9 decimals' },
      { line: 7, column: null, message: expect.stringContaining('cut off') as string },
    ]);
    expect(await countRows(db.kysely, key.ownerId, deck.id, {})).toBe(0);
    await expect(publish(key, deck.version)).rejects.toMatchObject({
      code: 'deck_not_publishable',
      facts: { status: 'faulty', fault_count: 5 },
    });
    expect(await staged()).toBe(0);
  });

  test('refuses prices of one prefix whose times overlap, and takes those that follow each other', async () => {
    const key = await tier();
    const head = 'prefix,rate,effective_from,effective_to\n';
    const overlapping = await upload(
      key,
      `${head}91,1,,2026-06-01\n91,2,2026-05-01,\n44,1,2026-01-01,2026-12-01\n44,2,2026-02-01,2026-03-01\n44,3,2026-04-01,2026-05-01\n`,
    );
    const faults = await selectFaults(db.kysely, key.ownerId, overlapping.deck.id);
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [3, 'effective_from'],
      [5, 'effective_from'],
      [6, 'effective_from'],
    ]);
    expect(faults[0]!.message).toContain('line 2');
    const following = await upload(key, `${head}91,1,,2026-06-01\n91,2,2026-06-01,\n`);
    expect(following.deck).toMatchObject({ state: 'ready', rowCount: 2 });
  });

  test.each([
    ['colour,rate\n91,1\n', ['Unknown column', 'The column is missing']],
    ['prefix,prefix,rate\n1,1,1\n', ['The column is there twice']],
    ['', ['The file is empty']],
    [HEAD, ['The file has no prices']],
    ['prefix,rate\n91,"1\n', [expect.stringContaining('never closed') as string]],
  ])('a file that is no deck says why: %j', async (file, messages) => {
    const key = await tier();
    const { deck } = await upload(key, file);
    expect(deck.state).toBe('faulty');
    const faults = await selectFaults(db.kysely, key.ownerId, deck.id);
    expect(faults.map(({ message }) => message)).toEqual(messages);
  });

  test('the same prices once more make no version, however the file is written', async () => {
    const key = await tier();
    const rows = [
      ['33', 'Côte, "étoile"', '0.45'],
      ['44', 'UK', '1'],
    ];
    const text = (cells: string[][], delimiter: string) =>
      cells.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
    const table = [['prefix', 'description', 'rate'], ...rows];
    const first = await upload(key, text(table, ','));
    expect(first.identical).toBe(false);
    const turned = [['Price', 'Destination', 'Code'], ...rows.map(([a, b, c]) => [c!, b!, a!]).reverse()];
    const files = [
      text(table, ','),
      `\ufeff${text(table, ',')}`,
      text(turned, ';').replaceAll('.', ','),
      text(table, '\t'),
      Buffer.from(`\ufeff${text(table, ',')}`, 'utf16le'),
      Buffer.from(text(table, ','), 'latin1'),
    ];
    let told = 0;
    for (const file of files) {
      const again = await upload(key, file, { onEnd: async () => void (told += 1) });
      expect(again).toMatchObject({ identical: true, deck: { version: 1 } });
    }
    expect(told).toBe(0);
    expect(await countDecks(db.kysely, key, false, clock.now())).toBe(1);
    // The number was not used up.
    expect((await upload(key, `${HEAD}1,x,2\n`)).deck.version).toBe(2);
  });

  test('a client that goes away leaves an interrupted version and nothing else', async () => {
    const key = await tier();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEAD);
      for (let line = 0; line < 6_000; line += 1) yield Buffer.from(`91${String(line)},x,1\n`);
      throw new Error('gone');
    }
    await expect(upload(key, broken())).rejects.toThrow('gone');
    expect(await findDeck(db.kysely, key, 1, clock.now())).toMatchObject({
      state: 'interrupted',
      rowCount: 0,
    });
    expect(await staged()).toBe(0);
  });

  test('progress can be read while a file is read, and no second file is', async () => {
    const key = await tier();
    const seen: unknown[] = [];
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEAD);
      for (let line = 0; line < 12_000; line += 1) yield Buffer.from(`91${String(line)},x,1\n`);
      // Rows are written while the next ones are read: the first of them show before the file is through.
      let deck = await findDeck(db.kysely, key, 1, clock.now());
      while (deck.rowsRead === 0) deck = await findDeck(db.kysely, key, 1, clock.now());
      seen.push(deck);
      await expect(upload(key, `${HEAD}1,x,1\n`)).rejects.toMatchObject({ code: 'deck_upload_running' });
      yield Buffer.from('44,y,1\n');
    }
    const told: number[] = [];
    await upload(key, slow(), { onProgress: ({ rowsRead }) => void told.push(rowsRead) });
    expect(seen).toMatchObject([{ status: 'reading', endedAt: null }]);
    // How far it is told to be is where reading was while rows were written.
    const { rowsRead } = seen[0] as { rowsRead: number };
    expect([rowsRead >= 5_000, rowsRead <= 12_000]).toEqual([true, true]);
    expect(told.at(-1)).toBe(12_001);
  });

  test('an upload of which nothing is heard any more is ended, and told so if it goes on', async () => {
    const key = await tier();
    async function* sleeper(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEAD);
      for (let line = 0; line < 6_000; line += 1) yield Buffer.from(`91${String(line)},x,1\n`);
      expect(await sweepUploads(db, later(60_000), 100)).toBe(0);
      expect(await sweepUploads(db, later(180_000), 100)).toBe(1);
      for (let line = 0; line < 6_000; line += 1) yield Buffer.from(`92${String(line)},x,1\n`);
    }
    await expect(upload(key, sleeper())).rejects.toMatchObject({ code: 'deck_upload_interrupted' });
    expect((await findDeck(db.kysely, key, 1, clock.now())).status).toBe('interrupted');
    expect(await staged()).toBe(0);
  });

  test('drafts are limited, failed files are forgotten but for the newest', async () => {
    const key = await tier();
    for (let n = 1; n <= DECK_LIMITS.failed + 3; n += 1) await upload(key, `${HEAD}x,y,z\n`);
    expect(await countDecks(db.kysely, key, false, clock.now())).toBe(DECK_LIMITS.failed);
    for (let n = 1; n <= DECK_LIMITS.drafts; n += 1) await upload(key, `${HEAD}91,x,${String(n)}\n`);
    await expect(upload(key, `${HEAD}91,x,99\n`)).rejects.toMatchObject({ code: 'too_many_deck_versions' });
    expect(await purgeDecks(db, later(29 * DAY_MS), 1_000)).toBe(0);
    expect(await purgeDecks(db, later(31 * DAY_MS), 1_000)).toBeGreaterThanOrEqual(DECK_LIMITS.drafts);
    expect(await countDecks(db.kysely, key, false, clock.now())).toBe(0);
  });

  test('a tier that is not there takes no file', async () => {
    await expect(
      upload({ ownerId: uuidv7(), tierId: uuidv7() }, pieces(`${HEAD}1,x,1\n`)),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('publishing', () => {
  test('one version is live at an instant: the latest publication that has begun', async () => {
    const key = await tier();
    await live(key, `${HEAD}91,x,1\n`);
    await upload(key, `${HEAD}91,x,2\n`);
    const soon = later(3_600_000);
    const planned = await publish(key, 2, soon);
    expect(planned.deck).toMatchObject({ status: 'scheduled', scheduledFor: soon });
    expect(await liveVersion(key)).toBe(1);
    expect(await liveVersion(key, new Date(soon.getTime() - 1))).toBe(1);
    expect(await liveVersion(key, soon)).toBe(2);
    const decks = await selectDecks(
      db.kysely,
      key,
      { limit: 9, offset: 0, before: null, publishedOnly: true },
      soon,
    );
    expect(decks.map(({ version, status }) => [version, status])).toEqual([
      [2, 'live'],
      [1, 'retired'],
    ]);
  });

  test('going back is publishing an old version again, and twice is once', async () => {
    const key = await tier();
    await live(key, `${HEAD}91,x,1\n`);
    clock.advanceMs(1_000);
    await live(key, `${HEAD}91,x,2\n`);
    clock.advanceMs(1_000);
    expect((await publish(key, 1)).changed).toBe(true);
    expect((await publish(key, 1)).changed).toBe(false);
    expect(await liveVersion(key)).toBe(1);
    expect(await liveVersion(key, later(-500))).toBe(2);
    expect(await liveVersion(key, later(-1_500))).toBe(1);
  });

  test('of two publications in one instant the later one holds', async () => {
    const key = await tier();
    await live(key, `${HEAD}91,x,1\n`);
    await live(key, `${HEAD}91,x,2\n`);
    expect(await liveVersion(key)).toBe(2);
  });

  test('what is planned can be taken back until it begins', async () => {
    const key = await tier();
    await live(key, `${HEAD}91,x,1\n`);
    await upload(key, `${HEAD}91,x,2\n`);
    const soon = later(60_000);
    await publish(key, 2, soon);
    const cancel = (at: Date) => db.inTransaction((tx) => unscheduleDeck(tx, key, 2, BY, at));
    await expect(cancel(soon)).rejects.toMatchObject({ code: 'deck_not_scheduled' });
    expect((await cancel(clock.now())).cancelled).toEqual([soon]);
    expect(await liveVersion(key, soon)).toBe(1);
    expect((await findDeck(db.kysely, key, 2, clock.now())).status).toBe('draft');
    await expect(cancel(clock.now())).rejects.toMatchObject({ code: 'deck_not_scheduled' });
    await db.inTransaction((tx) => deleteDraft(tx, key, 2, clock.now()));
    await expect(findDeck(db.kysely, key, 2, clock.now())).rejects.toMatchObject({ status: 404 });
  });

  test('a version that anybody bought at, or will, cannot be deleted', async () => {
    const key = await tier();
    const drop = (version: number) => db.inTransaction((tx) => deleteDraft(tx, key, version, clock.now()));
    await live(key, `${HEAD}91,x,1\n`);
    clock.advanceMs(1);
    await live(key, `${HEAD}91,x,2\n`);
    await upload(key, `${HEAD}91,x,3\n`);
    await publish(key, 3, later(1_000));
    for (const version of [1, 2, 3])
      await expect(drop(version)).rejects.toMatchObject({ code: 'deck_in_use' });
    await expect(drop(4)).rejects.toMatchObject({ status: 404 });
  });

  test('a time that does not lie ahead, too many plans and a stale comparison are refused', async () => {
    const key = await tier();
    await live(key, `${HEAD}91,x,1\n`);
    await upload(key, `${HEAD}91,x,2\n`);
    for (const at of [clock.now(), later(-1), later(800 * DAY_MS)])
      await expect(publish(key, 2, at)).rejects.toMatchObject({
        details: [{ loc: ['body', 'effective_at'] }],
      });
    const expecting = (expectedLiveVersion: number) =>
      db.inTransaction((tx) =>
        publishDeck(tx, key, 2, { effectiveAt: null, expectedLiveVersion, by: BY }, clock.now()),
      );
    await expect(expecting(0)).rejects.toMatchObject({
      code: 'live_deck_changed',
      facts: { live_version: 1 },
    });
    for (let n = 1; n <= DECK_LIMITS.scheduled; n += 1) await publish(key, 2, later(n * 1_000));
    await expect(publish(key, 2, later(99_000))).rejects.toMatchObject({ code: 'too_many_scheduled_decks' });
    expect((await expecting(1)).deck.status).toBe('live');
  });

  test('of many who publish at once each is done whole, one after the other', async () => {
    const key = await tier();
    for (let n = 1; n <= 8; n += 1) await upload(key, `${HEAD}91,x,${String(n)}\n`);
    await Promise.all(Array.from({ length: 8 }, (_, n) => publish(key, n + 1)));
    const { rows } = await sql<{ number: number }>`
      SELECT number FROM rate_deck_publication WHERE tier_id = ${key.tierId} ORDER BY number`.execute(
      db.kysely,
    );
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await liveVersion(key)).toBeGreaterThan(0);
  });
});

test('the difference of two versions counts and lists every prefix once, the biggest changes first', async () => {
  const key = await tier();
  const head = 'prefix,description,rate,connect_fee\n';
  const before = await upload(
    key,
    `${head}1,same,1,0\n2,up,1,0\n3,upper,1,0\n4,down,1,0\n5,gone,1,0\n6,fee,1,0\n7,free,0,0\n`,
  );
  const after = await upload(
    key,
    `${head}1,same,1,0\n2,up,1.1,0\n3,upper,3,0\n4,down,0.5,0\n6,fee,1,0.01\n7,free,1,0\n8,new,9,0\n`,
  );
  const comparison = {
    ownerId: key.ownerId,
    beforeDeckId: before.deck.id,
    afterDeckId: after.deck.id,
    at: clock.now(),
  };
  expect(await countChanges(db.kysely, comparison)).toEqual({
    new: 1,
    dearer: 3,
    cheaper: 1,
    terms: 1,
    gone: 1,
    unchanged: 1,
  });
  const all = await selectChanges(db.kysely, comparison, CHANGE_KINDS, { limit: 99, offset: 0, after: null });
  expect(all.map(({ prefix, kind, percent }) => [prefix, kind, percent])).toEqual([
    ['7', 'dearer', null],
    ['3', 'dearer', 200],
    ['4', 'cheaper', -50],
    ['2', 'dearer', 10],
    ['6', 'terms', 0],
    ['8', 'new', null],
    ['5', 'gone', null],
    ['1', 'unchanged', 0],
  ]);
  // A cursor goes on where its page ended, to the end.
  const paged: string[] = [];
  let place: (typeof all)[number]['place'] | null = null;
  for (;;) {
    const page = await selectChanges(db.kysely, comparison, CHANGE_KINDS, {
      limit: 3,
      offset: 0,
      after: place,
    });
    paged.push(...page.map(({ prefix }) => prefix));
    place = page.at(-1)?.place ?? null;
    if (page.length < 3) break;
  }
  expect(paged).toEqual(all.map(({ prefix }) => prefix));
  const alone = { ...comparison, beforeDeckId: null };
  expect(await countChanges(db.kysely, alone)).toMatchObject({ new: 7, gone: 0 });
});
