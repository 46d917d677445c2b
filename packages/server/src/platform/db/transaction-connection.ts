import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { nameOf, prepared } from './prepared.ts';
import { StatementBatch, type Statement, type StatementResult } from './statement-batch.ts';

const BEGIN = prepared('BEGIN');
const COMMIT = prepared('COMMIT');
const ROLLBACK = prepared('ROLLBACK');
const NOTHING: StatementResult = { command: '', rowCount: null, rows: [] };
const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function toResult<R>({ command, rowCount, rows }: StatementResult): QueryResult<R> {
  const counts = COUNTED.has(command);
  return { rows: rows as R[], ...(counts ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
}

/** Without values a text may be several statements; those travel alone. */
function travelsAlone({ name, values }: Statement): boolean {
  return name === null && values.length === 0;
}

/**
 * A connection of the pool with a transaction on it. What is asked at once travels together, in the order in which it was asked; BEGIN
 * goes with the first statement, and COMMIT with what is asked just before it.
 */
export class TransactionConnection implements DatabaseConnection {
  private readonly client: pg.PoolClient;
  private readonly types: pg.CustomTypesConfig;
  private queue: Statement[] = [];
  private scheduled = false;
  private sending = false;
  /** Why no transaction began: nothing may be done outside of it. */
  private notBegun: unknown = null;
  private over = false;
  private broken = false;

  constructor(client: pg.PoolClient, types: pg.CustomTypesConfig) {
    this.client = client;
    this.types = types;
    const reject = (error: unknown): void => {
      this.notBegun = error;
      this.broken = true;
    };
    this.queue.push({ ...statementOf(BEGIN), resolve: () => undefined, reject });
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.over) throw new Error('The transaction is over.');
    try {
      return toResult(await this.ask(sql, parameters));
    } catch (error) {
      // Where the statement was asked for, not where its answer was read.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  // eslint-disable-next-line require-yield -- Kysely's interface
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows are read page by page, not as streams.');
  }

  /** Throws, and has rolled back, where it cannot be done, or was asked for after an error. */
  async commit(): Promise<void> {
    const { command } = await this.finish(COMMIT);
    // Somebody went on after an error.
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  /** A connection that cannot is thrown away, which rolls back as well. */
  async rollback(): Promise<void> {
    await this.finish(ROLLBACK).catch(() => {
      this.broken = true;
    });
  }

  /** Gives the connection back to the pool. */
  release(): void {
    this.client.release(this.broken);
  }

  private async finish(text: string): Promise<Pick<StatementResult, 'command'>> {
    this.over = true;
    const nothingAsked = !this.sending && this.queue.length === 1 && this.queue[0]?.text === BEGIN;
    if (!nothingAsked) return this.ask(text, []);
    this.queue = [];
    return { command: text };
  }

  private ask(text: string, values: readonly unknown[]): Promise<StatementResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ ...statementOf(text, values), resolve, reject });
      if (this.scheduled || this.sending) return;
      this.scheduled = true;
      // When all that runs now has asked.
      process.nextTick(() => {
        this.scheduled = false;
        this.send();
      });
    });
  }

  private send(): void {
    const { queue, notBegun } = this;
    const [first] = queue;
    if (first === undefined) return;
    if (notBegun !== null) {
      this.queue = [];
      for (const { reject } of queue) reject(notBegun);
      return;
    }
    this.sending = true;
    const onDone = (): void => {
      this.sending = false;
      this.send();
    };
    if (travelsAlone(first)) {
      this.queue = queue.slice(1);
      this.client
        .query(first.text)
        // Several statements give a list of answers, which nobody reads.
        .then((result: StatementResult | StatementResult[]) => (Array.isArray(result) ? NOTHING : result))
        .then(first.resolve, first.reject)
        .then(onDone, onDone);
      return;
    }
    const next = queue.findIndex(travelsAlone);
    const together = next === -1 ? queue : queue.slice(0, next);
    this.queue = queue.slice(together.length);
    this.client.query(new StatementBatch(together, this.types, onDone));
  }
}

function statementOf(
  text: string,
  values: readonly unknown[] = [],
): Pick<Statement, 'name' | 'text' | 'values'> {
  return { name: nameOf(text), text, values };
}
