import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import { createLedger, type CommandKey, type Ledger, type TransferCommand } from './index.ts';

export const START = new Date('2026-03-25T10:00:00.000Z');

/** Books of one partner for tests: funding, master, two wallets and a revenue account in INR. */
export interface TestBooks {
  readonly partnerId: string;
  readonly funding: string;
  readonly master: string;
  readonly walletA: string;
  readonly walletB: string;
  readonly revenue: string;
}

export function testLedger(db: Database, options: { recoverMs?: number; maxQueued?: number } = {}) {
  const clock = fixedClock(START);
  return { clock, ledger: createLedger({ db, clock, ...options }) };
}

/** A ledger of another process: its own connections to the same database. */
export function secondProcess(url: string, maxConnections = 5): { db: Database; ledger: Ledger } {
  const db = openDatabase({ url, maxConnections, applicationName: 'second', statementTimeoutMs: 30_000 });
  return { db, ledger: testLedger(db).ledger };
}

export async function openBooks(
  db: Database,
  ledger: Ledger,
  options: { funds?: bigint; creditLimit?: bigint } = {},
): Promise<TestBooks> {
  const partnerId = uuidv7();
  const books: TestBooks = {
    partnerId,
    funding: uuidv7(),
    master: uuidv7(),
    walletA: uuidv7(),
    walletB: uuidv7(),
    revenue: uuidv7(),
  };
  await db.inTransaction(async (tx) => {
    const open = (
      id: string,
      kind: 'funding' | 'master' | 'wallet' | 'usage_revenue',
      floor: bigint | null,
    ) =>
      ledger.openAccount(tx, {
        partnerId,
        id,
        ownerId: kind === 'wallet' ? randomUUID() : partnerId,
        kind,
        currency: 'INR',
        floor,
        at: START,
      });
    await open(books.funding, 'funding', null);
    await open(books.master, 'master', -(options.creditLimit ?? 0n));
    await open(books.walletA, 'wallet', 0n);
    await open(books.walletB, 'wallet', 0n);
    await open(books.revenue, 'usage_revenue', null);
    const funds = options.funds ?? 1_000_000n;
    if (funds > 0n) {
      await ledger.post(tx, [move(books, books.funding, books.master, funds, { code: 'funding' })]);
    }
  });
  return books;
}

export function move(
  books: { readonly partnerId: string },
  debitAccountId: string,
  creditAccountId: string,
  amount: bigint,
  more: Partial<TransferCommand> = {},
): TransferCommand {
  return {
    kind: 'transfer',
    partnerId: books.partnerId,
    id: uuidv7(),
    at: START,
    debitAccountId,
    creditAccountId,
    currency: 'INR',
    amount,
    code: 'transfer',
    reference: null,
    description: null,
    ...more,
  };
}

export function key(text: string, input = 'same'): CommandKey {
  return { scope: 'POST /transfer', key: text, inputHash: Buffer.from(input) };
}

/** Resolves when some session of this database waits for a lock. */
export async function someoneWaits(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql`SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db.kysely);
    if (rows.length > 0) return;
  }
}

export interface LossyProxy {
  readonly url: string;
  /** The next `count` answers to posting are thrown away, and their connections with them. */
  losePostings(count: number): void;
  /** How many are still to be lost. */
  readonly toLose: number;
  close(): Promise<void>;
}

/** Stands between a process and the database, so that a commit can succeed without anybody being told. */
export async function lossyProxy(databaseUrl: string): Promise<LossyProxy> {
  const target = new URL(databaseUrl);
  let toLose = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    let posting = false;
    client.on('data', (data) => {
      posting = data.includes('ledger_submit');
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (toLose === 0 || !posting) client.write(data);
      else {
        toLose -= 1;
        end();
      }
    });
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: url.href,
    losePostings(count) {
      toLose = count;
    },
    get toLose() {
      return toLose;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
