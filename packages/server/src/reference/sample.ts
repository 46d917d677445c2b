import { node, type SchemaNode } from '../platform/http/index.ts';
import type { TSchema } from 'typebox';
import type { Json } from './document.ts';

/**
 * An example that fits a schema. What `known` (the example of another version, say) holds under the same name or
 * under the name it was renamed from is taken over; the rest is made up from the schema.
 */
export function sample(schema: TSchema, known?: unknown): Json {
  return sampleNode(node(schema), known);
}

function sampleNode(schema: SchemaNode, known: unknown): Json {
  if (schema.anyOf !== undefined) return sampleUnion(schema.anyOf, known);
  if (schema['x-money'] !== undefined) return sampleMoney(schema['x-money'], known);
  if (fits(schema, known)) {
    if (schema.type === 'object') return sampleObject(schema, known as Readonly<Record<string, unknown>>);
    if (schema.type === 'array') {
      return (known as readonly unknown[]).map((item) => sampleNode(schema.items ?? {}, item));
    }
    return known as Json;
  }
  return invent(schema);
}

function sampleUnion(branches: readonly SchemaNode[], known: unknown): Json {
  if (known === null && branches.some((branch) => branch.type === 'null')) return null;
  const branch = branches.find((one) => one.type !== 'null' && fits(one, known)) ?? branches[0];
  return branch === undefined ? null : sampleNode(branch, known);
}

function sampleMoney(kind: string, known: unknown): Json {
  const value = typeof known === 'number' ? known : typeof known === 'string' ? Number(known) : 500;
  return kind === 'string' ? value.toFixed(5) : value;
}

function sampleObject(schema: SchemaNode, known: Readonly<Record<string, unknown>>): Json {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return known as Json;
  const required = new Set(schema.required ?? []);
  return Object.fromEntries(
    properties.flatMap(([key, child]): [string, Json][] => {
      const value = known[child['x-from'] ?? key];
      return value === undefined && !required.has(key) ? [] : [[key, sampleNode(child, value)]];
    }),
  );
}

function fits(schema: SchemaNode, known: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(known);
  switch (schema.type) {
    case 'string':
      return typeof known === 'string' && (schema.format !== 'uuid' || UUID.test(known));
    case 'integer':
      return Number.isInteger(known);
    case 'number':
    case 'boolean':
      return typeof known === schema.type;
    case 'array':
      return Array.isArray(known);
    case 'object':
      return typeof known === 'object' && known !== null && !Array.isArray(known);
    case 'null':
      return known === null;
    default:
      return known !== undefined;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-03-25T10:00:00.000Z',
  date: '2026-03-25',
  uuid: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
  email: 'ops@acmetelecom.com',
  uri: 'https://acmetelecom.com',
};

function invent(schema: SchemaNode): Json {
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.default !== undefined) return schema.default as Json;
  if (schema.enum !== undefined) return (schema.enum[0] ?? null) as Json;
  switch (schema.type) {
    case 'string':
      return FORMATS[schema.format ?? ''] ?? 'string';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return [sampleNode(schema.items ?? {}, undefined)];
    case 'object':
      return sampleObject(schema, {});
    default:
      return null;
  }
}
