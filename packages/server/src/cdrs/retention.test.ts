import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_ACTOR, startTestApp, type TestPartner } from '../../test/app.ts';
import { utcDay } from '../platform/time/index.ts';
import { closePeriods } from './close-periods.ts';
import { cellsOf, linesOf } from './archive-format.ts';
import { registerCdrCommands } from './commands.ts';
import { readManifest } from './archive-file.ts';
import { detachMonth, selectMonths } from './archive-store.ts';
import type { FinishedCall } from './finished-call.ts';
import { monthsToGo } from './retention.ts';
import { answeredAt, record } from './test-calls.ts';

const directory = await mkdtemp(join(tmpdir(), 'cdr-archive-'));
afterAll(() => rm(directory, { recursive: true, force: true }));
// It is March 2026: January 2024 and what is older goes.
const app = await startTestApp({ PORTAL_CDR_ARCHIVE_DIR: directory, PORTAL_CDR_RETENTION_MONTHS: '25' });
const { db, services } = app;
const { cdrs } = services;

let partner: TestPartner;
let calls: FinishedCall[];
let month = 2020 * 12;

const dayIn = (index: number, day: number): Date =>
  new Date(Date.UTC(Math.floor(index / 12), index % 12, day, 12));
const tableIn = (index: number): string =>
  `cdr_${Math.floor(index / 12)}${String((index % 12) + 1).padStart(2, '0')}`;

/** Each test has a month of its own, one after the other, with calls of a partner in it and in the one that is kept. */
beforeEach(async () => {
  month += 1;
  partner = await app.partner();
  const customer = await app.customer(partner);
  const { customerId } = await services.customers.walletRef(partner.partnerId, customer.authId);
  const ids = { partnerId: partner.partnerId, customerId };
  calls = [1, 2, 20].map((day) =>
    answeredAt(dayIn(month, day), {
      ...ids,
      callerIdName: 'a "quoted", name\nof two lines',
      cost: 45_001n,
      wholesaleCost: 30_000n,
      margin: 15_001n,
    }),
  );
  await cdrs.ensurePartitions(dayIn(month, 1), dayIn(month, 1));
  await record(db, [...calls, answeredAt('2026-03-20T12:00:00Z', { ...ids, cost: 7n, margin: 7n })]);
});

const exists = async (table: string): Promise<boolean> =>
  (await sql<{ there: boolean }>`SELECT to_regclass(${table}) IS NOT NULL AS there`.execute(db.kysely))
    .rows[0]!.there;

const filesOf = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name.startsWith(tableIn(month))).sort();

async function archived(): Promise<string> {
  const done = await cdrs.retire();
  const one = done!.find((each) => each.month === utcDay(dayIn(month, 1)));
  if (one?.outcome !== 'archived' || one.file === null) throw new Error(JSON.stringify(one));
  return join(directory, one.file);
}

async function traffic(): Promise<unknown> {
  const { rows } =
    await sql`SELECT dimension, key, sum(attempts) AS attempts, sum(cost) AS cost FROM cdr_period_sum
    WHERE partner_id = ${partner.partnerId} AND grain = 'month' GROUP BY 1, 2 ORDER BY 1, 2`.execute(
      db.kysely,
    );
  return rows;
}

describe('a month that is old enough', () => {
  test('goes into a file whose manifest says what is in it, and its sums stay', async () => {
    expect((await cdrs.planRetention()).map((one) => one.month)).toContain(utcDay(dayIn(month, 1)));
    const path = await archived();
    expect(await exists(tableIn(month))).toBe(false);
    expect(await filesOf()).toHaveLength(2);
    const manifest = await readManifest(path);
    expect(manifest).toMatchObject({
      rows: 3,
      sums: { INR: { cost: '1.35003', wholesale_cost: '0.90000', margin: '0.45003' } },
      sha256: createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    });
    expect(await traffic()).toContainEqual({ dimension: 'customer', key: '', attempts: '3', cost: '135003' });
    expect(await cdrs.retire()).toEqual([]);
  });

  test('is read back into a table of its own, call by call as it was', async () => {
    const before =
      await sql`SELECT * FROM cdr WHERE partner_id = ${partner.partnerId} AND id = ANY (${calls.map(
        (call) => call.callId,
      )}::uuid[]) ORDER BY id`.execute(db.kysely);
    const path = await archived();
    const { table, calls: restored } = await cdrs.restore(path);
    expect(restored).toBe(3);
    const after = await sql`SELECT * FROM ${sql.table(table)} ORDER BY id`.execute(db.kysely);
    expect(after.rows).toEqual(before.rows);
    await expect(cdrs.restore(path)).rejects.toThrow('drop it first');
    await sql`DROP TABLE ${sql.table(table)}`.execute(db.kysely);
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]));
    await expect(cdrs.restore(path)).rejects.toThrow('not the file that was written');
    expect(await exists(table)).toBe(false);
  });

  test('is gone for whoever asks for one of its calls, known or not, and lists count what they show', async () => {
    const ask = (path: string) => app.request('GET', `/api/v1/partner${path}`, { auth: partner.auth });
    const total = async (): Promise<number> =>
      (await ask('/cdrs')).json<{ pagination: { total: number } }>().pagination.total;
    expect(await total()).toBe(4);
    await archived();
    const [call] = calls;
    for (const id of [call!.callId, call!.callId.replace(/.{4}$/, 'dead')]) {
      const gone = await ask(`/cdrs/${id}/explain`);
      expect([gone.statusCode, gone.headers['x-error-code']]).toEqual([410, 'cdr_archived']);
    }
    expect((await ask('/cdrs/0198c0de-0000-7000-8000-00000000dead/explain')).statusCode).toBe(
      // Younger than what was dropped, and never there.
      404,
    );
    expect(await total()).toBe(1);
  });

  test('is neither made anew nor a difference: reconciliation begins after it', async () => {
    await archived();
    const by = { actor: TEST_ACTOR, at: app.clock.now() };
    await record(db, [{ ...answeredAt(dayIn(month, 5)), partnerId: partner.partnerId }]);
    const before = await traffic();
    await cdrs.rebuild(partner.partnerId, { from: null, to: null }, by);
    expect(await traffic()).toEqual(before);
    for await (const { run } of services.reconciliation.run(partner.partnerId, 'all')) {
      expect(run.window.from.getTime()).toBeGreaterThan(dayIn(month, 28).getTime());
      expect(run.first?.check).not.toBe('sums');
    }
  });
});

test('the command line says what would go, does it, and reads a file back', async () => {
  const lines: string[] = [];
  const portal = async (...line: string[]): Promise<string> => {
    lines.length = 0;
    const program = new Command('portal').exitOverride();
    registerCdrCommands(program, { services: async () => services, print: (text) => void lines.push(text) });
    await program.parseAsync(['cdr', ...line], { from: 'user' });
    return lines.join('\n');
  };
  const own = dayIn(month, 1).toISOString().slice(0, 7);
  const planned = JSON.parse(await portal('retention', '--dry-run', '--json')) as { months: unknown[] };
  expect(planned.months).toContainEqual(
    expect.objectContaining({ month: own, outcome: 'would_go', file: null }),
  );
  expect(await exists(tableIn(month))).toBe(true);
  const { months } = JSON.parse(await portal('retention', '--json')) as {
    months: { month: string; file: string }[];
  };
  const done = months.find((one) => one.month === own);
  expect(done).toMatchObject({ outcome: 'archived', calls: 3 });
  expect(await portal('retention')).toBe('No month is old enough.');
  expect(await portal('restore', join(directory, done!.file))).toContain(
    `3 calls of ${own} are in the table`,
  );
  await expect(portal('restore', join(directory, 'none.csv.gz'))).rejects.toThrow('is missing');
});

describe('whatever it died at, the next run ends it', () => {
  test('half a file, a file that nobody noted, and a month that is out of the table already', async () => {
    await cdrs.retire();
    month += 1;
    await cdrs.ensurePartitions(dayIn(month, 1), dayIn(month, 1));
    const own = calls.map((call, index) => ({
      ...answeredAt(dayIn(month, index + 1)),
      partnerId: call.partnerId,
      customerId: call.customerId,
    }));
    await record(db, own);
    // Begun, with half a file.
    const first = utcDay(dayIn(month, 1));
    const id = '019aaaaa-0000-7000-8000-00000000beef';
    await sql`INSERT INTO cdr_archive (id, month, state, started_at) VALUES (${id}, ${first}::date, 'exporting', now())`.execute(
      db.kysely,
    );
    await writeFile(join(directory, `${tableIn(month)}-019aaaaabeef.csv.gz.part`), 'half');
    // Out of the table, with nothing written: as it would be if the disk had lost the file.
    await closePeriods(db, app.clock.now());
    expect(await detachMonth(db, { id, month: first }, async () => false)).toBe(false);
    expect(await cdrs.findAny(own[0]!.callId)).toMatchObject({ callId: own[0]!.callId });
    expect(await detachMonth(db, { id, month: first }, async () => true)).toBe(true);
    expect((await selectMonths(db.kysely)).map((one) => one.month)).toContain(first);
    const path = await archived();
    expect((await readManifest(path)).rows).toBe(3);
    expect((await filesOf()).some((name) => name.endsWith('.part'))).toBe(false);
    expect(await exists(tableIn(month))).toBe(false);
  });

  test('a call that changes after the file was written is in the file that is kept', async () => {
    const first = utcDay(dayIn(month, 1));
    // A file as an earlier run left it, of calls that were other ones then.
    await sql`UPDATE cdr SET sip_user_agent = 'later' WHERE partner_id = ${partner.partnerId}`.execute(
      db.kysely,
    );
    const id = '019bbbbb-0000-7000-8000-00000000beef';
    const manifest = {
      format: 'cdr-archive/1',
      month: first,
      file: 'none.csv.gz',
      rows: 3,
      lines_digest: '1',
    };
    await sql`INSERT INTO cdr_archive (id, month, state, manifest, started_at)
      VALUES (${id}, ${first}::date, 'exported', ${JSON.stringify(manifest)}::jsonb, now())`.execute(
      db.kysely,
    );
    const path = await archived();
    expect(path).not.toContain('none');
    const { table } = await cdrs.restore(path);
    const { rows } = await sql`SELECT sip_user_agent FROM ${sql.table(table)}`.execute(db.kysely);
    expect(rows).toEqual(Array(3).fill({ sip_user_agent: 'later' }));
  });

  test('a month whose sums are not what its calls make stays, until they are made anew', async () => {
    await sql`UPDATE cdr_rollup_day SET cost = cost + 1 WHERE partner_id = ${partner.partnerId}`.execute(
      db.kysely,
    );
    await expect(archived()).rejects.toThrow('sums_open');
    expect(await exists(tableIn(month))).toBe(true);
    await cdrs.rebuild(
      partner.partnerId,
      { from: null, to: null },
      { actor: TEST_ACTOR, at: app.clock.now() },
    );
    await archived();
  });

  test('only one is at it', async () => {
    const client = await db.pool.connect();
    await client.query('SELECT pg_advisory_lock(7020)');
    expect(await cdrs.retire()).toBeNull();
    await client.query('SELECT pg_advisory_unlock(7020)');
    client.release();
    expect(await cdrs.retire()).not.toBeNull();
  });
});

describe('rules', () => {
  test('whole months are kept beside the current one, none goes where all are kept', () => {
    const stored = ['2024-01-01', '2024-02-01', '2024-03-01', '2026-03-01'].map((one) => ({ month: one }));
    const going = (months: number): string[] =>
      monthsToGo(stored, new Date('2026-03-31T23:59:59Z'), months).map((one) => one.month);
    expect(going(24)).toEqual(['2024-01-01', '2024-02-01']);
    expect(going(25)).toEqual(['2024-01-01']);
    expect(going(3)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(going(0)).toEqual([]);
  });

  test('lines are cut where they end, whatever is in their cells and however they come', async () => {
    const cell = fc.option(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'é', ' ') }), {
      nil: null,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        const lines = rows.map((cells) =>
          cells.map((one) => (one === null ? '' : `"${one.replaceAll('"', '""')}"`)).join(','),
        );
        const text = lines.map((line) => `${line}\n`).join('');
        async function* pieces(): AsyncGenerator<string> {
          for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
        }
        const read: string[] = [];
        for await (const line of linesOf(pieces())) read.push(line);
        expect(read).toEqual(lines);
        expect(read.map(cellsOf)).toEqual(rows);
      }),
    );
  });
});

// The last of all: what was archived here is younger than the months of the others.
test('a call over midnight that went with its month is no difference of the day after it', async () => {
  const midnight = Date.UTC(2024, 1, 1);
  const own = { partnerId: partner.partnerId, customerId: calls[0]!.customerId };
  await cdrs.ensurePartitions(new Date(midnight - 1), new Date(midnight));
  await record(db, [
    answeredAt(new Date(midnight - 1_800_000), { ...own, talkSeconds: 3 * 3_600 }),
    answeredAt(new Date(midnight + 3_600_000), { ...own, talkSeconds: 60 }),
  ]);
  await closePeriods(db, app.clock.now());
  const sums = async (): Promise<unknown> => {
    const day = { from: new Date(midnight), before: new Date(midnight + 86_400_000) };
    const checks = await cdrs.checks.sumsOfDays(db.kysely, partner.partnerId, day);
    return checks.filter(({ first }) => first !== null);
  };
  expect(await sums()).toEqual([]);
  while (await exists('cdr_202401')) expect(await cdrs.retire()).not.toEqual([]);
  expect(await sums()).toEqual([]);
});
