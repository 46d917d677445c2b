import type { TSchema } from 'typebox';
import { formatFixed, formatLiteral } from '../money/index.ts';
import { isoText } from '../time/index.ts';
import { DEFAULT_API_VERSION, type ApiVersion } from './api-version.ts';
import { node, type SchemaNode } from './schema-kit.ts';

type Write = (value: unknown, path: string) => string;

/** Called when a handler left out a key that its schema requires. Tests throw here; production prints null and counts. */
export type OnMissing = (path: string) => void;

/** Untyped parts (free-form metadata): bigint cannot be JSON, so it prints as an exact literal. */
function writeUntyped(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? formatFixed(inner) : inner,
  );
}

function writeString(value: unknown): string {
  return JSON.stringify(value instanceof Date ? isoText(value) : String(value));
}

function moneyWriter(kind: string, minDecimals: number): Write {
  const print =
    kind === 'string'
      ? (units: bigint) => `"${formatFixed(units)}"`
      : (units: bigint) => formatLiteral(units, minDecimals);
  return (value, path) => {
    if (typeof value !== 'bigint')
      throw new TypeError(`Money at ${path} must be bigint units, got ${typeof value}.`);
    return print(value);
  };
}

function objectWriter(schema: SchemaNode, minDecimals: number, onMissing: OnMissing): Write {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([key, child]) => ({
    prefix: `${JSON.stringify(key)}:`,
    key,
    source: child['x-from'] ?? key,
    required: required.has(key),
    write: compileNode(child, minDecimals, onMissing),
  }));
  return (value, path) => {
    const record = value as Readonly<Record<string, unknown>>;
    let out = '';
    for (const field of fields) {
      const inner = record[field.source];
      if (inner === undefined) {
        if (!field.required) continue;
        onMissing(`${path}.${field.key}`);
        out += `${out === '' ? '' : ','}${field.prefix}null`;
        continue;
      }
      out += `${out === '' ? '' : ','}${field.prefix}${field.write(inner, field.key)}`;
    }
    return `{${out}}`;
  };
}

function unionWriter(schema: SchemaNode, minDecimals: number, onMissing: OnMissing): Write {
  const branches = (schema.anyOf ?? []).filter((branch) => branch.type !== 'null');
  const [only] = branches;
  if (branches.length !== 1 || only === undefined) return (value) => writeUntyped(value);
  return compileNode(only, minDecimals, onMissing);
}

function compileNode(schema: SchemaNode, minDecimals: number, onMissing: OnMissing): Write {
  const write = compileNonNull(schema, minDecimals, onMissing);
  return (value, path) => (value === null ? 'null' : write(value, path));
}

function compileNonNull(schema: SchemaNode, minDecimals: number, onMissing: OnMissing): Write {
  const money = schema['x-money'];
  if (money !== undefined) return moneyWriter(money, minDecimals);
  if (schema.anyOf !== undefined) return unionWriter(schema, minDecimals, onMissing);
  switch (schema.type) {
    case 'string':
      return writeString;
    case 'integer':
      return (value) => (typeof value === 'bigint' ? value.toString() : String(Math.round(Number(value))));
    case 'number':
      return (value) => (typeof value === 'bigint' ? value.toString() : JSON.stringify(value));
    case 'boolean':
      return (value) => (value === true ? 'true' : 'false');
    case 'array': {
      const item = compileNode(schema.items ?? {}, minDecimals, onMissing);
      return (value, path) =>
        `[${(value as readonly unknown[]).map((inner) => item(inner, path)).join(',')}]`;
    }
    case 'object':
      return schema.properties === undefined ? writeUntyped : objectWriter(schema, minDecimals, onMissing);
    default:
      return writeUntyped;
  }
}

/**
 * Compiles the printer of one schema in one API version.
 * It prints exactly the keys that the schema names; money is `bigint` units and takes the form the schema asks for.
 * In the default version a money number has at least two decimals (`48250.00`); in later ones whole amounts print
 * without decimals, because a published client reads them into integers.
 */
export function compileSerializer(
  schema: TSchema,
  version: ApiVersion,
  onMissing: OnMissing,
): (value: unknown) => string {
  const write = compileNode(node(schema), leastDecimals(version), onMissing);
  return (value) => write(value, '');
}

/** Decimals that a money number has at least: the default version prints `48250.00`, later ones whole amounts plain. */
function leastDecimals(version: ApiVersion): number {
  return version === DEFAULT_API_VERSION ? 2 : 0;
}

/** Facts beside an error: money is bigint units and prints as a number in the form of the version. */
export function serializeFacts(
  value: Readonly<Record<string, unknown>>,
  version: ApiVersion | null = null,
): string {
  const decimals = leastDecimals(version ?? DEFAULT_API_VERSION);
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? rawJson(formatLiteral(inner, decimals)) : inner,
  );
}

/** `JSON.rawJSON` is in the runtime but not yet in the compiler's library. */
function rawJson(text: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);
}
