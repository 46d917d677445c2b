import { fault, type Fault } from '../errors/index.ts';
import type { SchemaNode } from './schema-kit.ts';

/** Where a part of a request stands; the first element of each fault's `loc`. */
export type InputPart = 'body' | 'query' | 'path';

/** A fault by its place below the part of the request that is read. */
export interface FoundFault {
  readonly at: (string | number)[];
  readonly type: string;
  readonly text: string;
  readonly input?: unknown;
  /** By a check of the field, which has no say where the schema has refused the field. */
  readonly isRule?: true;
  /** Of a number that was read as another: told where nothing else is wrong with it, and in place of that it is no number. */
  readonly isUnheld?: true;
}

function notRefusedBefore(one: FoundFault, faults: readonly FoundFault[]): boolean {
  if (one.isRule !== true) return true;
  const key = JSON.stringify(one.at);
  return !faults.some(({ isRule, at }) => isRule !== true && JSON.stringify(at) === key);
}

/** What a validator says of a field that asks for a number and got one too large for it. */
const NO_NUMBER = new Set(['float_type', 'int_type', 'value_type']);

/** Of a number that could not be read as it stands one fault is told. */
export function unheldOnce(faults: readonly FoundFault[]): readonly FoundFault[] {
  if (!faults.some(({ isUnheld }) => isUnheld)) return faults;
  const keyOf = ({ at }: FoundFault): string => JSON.stringify(at);
  const unheld = new Map(faults.filter(({ isUnheld }) => isUnheld).map((one) => [keyOf(one), one]));
  const told = faults.filter((one) => !(NO_NUMBER.has(one.type) && unheld.has(keyOf(one))));
  const otherwise = new Set(told.filter(({ isUnheld }) => isUnheld !== true).map(keyOf));
  return told
    .filter((one) => one.isUnheld !== true || !otherwise.has(keyOf(one)))
    .map((one) => ({ ...one, input: unheld.get(keyOf(one))?.input ?? one.input }));
}

function place({ at, type, text, input }: FoundFault, part: InputPart): Fault {
  return fault([part, ...at], type, text, input);
}

/** The faults by their places in the request. */
export function placeAll(faults: readonly FoundFault[], part: InputPart): Fault[] {
  return faults.filter((one) => notRefusedBefore(one, faults)).map((one) => place(one, part));
}

/** What later looks found, but for places at which a fault is known. */
export function withoutRepeats(later: readonly Fault[], known: readonly Fault[]): Fault[] {
  const places = new Set(known.map(({ loc }) => JSON.stringify(loc)));
  return later.filter(({ loc }) => !places.has(JSON.stringify(loc)));
}

type Place = Fault['loc'];

/** Where a key stands among the fields of its schema; what the schema does not know comes last. */
function rankOf(schema: SchemaNode | undefined, key: string | number): number {
  if (typeof key === 'number') return key;
  const rank = Object.keys(schema?.properties ?? {}).indexOf(key);
  return rank === -1 ? Infinity : rank;
}

function compare(schema: SchemaNode | undefined, a: Place, b: Place): number {
  const [one, ...restOfA] = a;
  const [other, ...restOfB] = b;
  if (one === undefined || other === undefined) return a.length - b.length;
  if (one === other) {
    const child = typeof one === 'number' ? schema?.items : schema?.properties?.[one];
    return compare(child, restOfA, restOfB);
  }
  const [first, second] = [rankOf(schema, one), rankOf(schema, other)];
  return first === second ? 0 : first - second;
}

/** In the order of the schema's fields, each fault once. */
export function inFieldOrder(schema: SchemaNode, faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults
    .filter(({ loc, type }) => {
      const key = JSON.stringify([loc, type]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => compare(schema, a.loc.slice(1), b.loc.slice(1)));
}
