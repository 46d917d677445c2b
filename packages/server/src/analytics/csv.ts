import type { TObject, TSchema } from 'typebox';
import { csvLine, wireCell } from '../platform/csv/index.ts';
import type { SchemaNode } from '../platform/http/index.ts';
import { parseAmount } from '../platform/money/index.ts';

type Row = Readonly<Record<string, unknown>>;

/** The fields of an object, also of one that may be null. */
function fieldsOf(schema: TSchema): Readonly<Record<string, TSchema>> | null {
  const { properties, anyOf } = schema as {
    readonly properties?: Readonly<Record<string, TSchema>>;
    readonly anyOf?: readonly TSchema[];
  };
  return properties ?? anyOf?.map(fieldsOf).find((found) => found !== null) ?? null;
}

/** Columns of an answer’s rows: its keys, and those of an object inside a row as `previous_cost`. */
function columnsOf(answer: TObject, rows: string): (readonly [name: string, cell: (row: Row) => unknown])[] {
  const { items } = answer.properties[rows] as unknown as { readonly items: TObject };
  return Object.entries(items.properties).flatMap(([key, schema]) => {
    const inner = fieldsOf(schema);
    if (inner === null) return [[key, (row: Row): unknown => row[key]] as const];
    return Object.keys(inner).map(
      (name) => [`${key}_${name}`, (row: Row): unknown => (row[key] as Row | null)?.[name]] as const,
    );
  });
}

const cellOf = (value: unknown): string => (typeof value === 'boolean' ? String(value) : wireCell(value));

/** The answer of a route that was asked for a table. */
export function csvAnswer(
  name: string,
  answer: TObject,
  rows: string,
  value: Row,
): { readonly headers: Readonly<Record<string, string>>; readonly file: AsyncIterable<string> } {
  async function* lines(): AsyncGenerator<string> {
    yield* csvOf(answer, rows, value);
  }
  return { headers: { 'content-disposition': `attachment; filename="${name}.csv"` }, file: lines() };
}

/** The rows of an answer as lines of CSV, the names of the columns first. */
export function* csvOf(answer: TObject, key: string, value: Row): Generator<string> {
  const columns = columnsOf(answer, key);
  yield csvLine(columns.map(([name]) => name));
  for (const row of value[key] as readonly Row[]) yield csvLine(columns.map(([, cell]) => cellOf(cell(row))));
}

/** What was written on the wire as the handlers have it: money in units. */
function fromWire(schema: SchemaNode, value: unknown): unknown {
  const branch = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  if (branch['x-money'] !== undefined) {
    const parsed = parseAmount(value);
    return 'units' in parsed ? parsed.units : value;
  }
  if (branch.properties === undefined || typeof value !== 'object' || value === null) return value;
  const row = value as Row;
  return Object.fromEntries(
    Object.entries(branch.properties).map(([key, field]) => [key, fromWire(field, row[key])]),
  );
}

/** The same lines for the example of an answer. */
export function csvExample(answer: TObject, key: string, example: unknown): string {
  const { items } = answer.properties[key] as SchemaNode;
  const rows = (example as Readonly<Record<string, readonly unknown[]>>)[key] ?? [];
  return [...csvOf(answer, key, { [key]: rows.map((row) => fromWire(items ?? {}, row)) })].join('');
}
