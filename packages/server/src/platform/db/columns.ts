import { CompiledQuery } from 'kysely';
import { isoText } from '../time/index.ts';
import type { Reader } from './database.ts';
import { prepared } from './prepared.ts';

/**
 * Rows for a SQL function, one array a column: the name of the argument, and how an item is written in it. Arrays are written as
 * PostgreSQL's literals: both sides handle one text faster than one value an item, and a document slower than either.
 */
export type Column<T> = readonly [name: string, write: (item: T) => string];

const SPECIAL = /["\\]/;
const SPECIALS = /["\\]/g;

/** Looks first: most texts have nothing to be marked, and a search costs a tenth of a replacement that replaces nothing. */
export function quoted(text: string | null): string {
  if (text === null) return 'NULL';
  return SPECIAL.test(text) ? `"${text.replace(SPECIALS, '\\$&')}"` : `"${text}"`;
}

/** For values that need no quotes: numbers, UUIDs, booleans. */
export function bare(value: bigint | number | boolean | string | null): string {
  return value === null ? 'NULL' : String(value);
}

export function time(at: Date | null): string {
  return at === null ? 'NULL' : `"${isoText(at)}"`;
}

/** A value of any of these types. */
export type Literal = Date | bigint | number | boolean | string | null;

export function literal(value: Literal): string {
  if (typeof value === 'string') return quoted(value);
  return value instanceof Date ? time(value) : bare(value);
}

/** The arguments for these rows, in the order of the columns. */
export function arraysOf<T>(columns: readonly Column<T>[], items: readonly T[]): string[] {
  return columns.map(([, write]) => `{${items.map(write).join(',')}}`);
}

export function namesOf<T>(columns: readonly Column<T>[]): string[] {
  return columns.map(([name]) => name);
}

/** Rows as arguments. */
export interface Rows {
  readonly names: readonly string[];
  readonly arrays: readonly string[];
}

export function rowsOf<T>(columns: readonly Column<T>[], items: readonly T[]): Rows {
  return { names: namesOf(columns), arrays: arraysOf(columns, items) };
}

/** A call of a SQL function: rows, and whatever else it takes, by name. */
export interface FunctionCall {
  readonly name: string;
  readonly rows: readonly Rows[];
  readonly others?: Readonly<Record<string, unknown>>;
}

/** Asks a SQL function about rows, and with whatever else it takes, by name. `wanted` of what it answers: all of it, unless named. */
export async function askFunction<R>(
  reader: Reader,
  name: string,
  rows: readonly Rows[],
  others: Readonly<Record<string, unknown>> = {},
  wanted: readonly string[] = ['*'],
): Promise<R[]> {
  const values: unknown[] = [];
  const text = prepared(`SELECT ${wanted.join(', ')} FROM ${written({ name, rows, others }, values)}`);
  return (await reader.executeQuery<R>(CompiledQuery.raw(text, values))).rows;
}

/** Has SQL functions do what they do, one after the other, in one round trip. */
export async function callFunctions(reader: Reader, calls: readonly FunctionCall[]): Promise<void> {
  const values: unknown[] = [];
  const text = prepared(`SELECT ${calls.map((call) => written(call, values)).join(', ')}`);
  await reader.executeQuery(CompiledQuery.raw(text, values));
}

function written({ name, rows, others = {} }: FunctionCall, values: unknown[]): string {
  const names = [...rows.flatMap((one) => one.names), ...Object.keys(others)];
  const list = names.map((one, place) => `${one} => $${String(values.length + place + 1)}`).join(', ');
  values.push(...rows.flatMap((one) => one.arrays), ...Object.values(others));
  return `${name}(${list})`;
}
