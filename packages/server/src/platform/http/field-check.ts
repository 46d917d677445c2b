import type { Static, TSchema } from 'typebox';
import type { SchemaNode } from './schema-kit.ts';

/** What is wrong with a field, as its fault will say it. */
export interface FieldFault {
  readonly type: string;
  readonly text: string;
  readonly input?: unknown;
}

/**
 * Looks for what no schema keyword says: null where nothing is wrong. The fields `beside` stand as they were read, and
 * any of them may be one that the schema refused.
 */
export type FieldCheck<T> = (value: T, beside: Readonly<Record<string, unknown>>) => FieldFault | null;

// A symbol travels with a schema wherever it is spread, and no document made from the schema shows it.
const CHECK = Symbol('check');

/**
 * Gives a field a rule of its own. It runs with the schema, on routes and at the prompt alike, so that one answer names
 * its fault beside all others.
 */
export function checked<S extends TSchema>(schema: S, check: FieldCheck<Static<S>>): S {
  return { ...schema, [CHECK]: check };
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer' || type === 'number') return typeof value === 'number';
  return type === 'string' && typeof value === 'string';
}

/** A check sees only values of its schema's type: what is of another type is refused already, and null has no rules. */
function fits(schema: SchemaNode, value: unknown): boolean {
  if (schema['x-money'] === 'input') return typeof value === 'bigint';
  if (schema.format === 'date-time') return value instanceof Date;
  return [schema.type ?? 'string'].flat().some((type) => isOf(type, value));
}

/** The check of a field that was read; null for a field without one. */
export function checkOf(schema: SchemaNode): FieldCheck<unknown> | null {
  const { [CHECK]: check } = schema as { readonly [CHECK]?: FieldCheck<unknown> };
  if (check === undefined) return null;
  // `Nullable(…)` is not looked into: a check stands on the branch that it is about.
  return (value, beside) => (fits(schema, value) ? check(value, beside) : null);
}

/** For amounts. */
export function notBelowZero(amount: bigint): FieldFault | null {
  return amount < 0n ? { type: 'greater_than_equal', text: 'Input should not be below 0' } : null;
}
