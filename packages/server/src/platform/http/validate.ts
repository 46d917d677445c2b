import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import { fault, type Fault } from '../errors/index.ts';
import { CURRENCY_PATTERN, parseAmount, type AmountFault } from '../money/index.ts';
import {
  inFieldOrder,
  placeAll,
  unheldOnce,
  withoutRepeats,
  type FoundFault,
  type InputPart,
} from './fault-order.ts';
import { checkOf, type FieldCheck } from './field-check.ts';
import { node, type SchemaNode } from './schema-kit.ts';
import { NOTHING_REFUSED, refusedAt, ruleOf, soundOf, type InputRule, type Refused } from './sound.ts';

export const MAX_FAULTS = 50;
// Left alone, the library stops at eight; some faults are found twice over and dropped later.
Settings.Set({ maxErrors: 2 * MAX_FAULTS });
const SECRET_NAME = /password|token|secret|totp|code$/i;
const AMOUNT_TEXT: Readonly<Record<AmountFault, string>> = {
  not_a_number: 'Input should be a number or a decimal string',
  too_many_decimals: 'Input should have no more than 5 decimals',
  too_large: 'Input should be at most 10000000000',
  too_small: 'Input should be at least -10000000000',
};

/** Published (pydantic) names of what our validator calls by JSON Schema keywords. */
const FAULT_TYPES: Readonly<Record<string, string>> = {
  required: 'missing',
  additionalProperties: 'extra_forbidden',
  minLength: 'string_too_short',
  maxLength: 'string_too_long',
  pattern: 'string_pattern_mismatch',
  format: 'value_error',
  enum: 'literal_error',
  const: 'literal_error',
  minimum: 'greater_than_equal',
  exclusiveMinimum: 'greater_than',
  maximum: 'less_than_equal',
  exclusiveMaximum: 'less_than',
  multipleOf: 'multiple_of',
  minItems: 'too_short',
  maxItems: 'too_long',
  uniqueItems: 'unique_items',
  anyOf: 'union_error',
};

/** Control characters have no place anywhere; line breaks and tabs have one in texts of many lines. */
// eslint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const ALL_CONTROL = new RegExp(CONTROL, 'g');
/** Halves of characters, which no encoding has. */
const HALVES = /\p{Surrogate}/gu;

/** Whatever ends a line somewhere, and tabs. */
const LINE_BREAK = /[\t\n\r\u0085\u2028\u2029]/;

const FORMAT_TEXT: Readonly<Record<string, string>> = {
  email: 'Input should be an e-mail address',
  'date-time': 'Input should be an ISO 8601 time',
  uuid: 'Input should be a UUID',
  'time-zone': 'Input should be the IANA name of a time zone, such as Asia/Kolkata',
  'country-code': 'Input should be an ISO 3166-1 alpha-2 code, such as IN',
};

const PATTERN_TEXT: Readonly<Record<string, string>> = {
  [CURRENCY_PATTERN]: 'Input should be three letters, a currency of ISO 4217, such as INR',
};

/** What was wrong with an input, and what is left of it. */
export interface RefusedInput {
  readonly faults: readonly Fault[];
  readonly sound: unknown;
  readonly refused: Refused;
}

export interface Parser<S extends TSchema> {
  /** The typed input, or every fault it has; `known` are those that its reader found. */
  (input: unknown, known?: readonly FoundFault[]): { readonly value: Static<S> } | RefusedInput;
}

/**
 * Compiles the reader of one part of a request. Text of a query or path becomes the number or boolean its schema
 * asks for; amounts become `bigint` units; defaults are filled in. All faults are found, not only the first,
 * in the order of the fields.
 */
export function compileParser<S extends TSchema>(schema: S, part: InputPart): Parser<S> {
  const validator = Compile(schema);
  const prepare = compilePrepare(node(schema), part !== 'body');
  const convert = compileConvert(node(schema), part === 'body');
  const rule = ruleOf(node(schema));
  return (input, known = []) => {
    if (input === undefined) {
      return { faults: [fault([part], 'missing', 'Field required')], sound: {}, refused: NOTHING_REFUSED };
    }
    const candidate = prepare(input);
    const faults: FoundFault[] = [];
    if (known.length > 0) faults.push(...withoutSecrets(known));
    if (!validator.Check(candidate)) {
      faults.push(...toFaults(validator.Errors(candidate), candidate));
      // What the validator refuses is refused, even where it gives no reason that has a name here.
      if (faults.length === known.length)
        faults.push({ at: [], type: 'value_error', text: 'Input is not valid' });
    }
    const value = convert(candidate, undefined, faults);
    if (faults.length === 0 && rule === null) return { value: value as Static<S> };
    const found = placeAll(unheldOnce(faults), part);
    if (rule !== null && isRecord(value)) found.push(...breaches(rule, leftOf(value, found), found));
    if (found.length === 0) return { value: value as Static<S> };
    return {
      faults: inFieldOrder(node(schema), found).slice(0, MAX_FAULTS),
      ...leftOf(value, found),
    };
  };
}

/** What of an input has no fault, and where those are. */
function leftOf(value: unknown, faults: readonly Fault[]): Omit<RefusedInput, 'faults'> {
  const places = faults.map(({ loc }) => loc.slice(1));
  return { sound: isRecord(value) ? soundOf(value, places) : {}, refused: refusedAt(places) };
}

/** What a rule of the whole input adds to the faults of its fields. */
function breaches(
  rule: InputRule<unknown>,
  { sound, refused }: Omit<RefusedInput, 'faults'>,
  found: readonly Fault[],
): Fault[] {
  const faults: Fault[] = [];
  rule(sound, faults, refused);
  return withoutRepeats(faults, found);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Schema types that a text of a query or path is read as. */
const TEXT_FORMS: readonly unknown[] = ['integer', 'number', 'boolean'];

function fromText(schema: SchemaNode, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (schema.type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (schema.type === 'number' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return Number(value);
  if (schema.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

type Prepare = (input: unknown) => unknown;

/**
 * Fills in defaults and, for text sources, reads numbers and booleans. The input stays as it came: where there is
 * something to fill in or to read, a copy is returned.
 */
function compilePrepare(schema: SchemaNode, text: boolean): Prepare {
  const fields = Object.entries(schema.properties ?? {});
  const defaults = fields.filter(([, child]) => child.default !== undefined);
  const read = text ? fields.filter(([, child]) => TEXT_FORMS.includes(child.type)) : [];
  if (defaults.length === 0 && read.length === 0) return (input) => input;
  return (input) => {
    if (!isRecord(input)) return input;
    const out: Record<string, unknown> = { ...input };
    for (const [key, child] of read) if (Object.hasOwn(out, key)) out[key] = fromText(child, out[key]);
    for (const [key, child] of defaults) if (input[key] === undefined) out[key] = child.default;
    return out;
  };
}

/** Returns the value as code works with it. `key` is what it is called by whatever holds it. */
type Convert = (value: unknown, key: string | number | undefined, faults: FoundFault[]) => unknown;

/**
 * Amounts and dates become what code works with; texts are checked for what no schema keyword says. What is `kept` has its lines
 * looked at; what is searched for may be anything.
 */
function compileConvert(schema: SchemaNode, kept: boolean): Convert {
  // `Nullable(…)`: what is not null is read as its other branch says.
  const [branch, ...others] = (schema.anyOf ?? []).filter((one) => one.type !== 'null');
  if (branch !== undefined && others.length === 0) {
    const convert = compileConvert(branch, kept);
    return (value, key, faults) => (value === null ? null : convert(value, key, faults));
  }
  if (schema['x-money'] === 'input') return convertAmount;
  if (schema['x-currency'] === true) return convertCurrency;
  const most = schema['x-most'];
  if (most !== undefined) return (value) => (typeof value === 'string' ? heldText(value, most) : value);
  const isTime = schema.format === 'date-time';
  const isOneLine = kept && schema['x-many-lines'] !== true;
  const convertItems = schema.items === undefined ? null : compileItems(schema.items, kept);
  const convertFields = compileFields(schema, kept);
  return (value, _key, faults) => {
    if (typeof value === 'string') return convertText(value, { isTime, isOneLine }, faults);
    if (Array.isArray(value)) return convertItems === null ? value : convertItems(value, faults);
    return isRecord(value) ? convertFields(value, faults) : value;
  };
}

function compileItems(
  schema: SchemaNode,
  kept: boolean,
): (items: readonly unknown[], faults: FoundFault[]) => unknown {
  const convert = compileConvert(schema, kept);
  const check = checkOf(schema);
  return (items, faults) => {
    const out = items.map((item, index) => convertAt(convert, item, index, faults));
    if (check !== null) for (const [index, item] of out.entries()) checkAt(check, item, index, {}, faults);
    return out;
  };
}

function compileFields(
  schema: SchemaNode,
  kept: boolean,
): (record: Readonly<Record<string, unknown>>, faults: FoundFault[]) => unknown {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([key, child]) => [key, compileConvert(child, kept)] as const,
  );
  if (fields.length === 0) return (record) => record;
  const checks = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const check = checkOf(child);
    return check === null ? [] : [[key, check] as const];
  });
  return (record, faults) => {
    const out: Record<string, unknown> = { ...record };
    for (const [key, convert] of fields) {
      if (out[key] !== undefined) out[key] = convertAt(convert, out[key], key, faults);
    }
    for (const [key, check] of checks) checkAt(check, out[key], key, out, faults);
    return out;
  };
}

/** Whoever holds a value adds its key to the faults found in it: while all is well nobody keeps track of places. */
function convertAt(convert: Convert, value: unknown, key: string | number, faults: FoundFault[]): unknown {
  const before = faults.length;
  const converted = convert(value, key, faults);
  for (let index = before; index < faults.length; index += 1) faults[index]?.at.unshift(key);
  return converted;
}

function checkAt(
  check: FieldCheck<unknown>,
  value: unknown,
  key: string | number,
  beside: Readonly<Record<string, unknown>>,
  faults: FoundFault[],
): void {
  const found = check(value, beside);
  if (found !== null) faults.push({ at: [key], ...found, isRule: true });
}

function convertAmount(value: unknown, key: string | number | undefined, faults: FoundFault[]): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const parsed = parseAmount(value);
  if ('units' in parsed) return parsed.units;
  faults.push({ at: [], type: 'decimal_parsing', text: AMOUNT_TEXT[parsed.fault], input: shown(key, value) });
  return value;
}

function convertCurrency(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value;
}

/** What a column of text can hold of a text. */
function heldText(value: string, mostCharacters: number): string {
  const short = value.length > mostCharacters ? value.slice(0, mostCharacters) : value;
  const plain = CONTROL.test(short) ? short.replaceAll(ALL_CONTROL, '') : short;
  return plain.isWellFormed() ? plain : plain.replaceAll(HALVES, '');
}

function convertText(
  value: string,
  { isTime, isOneLine }: { readonly isTime: boolean; readonly isOneLine: boolean },
  faults: FoundFault[],
): unknown {
  if (CONTROL.test(value) || !value.isWellFormed()) {
    faults.push({ at: [], type: 'value_error', text: 'Input should not contain control characters' });
  } else if (isOneLine && LINE_BREAK.test(value)) {
    const text = 'Input should be one line, without line breaks or tabs';
    faults.push({ at: [], type: 'value_error', text, isRule: true });
  }
  if (!isTime) return value;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? value : at;
}

function withoutSecrets(faults: readonly FoundFault[]): FoundFault[] {
  return faults.map((one) => ({ ...one, input: shown(one.at.at(-1), one.input) }));
}

/** What is shown of an input in a fault: short, and never a secret. */
function shown(key: string | number | undefined, value: unknown): unknown {
  if (typeof key === 'string' && SECRET_NAME.test(key)) return undefined;
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  // What is beyond every number has no form in JSON.
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'boolean' || value === null ? value : undefined;
}

function segments(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function lookUp(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      isRecord(at) || Array.isArray(at) ? (at as Record<string | number, unknown>)[key] : undefined,
    input,
  );
}

function toFaults(errors: readonly TLocalizedValidationError[], input: unknown): FoundFault[] {
  return errors.flatMap((error): FoundFault[] => {
    const path = segments(error.instancePath);
    const params = error.params as Record<string, unknown>;
    if (error.keyword === 'required') {
      const missing = params['requiredProperties'] as string[];
      return missing.map((name) => ({ at: [...path, name], type: 'missing', text: 'Field required' }));
    }
    if (error.keyword === 'additionalProperties') {
      const extra = params['additionalProperties'] as string[];
      return extra.map((name) => extraFault([...path, name]));
    }
    // The twin of additionalProperties, once per unknown key, and before it: of very many keys only these are reported.
    if (error.keyword === 'boolean') return [extraFault([...path.slice(0, -1), String(path.at(-1) ?? '')])];
    const type =
      error.keyword === 'type' ? typeFault(params['type']) : (FAULT_TYPES[error.keyword] ?? 'value_error');
    return [{ at: path, type, text: message(error, params), input: shown(path.at(-1), lookUp(input, path)) }];
  });
}

function extraFault(at: (string | number)[]): FoundFault {
  return { at, type: 'extra_forbidden', text: 'Extra inputs are not permitted' };
}

function typeFault(expected: unknown): string {
  const name = typeof expected === 'string' ? expected : 'value';
  const short: Readonly<Record<string, string>> = {
    string: 'string',
    integer: 'int',
    number: 'float',
    boolean: 'bool',
    array: 'list',
    object: 'dict',
  };
  return `${short[name] ?? 'value'}_type`;
}

function message(error: TLocalizedValidationError, params: Record<string, unknown>): string {
  switch (error.keyword) {
    case 'type':
      return `Input should be a valid ${[params['type']].flat().map(String).join(' or ')}`;
    case 'enum':
      return `Input should be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
    case 'format':
      return FORMAT_TEXT[String(params['format'])] ?? 'Input has not the expected form';
    case 'pattern':
      return PATTERN_TEXT[String(params['pattern'])] ?? 'Input has not the expected form';
    case 'minLength':
      return `Input should have at least ${String(params['limit'])} characters`;
    case 'maxLength':
      return `Input should have at most ${String(params['limit'])} characters`;
    default:
      return `Input ${error.message}`;
  }
}
