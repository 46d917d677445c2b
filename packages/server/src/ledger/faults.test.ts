import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { CommandResult, LedgerCommand } from './index.ts';
import {
  START,
  key,
  lossyProxy,
  move,
  openBooks,
  secondProcess,
  someoneWaits,
  testLedger,
} from './test-books.ts';

const db = await testDatabase();
const { ledger } = testLedger(db);

async function killOthers(): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'second' AND pid <> pg_backend_pid()`.execute(
    db.kysely,
  );
  return Number(rows[0]!.n);
}

describe('a group that fails', () => {
  it('for one command’s data runs again one by one: only that command fails', async () => {
    const books = await openBooks(db, ledger);
    const results = await Promise.allSettled([
      ledger.submit(move(books, books.master, books.walletA, 10n)),
      ledger.submit(move(books, books.master, books.walletA, 20n, { description: 'a\u0000b' })),
      ledger.submit(move(books, books.master, books.walletB, 30n)),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.walletA)).toMatchObject({
      balance: 10n,
    });
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.walletB)).toMatchObject({
      balance: 30n,
    });
  });

  it('for a lost connection finds out what became of it: nothing doubled, every answer true', async () => {
    const books = await openBooks(db, ledger, { funds: 10_000_000n });
    const victim = secondProcess(db.url);
    const answers = new Map<string, CommandResult>();
    let kills = 0;
    const killing: Promise<void>[] = [];
    // Whoever comes when all connections are just being opened anew waits for one, while there is work that opens them.
    const killOne = async (): Promise<void> => {
      for (let killed = 0; killed === 0 && next < commands.length; kills += killed)
        killed = await killOthers();
    };
    const killNow = () => killing.push(killOne());
    const commands = Array.from({ length: 3_000 }, (_, n) =>
      move(
        books,
        books.master,
        n % 2 === 0 ? books.walletA : books.walletB,
        1n,
        n % 3 === 0 ? { key: key(`k${String(n)}`) } : {},
      ),
    );
    let next = 0;
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        for (let command = commands[next++]; command !== undefined; command = commands[next++]) {
          answers.set(command.id, await victim.ledger.submit(command));
          if (answers.size % 75 === 0) killNow();
        }
      }),
    );
    await Promise.all(killing);
    await victim.db.close();
    expect(kills).toBeGreaterThan(10);
    for (const command of commands) {
      const answer = answers.get(command.id);
      expect(answer).toMatchObject({ outcome: 'posted', replayed: false, transfer: { id: command.id } });
      if (answer?.outcome === 'posted') {
        expect(await ledger.getTransfer(db.kysely, books.partnerId, command.id)).toEqual(answer.transfer);
      }
    }
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.master)).toMatchObject({
      balance: 10_000_000n - 3_000n,
    });
    expect(await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId })).toMatchObject({
      ok: true,
      transfers: 3_001n,
    });
  });

  it('whose answer was lost after COMMIT is not posted again: every command gets its own result', async () => {
    const books = await openBooks(db, ledger, { funds: 1_000n });
    const { partnerId } = books;
    const proxy = await lossyProxy(db.url);
    const victim = secondProcess(proxy.url);
    const base = { partnerId, at: START } as const;
    const [held, ended] = [uuidv7(), uuidv7()];
    const hold = (id: string) =>
      ({
        ...base,
        kind: 'hold',
        id,
        accountId: books.master,
        amount: 100n,
        purpose: 'call',
        reference: null,
        expiresAt: null,
      }) as const;
    const earlier = move(books, books.master, books.walletB, 50n);
    for (const command of [hold(held), hold(ended), earlier]) await victim.ledger.submit(command);
    const commands: LedgerCommand[] = [
      move(books, books.master, books.walletA, 10n),
      move(books, books.master, books.walletA, 20n, { key: key('posted') }),
      move(books, books.walletA, books.master, 99n, { key: key('refused') }),
      hold(uuidv7()),
      { ...base, kind: 'extend', id: uuidv7(), holdId: held, amount: 7n, expiresAt: null },
      {
        ...base,
        kind: 'settle',
        id: uuidv7(),
        holdId: ended,
        creditAccountId: books.revenue,
        amount: 60n,
        code: 'call',
        reference: null,
        description: null,
      },
      {
        ...base,
        kind: 'reversal',
        id: uuidv7(),
        reverses: earlier.id,
        amount: 5n,
        reference: null,
        description: null,
      },
    ];
    const expected = ['posted', 'posted', 'refused', 'held', 'held', 'posted', 'posted'];
    proxy.losePostings(2);
    const results = await Promise.all(commands.map((command) => victim.ledger.submit(command)));
    expect(proxy.toLose).toBe(0);
    expect(results.map((result) => result.outcome)).toEqual(expected);
    expect(results.every((result) => !result.replayed)).toBe(true);
    for (const [index, result] of results.entries()) {
      if (result.outcome !== 'posted') continue;
      expect(result.transfer.id).toBe(commands[index]!.id);
      expect(await ledger.getTransfer(db.kysely, partnerId, result.transfer.id)).toEqual(result.transfer);
    }
    const again = await Promise.all(
      commands.map((command) => ledger.submit(command.key ? { ...command, id: uuidv7() } : command)),
    );
    expect(again).toEqual(results.map((result) => ({ ...result, replayed: true })));
    expect(await ledger.getAccount(db.kysely, partnerId, books.master)).toMatchObject({
      balance: 1_000n - 50n - 30n - 60n + 5n,
      held: 207n,
    });
    expect(await ledger.verifyLedger(db.kysely, { partnerId })).toMatchObject({ ok: true, transfers: 6n });
    await victim.db.close();
    await proxy.close();
  });

  it('waits for no longer than it may: then 503, and the transfer is there or not as its key will tell', async () => {
    const nowhere = secondProcess('postgresql://postgres@127.0.0.1:1/none');
    const { ledger: away } = testLedger(nowhere.db, { recoverMs: 50 });
    const books = await openBooks(db, ledger);
    await expect(away.submit(move(books, books.master, books.walletA, 1n))).rejects.toMatchObject({
      code: 'service_unavailable',
      headers: { 'retry-after': '1' },
    });
    await nowhere.db.close();
  });

  it('too many commands are turned away, and those that wait are served', async () => {
    const { ledger: small } = testLedger(db, { maxQueued: 5 });
    const books = await openBooks(db, ledger);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => small.submit(move(books, books.master, books.walletA, 1n))),
    );
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(3);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5);
    await small.drained();
    expect(small.queued).toBe(0);
  });

  it('two groups that lock the same partners and accounts in any order both commit', async () => {
    const [one, two] = [await openBooks(db, ledger), await openBooks(db, ledger)];
    const other = secondProcess(db.url);
    afterAll(() => other.db.close());
    const both = (backwards: boolean) => {
      const commands = [one, two].flatMap((books) => [
        move(books, books.master, books.walletA, 2n),
        move(books, books.master, books.walletB, 2n),
        move(books, books.walletB, books.master, 1n),
      ]);
      return backwards ? commands.reverse() : commands;
    };
    const rounds = Array.from({ length: 40 }, (_, n) =>
      Promise.all(both(n % 2 === 0).map((command) => (n % 2 === 0 ? ledger : other.ledger).submit(command))),
    );
    const results = (await Promise.all(rounds)).flat();
    expect(
      results.every((result) => result.outcome !== 'refused' || result.reason === 'insufficient_balance'),
    ).toBe(true);
    expect(await ledger.verifyLedger(db.kysely)).toMatchObject({ ok: true });
  });

  it('a caller that holds the partner lets others wait, not fail', async () => {
    const books = await openBooks(db, ledger);
    let waiting: Promise<CommandResult> | undefined;
    await db.inTransaction(async (tx) => {
      await ledger.post(tx, [move(books, books.master, books.walletB, 1n)]);
      waiting = ledger.submit(move(books, books.master, books.walletA, 1n));
      await someoneWaits(db);
      // A second call in the same transaction wants another account, which nobody may have locked by now.
      await ledger.post(tx, [move(books, books.master, books.walletA, 1n)]);
    });
    expect(await waiting).toMatchObject({ outcome: 'posted', transfer: { creditBalanceAfter: 2n } });
  });
});
