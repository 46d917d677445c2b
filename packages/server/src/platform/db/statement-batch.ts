import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import utils from 'pg/lib/utils.js';
import { RowReader, type Field } from './row-reader.ts';

/** What a statement gave. */
export interface StatementResult {
  /** The first word of what the database says that it did, for instance `INSERT`. */
  readonly command: string;
  /** Rows that were read or changed; null where that makes no sense. */
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

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

/** How the rows of statements with names are read; the database lets no statement change that while it has its name. */
const readers = new WeakMap<Wire, Map<string, RowReader>>();

function readersOf(wire: Wire): Map<string, RowReader> {
  const known = readers.get(wire) ?? new Map<string, RowReader>();
  readers.set(wire, known);
  return known;
}

/** `INSERT 0 3`, `SELECT 3`, `BEGIN`. */
function countOf(words: readonly string[]): number | null {
  const last = words.at(-1);
  return words.length === 1 || last === undefined ? null : Number.parseInt(last, 10);
}

/**
 * Statements that travel together: one message to the database and one back. The first that fails is the last that is done: those
 * after it are not begun, and fail with the same error. So BEGIN may stand first, and COMMIT last. More than one within a transaction
 * only: outside of one a statement would be answered and then undone with the one that fails after it.
 */
export class StatementBatch implements pg.Submittable {
  private readonly statements: readonly Statement[];
  private readonly types: pg.CustomTypesConfig;
  private readonly onDone: () => void;
  private wire: Wire | null = null;
  /** The place of the statement whose answer comes. */
  private place = 0;
  private reader: RowReader | null = null;
  private rows: unknown[] = [];
  /** A row of it that nobody can read. */
  private unreadable: unknown = null;
  /** In the order in which the database says that it has parsed them. */
  private readonly parsing: Statement[] = [];

  /** `onDone`: nothing comes any more, and the connection may be used again or is lost. */
  constructor(statements: readonly Statement[], types: pg.CustomTypesConfig, onDone: () => void) {
    this.statements = statements;
    this.types = types;
    this.onDone = onDone;
  }

  /** For the client: writes all of it. An error: nothing was written. */
  submit(connection: pg.Connection): unknown {
    const wire = connection as unknown as Wire;
    let values: (string | Buffer | null)[][];
    try {
      values = this.statements.map((statement) => statement.values.map((value) => utils.prepareValue(value)));
    } catch (error) {
      return error;
    }
    this.wire = wire;
    wire.on('parseComplete', this.onParsed);
    const known = readersOf(wire);
    const sent = new Set<string>();
    wire.stream.cork();
    for (const [place, statement] of this.statements.entries()) {
      const name = statement.name ?? '';
      if (name === '' || !(sent.has(name) || name in wire.parsedStatements)) {
        wire.parse({ name, text: statement.text });
        this.parsing.push(statement);
        sent.add(name);
      }
      wire.bind({ statement: name, values: values[place] ?? [] });
      if (!known.has(name)) wire.describe({ type: 'P', name: '' });
      wire.execute({ portal: '' });
    }
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  private readonly onParsed = (): void => {
    const statement = this.parsing.shift();
    if (statement?.name != null && this.wire !== null)
      this.wire.parsedStatements[statement.name] = statement.text;
  };

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.reader = new RowReader(fields, this.types);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.reader ??= this.knownReader();
    try {
      this.rows.push(this.reader?.read(fields));
    } catch (error) {
      this.unreadable = error;
    }
  }

  private knownReader(): RowReader | null {
    const name = this.statements[this.place]?.name ?? '';
    return this.wire === null ? null : (readersOf(this.wire).get(name) ?? null);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { rows, unreadable, wire } = this;
    const statement = this.statements[this.place];
    // What describes nothing gives no rows.
    if (statement?.name != null && wire !== null && !readersOf(wire).has(statement.name))
      readersOf(wire).set(statement.name, this.reader ?? new RowReader([], this.types));
    this.next();
    const words = text.split(' ');
    if (unreadable === null) statement?.resolve({ command: words[0] ?? '', rowCount: countOf(words), rows });
    else statement?.reject(unreadable);
  }

  handleEmptyQuery(): void {
    const statement = this.statements[this.place];
    this.next();
    statement?.resolve({ command: '', rowCount: null, rows: [] });
  }

  private next(): void {
    this.place += 1;
    this.reader = null;
    this.rows = [];
    this.unreadable = null;
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleError(error: unknown): void {
    const waiting = this.statements.slice(this.place);
    this.place = this.statements.length;
    for (const statement of waiting) statement.reject(error);
    this.done();
  }

  private done(): void {
    this.wire?.removeListener('parseComplete', this.onParsed);
    this.wire = null;
    this.onDone();
  }
}
