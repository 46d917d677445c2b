import { sql, type RawBuilder } from 'kysely';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { openDatabase, type Database } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { systemClock } from '../platform/time/index.ts';
import { createLedger, type Ledger, type LedgerCommand } from './index.ts';
import { answerOf, explain, type ModelState, type Observed } from './ledger-model.ts';
import { START, lossyProxy, openBooks, testLedger, type TestBooks } from './test-books.ts';

const seed = Number(process.env['LEDGER_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['LEDGER_RUNS'] ?? 30);
console.log(`ledger model test: LEDGER_SEED=${String(seed)} LEDGER_RUNS=${String(runs)}`);

const CREDIT_LIMIT = 80n;
/** One wallet may go below zero, so that what takes own money alone differs from what does not. */
const WALLET_CREDIT = 40n;
const db = await testDatabase();
const { ledger } = testLedger(db);
const proxy = await lossyProxy(db.url);

/** Processes of the product; any of them may die and another take its place. */
interface Process {
  readonly db: Database;
  readonly ledger: Ledger;
}
const processes: Process[] = [];
let started = 0;

function startProcess(recoverMs: number, url: string): Process {
  started += 1;
  const own = openDatabase({
    url,
    maxConnections: 4,
    applicationName: `model_${String(started)}`,
    statementTimeoutMs: 30_000,
  });
  return { db: own, ledger: createLedger({ db: own, clock: systemClock, maxGroup: 4, recoverMs }) };
}

afterAll(async () => {
  await Promise.all(processes.map((process) => process.db.close()));
  await proxy.close();
});

/** A command before it is known which accounts, holds and transfers there are: numbers that choose among them. */
const plan = fc.record({
  kind: fc.constantFrom(
    'transfer',
    'transfer',
    'transfer',
    'reclaim',
    'spend',
    'hold',
    'hold',
    'extend',
    'settle',
    'release',
    'reversal',
  ),
  which: fc.nat(1_000),
  amount: fc.integer({ min: 1, max: 60 }),
  whole: fc.boolean(),
  key: fc.option(fc.nat(25), { nil: null, freq: 2 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

type Weather = 'calm' | 'kill' | 'lose' | 'crash';

const step = fc.record({
  /**
   * `kill`: connections break while it runs. `lose`: it commits, but the answer is lost. `crash`: the connection breaks or
   * the answer is lost, the process dies with it, and nobody looks for what became of its commands.
   */
  weather: fc.constantFrom<Weather>('calm', 'calm', 'kill', 'lose', 'crash'),
  commands: fc.array(plan, { minLength: 1, maxLength: 7 }),
  /** Which commands are sent once more at the same time, under their key. */
  doubled: fc.boolean(),
  /** Break the connections while the posting waits for a lock: surely before COMMIT. Else at any moment. */
  whileWaiting: fc.boolean(),
});

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list.length === 0 ? undefined : list[which % list.length];
}

function commandOf(books: TestBooks, state: ModelState, one: Plan): LedgerCommand {
  const holdId = pick([...state.holds.keys()], one.which);
  // Now and then a hold that nobody knows; else there is something to do before there is a hold.
  const needsHold =
    ['extend', 'settle', 'release'].includes(one.kind) && holdId === undefined && one.which % 7 !== 0;
  return commandOfKind(books, state, { ...one, kind: needsHold ? 'hold' : one.kind }, holdId ?? uuidv7());
}

function commandOfKind(books: TestBooks, state: ModelState, one: Plan, holdId: string): LedgerCommand {
  const amount = BigInt(one.amount);
  const wallet = one.which % 2 === 0 ? books.walletA : books.walletB;
  // One key always means one input, except now and then.
  const key =
    one.key === null
      ? null
      : {
          scope: 'POST /x',
          key: `key-${String(one.key)}`,
          inputHash: Buffer.from(one.which % 19 === 0 ? 'other' : 'usual'),
        };
  const base = {
    partnerId: books.partnerId,
    id: uuidv7(),
    at: START,
    key,
    reference: null,
    description: null,
  };
  const transfer = (debitAccountId: string, creditAccountId: string): LedgerCommand => ({
    ...base,
    kind: 'transfer',
    debitAccountId,
    creditAccountId,
    currency: 'INR',
    amount,
    code: 'transfer',
  });
  switch (one.kind) {
    case 'transfer':
      return transfer(books.master, wallet);
    case 'reclaim':
      return {
        ...base,
        kind: 'pull',
        debitAccountId: wallet,
        creditAccountId: books.master,
        currency: 'INR',
        amount: one.whole ? null : amount,
        code: 'reclaim',
      };
    case 'spend':
      return transfer(wallet, books.revenue);
    case 'hold':
      return {
        ...base,
        kind: 'hold',
        accountId: one.which % 5 === 0 ? books.master : wallet,
        amount,
        purpose: 'call',
        expiresAt: null,
      };
    case 'extend':
      return { ...base, kind: 'extend', holdId, amount, expiresAt: null };
    case 'settle':
      return {
        ...base,
        kind: 'settle',
        holdId,
        creditAccountId: books.revenue,
        amount: one.whole ? 0n : amount / 2n,
        code: 'call',
      };
    case 'release':
      return { ...base, kind: 'release', holdId };
    case 'reversal': {
      const reverses = pick([...state.transfers.keys()], one.which) ?? uuidv7();
      return { ...base, kind: 'reversal', reverses, amount: one.whole ? null : amount };
    }
  }
}

interface Snapshot {
  readonly accounts: ReadonlyMap<string, { balance: bigint; held: bigint; version: bigint }>;
  readonly transfers: ReadonlySet<string>;
  readonly holds: ReadonlyMap<string, { amount: bigint; open: boolean }>;
  readonly keys: ReadonlySet<string>;
}

async function snapshot(books: TestBooks): Promise<Snapshot> {
  const accounts = await ledger.accountsOf(db.kysely, books.partnerId);
  const names = async (query: RawBuilder<{ id: string }>) =>
    new Set((await query.execute(db.kysely)).rows.map((row) => row.id));
  const holds = await sql<{
    id: string;
    amount: bigint;
    open: boolean;
  }>`SELECT id, amount, ended_at IS NULL AS open FROM ledger_hold
    WHERE partner_id = ${books.partnerId}`.execute(db.kysely);
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    transfers: await names(sql`SELECT id FROM ledger_transfer WHERE partner_id = ${books.partnerId}`),
    keys: await names(sql`SELECT key AS id FROM idempotency_record WHERE partner_id = ${books.partnerId}`),
    holds: new Map(holds.rows.map((row) => [row.id, row])),
  };
}

function fitsSnapshot(real: Snapshot): (state: ModelState) => boolean {
  return (state) =>
    state.transfers.size === real.transfers.size &&
    [...state.transfers.keys()].every((id) => real.transfers.has(id)) &&
    state.keys.size === real.keys.size &&
    [...state.keys.keys()].every((id) => real.keys.has(id)) &&
    state.holds.size === real.holds.size &&
    [...state.holds].every(
      ([id, hold]) => real.holds.get(id)?.amount === hold.amount && real.holds.get(id)?.open === hold.open,
    ) &&
    [...state.accounts].every(([id, account]) => {
      const found = real.accounts.get(id);
      return (
        found?.balance === account.balance && found.held === account.held && found.version === account.version
      );
    });
}

function begin(books: TestBooks, funds: bigint, real: Snapshot): ModelState {
  const floors = new Map<string, bigint | null>([
    [books.funding, null],
    [books.revenue, null],
    [books.master, -CREDIT_LIMIT],
    [books.walletA, 0n],
    [books.walletB, -WALLET_CREDIT],
  ]);
  const accounts = new Map(
    [...floors].map(([id, floor]) => [
      id,
      {
        balance: 0n,
        held: 0n,
        version: 0n,
        ...real.accounts.get(id),
        floor,
        wallet: id === books.walletA || id === books.walletB,
      },
    ]),
  );
  const transfers = new Map(
    [...real.transfers].map((id) => [
      id,
      { debit: books.funding, credit: books.master, amount: funds, reversal: false, reversed: 0n },
    ]),
  );
  return { accounts, holds: new Map(), transfers, keys: new Map() };
}

/** Breaks every connection, at any moment or while the partner is locked and the commands wait. */
async function killConnections(
  partnerId: string,
  whileWaiting: boolean,
  started: Promise<unknown>,
): Promise<void> {
  const kill = sql`SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'model_%'`;
  if (!whileWaiting) {
    await kill.execute(db.kysely);
    return;
  }
  await db.inTransaction(async (tx) => {
    await sql`SELECT FROM ledger_chain_head WHERE partner_id = ${partnerId} FOR UPDATE`.execute(tx);
    const over = new AbortController();
    void started.then(() => {
      over.abort();
    });
    // Commands that need no lock of ours may be done already.
    const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'model_%' AND wait_event_type = 'Lock'`;
    // On another connection: a transaction sees the same activity until its end.
    while (!over.signal.aborted && (await waiting.execute(db.kysely)).rows.length === 0);
    await kill.execute(db.kysely);
  });
}

/** Runs the commands of a step at once, spread over the processes, with its weather; returns what their callers saw. */
async function observe(
  partnerId: string,
  commands: readonly LedgerCommand[],
  weather: Weather,
  whileWaiting: boolean,
): Promise<Observed[]> {
  const crash = weather === 'crash' ? startProcess(0, proxy.url) : null;
  if (weather === 'lose' || (weather === 'crash' && !whileWaiting)) proxy.losePostings(1);
  const pending = commands.map(async (command, index): Promise<Observed> => {
    const process = crash !== null && index % 2 === 0 ? crash : processes[index % processes.length]!;
    try {
      return { command, answer: answerOf(await process.ledger.submit(command)) };
    } catch (error) {
      if (crash === null || (error as { code?: string }).code !== 'service_unavailable') throw error;
      return { command, answer: null };
    }
  });
  const all = Promise.all(pending);
  if (weather === 'kill' || (weather === 'crash' && whileWaiting))
    await killConnections(partnerId, whileWaiting, all);
  const observed = await all;
  proxy.losePostings(0);
  await crash?.db.close();
  return observed;
}

describe('the ledger under concurrent use, broken connections and dying processes', () => {
  it('does only what some order of the commands explains, and its books prove themselves', async () => {
    processes.push(startProcess(30_000, db.url), startProcess(30_000, proxy.url));
    const seen = { steps: 0, commands: 0, unknown: 0, replays: 0, refused: 0 };
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 900 }),
      async (steps, funds) => {
        const books = await openBooks(db, ledger, { funds: BigInt(funds), creditLimit: CREDIT_LIMIT });
        await db.inTransaction((tx) => ledger.setFloor(tx, books.partnerId, books.walletB, -WALLET_CREDIT));
        let state = begin(books, BigInt(funds), await snapshot(books));
        for (const { weather, commands: plans, doubled, whileWaiting } of steps) {
          const now = state;
          const commands = plans.map((one) => commandOf(books, now, one));
          const again = doubled
            ? commands
                .filter((command) => command.key)
                .slice(0, 2)
                .map((command) => ({ ...command, id: uuidv7() }))
            : [];
          const observed = await observe(books.partnerId, [...commands, ...again], weather, whileWaiting);
          const explained = explain(state, observed, fitsSnapshot(await snapshot(books)), weather !== 'calm');
          seen.steps += 1;
          seen.commands += observed.length;
          seen.unknown += observed.filter((one) => one.answer === null).length;
          seen.replays += observed.filter((one) => one.answer?.replayed === true).length;
          seen.refused += observed.filter(
            (one) => one.answer !== null && !/^(posted|held)/.test(one.answer.text),
          ).length;
          if (explained === null)
            throw new Error(
              `No order explains: ${JSON.stringify(observed, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 1)}`,
            );
          state = explained;
          for (const account of state.accounts.values()) {
            expect(account.floor === null || account.balance - account.held >= account.floor).toBe(true);
          }
        }
        const report = await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId });
        expect(report.problems).toEqual([]);
      },
    );
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
    console.log(`ledger model test: ${JSON.stringify(seen)}`);
    expect(seen.commands).toBeGreaterThan(runs);
  }, 600_000);
});
