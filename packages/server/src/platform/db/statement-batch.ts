import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import Result, { type Field } from 'pg/lib/result.js';
import utils from 'pg/lib/utils.js';

/** What a statement gave, as the client gives it. */
export type StatementResult = Pick<Result, 'command' | 'rowCount' | 'rows'>;

/** A statement of a batch, and who waits for it. */
export interface Statement {
  /** Under this name each connection parses it once; null: it is parsed each time. */
  readonly name: string | null;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Of the client's connection, what a batch writes to. */
interface Wire extends EventEmitter {
  readonly stream: Duplex;
  /** Texts by name, of this connection. */
  readonly parsedStatements: Record<string, string>;
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void;
  describe(message: { readonly type: 'P'; readonly name: string }): void;
  execute(message: { readonly portal: string }): void;
  sync(): void;
}

/**
 * Statements that travel together: one message to the database and one back. The first that fails is the last that is done: those
 * after it are not begun, and fail with the same error. So BEGIN may stand first, and COMMIT last. Within a transaction only: outside of
 * one a statement would be answered and then undone with the one that fails after it.
 */
export class StatementBatch implements pg.Submittable {
  private readonly statements: readonly Statement[];
  private readonly types: pg.CustomTypesConfig;
  private readonly onDone: () => void;
  private wire: Wire | null = null;
  private answered = 0;
  private result: Result;
  /** A row of it that nobody can read. */
  private unreadable: unknown = null;
  /** In the order in which the database says that it has parsed them; null: nameless. */
  private readonly parsing: (Statement | null)[] = [];

  /** `onDone`: nothing comes any more, and the connection may be used again or is lost. */
  constructor(statements: readonly Statement[], types: pg.CustomTypesConfig, onDone: () => void) {
    this.statements = statements;
    this.types = types;
    this.onDone = onDone;
    this.result = new Result(undefined, types);
  }

  /** For the client: writes all of it. An error: nothing was written. */
  submit(connection: pg.Connection): unknown {
    const wire = connection as unknown as Wire;
    let values: (string | Buffer | null)[][];
    try {
      values = this.statements.map((statement) => statement.values.map(utils.prepareValue));
    } catch (error) {
      return error;
    }
    this.wire = wire;
    wire.on('parseComplete', this.onParsed);
    const sent = new Set<string>();
    wire.stream.cork();
    for (const [place, statement] of this.statements.entries()) {
      const name = statement.name ?? '';
      if (name === '' || !(sent.has(name) || name in wire.parsedStatements)) {
        wire.parse({ name, text: statement.text });
        this.parsing.push(name === '' ? null : statement);
        sent.add(name);
      }
      wire.bind({ statement: name, values: values[place] ?? [] });
      wire.describe({ type: 'P', name: '' });
      wire.execute({ portal: '' });
    }
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  private readonly onParsed = (): void => {
    const statement = this.parsing.shift() ?? null;
    if (statement?.name != null && this.wire !== null)
      this.wire.parsedStatements[statement.name] = statement.text;
  };

  handleRowDescription({ fields }: { readonly fields: Field[] }): void {
    this.result.addFields(fields);
  }

  handleDataRow({ fields }: { readonly fields: (string | null)[] }): void {
    try {
      this.result.addRow(this.result.parseRow(fields));
    } catch (error) {
      this.unreadable = error;
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.result.addCommandComplete(message);
    this.next();
  }

  handleEmptyQuery(): void {
    this.next();
  }

  private next(): void {
    const { result, unreadable } = this;
    const statement = this.statements[this.answered];
    this.result = new Result(undefined, this.types);
    this.unreadable = null;
    this.answered += 1;
    if (unreadable === null) statement?.resolve(result);
    else statement?.reject(unreadable);
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleError(error: unknown): void {
    for (const statement of this.statements.slice(this.answered)) statement.reject(error);
    this.answered = this.statements.length;
    this.done();
  }

  private done(): void {
    this.wire?.removeListener('parseComplete', this.onParsed);
    this.wire = null;
    this.onDone();
  }
}
