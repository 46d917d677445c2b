import type { Static, TSchema } from 'typebox';
import type { Fault } from '../errors/index.ts';
import type { SchemaNode } from './schema-kit.ts';

/** An input without what was refused of it: any field may be missing, and any item of a list. */
export type Sound<T> = T extends string | number | bigint | boolean | Date | null | undefined
  ? T
  : T extends readonly (infer I)[]
    ? readonly (Sound<I> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: Sound<T[K]> | undefined }
      : T;

type Place = readonly (string | number)[];

/** Where the faults of a body or a query are. */
export interface Refused {
  /** Whether there is one at a place, or in what stands there. */
  has(...place: Place): boolean;
}

export const NOTHING_REFUSED: Refused = { has: () => false };

export function refusedAt(places: readonly Place[]): Refused {
  return {
    has: (...asked) =>
      places.some((place) => asked.every((key, depth) => String(place[depth]) === String(key))),
  };
}

/**
 * Looks for what is wrong between the fields of a body or a query, and adds it to the list. What the schema refused is not
 * in the input; `refused` tells it from what nobody gave.
 */
export type InputRule<T> = (input: Sound<T>, faults: Fault[], refused: Refused) => void;

const RULE = Symbol('rule');

/**
 * Gives a whole body or query a rule. It runs with the schema, on routes and at the prompt alike, so that one answer names
 * its faults beside all others. A place where the schema found a fault keeps that one.
 */
export function ruled<S extends TSchema>(schema: S, rule: InputRule<Static<S>>): S {
  return { ...schema, [RULE]: rule };
}

export function ruleOf(schema: SchemaNode): InputRule<unknown> | null {
  const { [RULE]: rule } = schema as { readonly [RULE]?: InputRule<unknown> };
  return rule ?? null;
}

/** Takes out what stands at the places of faults; the rest stays as it was read. */
export function soundOf(value: unknown, refused: readonly Place[]): unknown {
  if (refused.length === 0 || typeof value !== 'object' || value === null || value instanceof Date)
    return value;
  // Looked up by key: of hostile input there are as many places as keys. A fault of the whole is none of its parts.
  const places = Map.groupBy(
    refused.filter((place) => place.length > 0),
    ([first]) => String(first),
  );
  const partOf = (part: unknown, key: string): unknown => {
    const here = places.get(key) ?? [];
    if (here.some((place) => place.length === 1)) return undefined;
    return soundOf(
      part,
      here.map((place) => place.slice(1)),
    );
  };
  if (Array.isArray(value)) return value.map((item, index) => partOf(item, String(index)));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const sound = partOf(part, key);
      return sound === undefined ? [] : [[key, sound] as const];
    }),
  );
}
