import { Kysely, PostgresDialect, Transaction } from 'kysely';
import pg from 'pg';
import { callFunctions, type FunctionCall } from './columns.ts';
import { preparingClient } from './prepared.ts';
import { TransactionConnection } from './transaction-connection.ts';

// The tables a module knows are added by that module (`reader.withTables<…>()`); the platform knows none.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the empty schema is what Kysely extends
export type NoTables = {};

/** Something that can be read from: the pool or a transaction. */
export type Reader = Kysely<NoTables>;

/** A transaction. Every write takes one, so that forgetting it does not compile. */
export type Tx = Transaction<NoTables>;

/**
 * How a transaction ended. `unknown`: its COMMIT got no answer, so that it may have happened, or happen yet.
 */
export type TransactionEnd = 'committed' | 'rolled_back' | 'unknown';

type EndListener = (end: TransactionEnd) => void;
const endListeners = new WeakMap<Tx, EndListener[]>();

/** Calls `listener` when the transaction has ended, before `inTransaction` returns. It must not throw. */
export function onTransactionEnd(tx: Tx, listener: EndListener): void {
  endListeners.get(tx)?.push(listener);
}

const lastCalls = new WeakMap<Tx, FunctionCall[]>();

/**
 * Has SQL functions do what they do just before COMMIT, in its round trip, after all else that the transaction asks. Whoever sends them
 * sees no answer; an error rolls all of it back.
 */
export function callWithCommit(tx: Tx, calls: readonly FunctionCall[]): void {
  const last = lastCalls.get(tx);
  if (last === undefined) throw new Error('Only inTransaction commits.');
  last.push(...calls);
}

export interface Database {
  readonly kysely: Reader;
  readonly pool: pg.Pool;
  /** Hears what the database says to any of our connections beside its answers. */
  onNotice(listener: NoticeListener): void;
  /** Runs `work` in one transaction: it commits when `work` resolves, and leaves nothing behind when it throws. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Notice {
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

export interface NoticeListener {
  notice(notice: Notice, connection: object): void;
  /** A transaction on the connection was committed or rolled back. */
  ended(connection: object): void;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
  /** Longest a single statement may run. Milliseconds; 0 means no limit. */
  readonly statementTimeoutMs: number;
}

const INT8 = 20;

/** int8 is money and counters: a `bigint`, never a double. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary'
      ? (text: string) => BigInt(text)
      : // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- pg names only some of the oids it takes
        (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    Client: preparingClient(types),
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    types,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same while it is lent out, between two statements: whoever has it learns of it from its next statement.
  const noticeListeners: NoticeListener[] = [];
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.on('notice', (notice) => {
      for (const listener of noticeListeners) listener.notice(notice, client);
    });
  });
  const dialect = new PostgresDialect({ pool });
  const kysely = new Kysely<NoTables>({ dialect });
  // Kysely's own transactions let one statement wait for the other, so that none could travel together.
  const props = { config: { dialect }, dialect, driver: dialect.createDriver() };
  const inTransaction: Database['inTransaction'] = async (work) => {
    const client = await pool.connect();
    const connection = new TransactionConnection(client, types);
    const executor = kysely
      .getExecutor()
      .withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
    return runTransaction(new Transaction({ ...props, executor }), connection, work, (end) => {
      if (end !== 'unknown') for (const listener of noticeListeners) listener.ended(client);
    });
  };
  return {
    kysely,
    pool,
    onNotice(listener) {
      noticeListeners.push(listener);
    },
    inTransaction,
    close: async () => {
      await kysely.destroy();
      // Kysely ends the pool only if it ever used it.
      if (!pool.ended) await pool.end();
    },
  };
}

async function runTransaction<T>(
  tx: Tx,
  connection: TransactionConnection,
  work: (tx: Tx) => Promise<T>,
  ended: EndListener,
): Promise<T> {
  const listeners = [ended];
  const last: FunctionCall[] = [];
  let end: TransactionEnd = 'rolled_back';
  try {
    endListeners.set(tx, listeners);
    lastCalls.set(tx, last);
    const result = await work(tx);
    if (last.length > 0)
      callFunctions(tx, last).catch(() => {
        // COMMIT fails with it.
      });
    end = 'unknown';
    await connection.commit();
    end = 'committed';
    return result;
  } catch (error) {
    // What the database refused was COMMIT itself, or what was to happen just before it.
    if (error instanceof pg.DatabaseError && error.severity === 'ERROR') end = 'rolled_back';
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
    for (const listener of listeners) listener(end);
  }
}
