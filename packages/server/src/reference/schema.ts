import type { TSchema } from 'typebox';
import type { Schema } from './document.ts';

/** Marks that steer our own code and say nothing to a client. */
const INTERNAL = new Set(['$id', 'x-from', 'x-secret', 'x-many-lines', 'x-most', 'x-currency']);

const AMOUNT = 'At most five decimals and 10,000,000,000. A decimal string stays exactly what was typed.';

/** Collects the named schemas of a document. One name stands for one shape, and a shape that has a name is not repeated. */
export class ComponentSchemas {
  readonly #schemas = new Map<string, Schema>();
  readonly #nameOfShape = new Map<string, string>();

  /** Gives a shape a name before anything refers to it. Without effect when either is taken. */
  suggest(schema: TSchema, name: string): void {
    const shape = shapeOf(schema);
    const taken = [...this.#nameOfShape.values()].includes(name);
    if (ownName(schema) === null && !taken && !this.#nameOfShape.has(shape))
      this.#nameOfShape.set(shape, name);
  }

  /** Adds a schema under its own name (`$id` or `title`), else that of its shape, else `fallback`; returns the reference. */
  name(schema: TSchema, fallback: string): Schema {
    this.suggest(schema, fallback);
    const name = ownName(schema) ?? this.#nameOfShape.get(shapeOf(schema)) ?? fallback;
    return this.put(name, this.#plain(schema as Readonly<Record<string, unknown>>));
  }

  /** Adds a schema under its own name, else under `name`, which no other place shares. */
  own(schema: TSchema, name: string): Schema {
    return this.put(ownName(schema) ?? name, this.#plain(schema as Readonly<Record<string, unknown>>));
  }

  put(name: string, schema: Schema): Schema {
    const known = this.#schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas are called ${name}.`);
    }
    this.#schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Our schema as JSON Schema of the document; what has a name becomes a reference. */
  convert(schema: TSchema): Schema {
    const name = ownName(schema) ?? this.#nameOfShape.get(shapeOf(schema));
    if (name !== undefined) return this.name(schema, name);
    return this.#plain(schema as Readonly<Record<string, unknown>>);
  }

  sorted(): Record<string, Schema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #plain(schema: Readonly<Record<string, unknown>>): Schema {
    const { anyOf, ...rest } = schema;
    // "Anything or null" is anything.
    if (Array.isArray(anyOf) && anyOf.some((branch: object) => Object.keys(branch).length === 0)) {
      return this.#plain(rest);
    }
    const out: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(schema)) {
      if (INTERNAL.has(key)) continue;
      out[key] = this.#child(key, value);
    }
    if (schema['x-money'] === 'input') out['description'] ??= AMOUNT;
    if (schema['x-secret'] === true) out['format'] ??= 'password';
    return out;
  }

  #child(key: string, value: unknown): unknown {
    if (key === 'properties') {
      return Object.fromEntries(
        Object.entries(value as Record<string, TSchema>).map(([name, inner]) => [name, this.convert(inner)]),
      );
    }
    if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) {
      return this.convert(value as TSchema);
    }
    if (key === 'anyOf') return this.#union(value as readonly TSchema[]);
    return value;
  }

  #union(branches: readonly TSchema[]): readonly Schema[] {
    return branches.map((branch) => this.convert(branch));
  }
}

/** The same text for the same shape, whatever our own marks say. */
function shapeOf(schema: TSchema): string {
  return JSON.stringify(schema, (key, value: unknown) => (INTERNAL.has(key) ? undefined : value));
}

function ownName(schema: TSchema): string | null {
  const { $id, title } = schema as { $id?: unknown; title?: unknown };
  const name = typeof $id === 'string' ? $id : title;
  return typeof name === 'string' && /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) ? name : null;
}
