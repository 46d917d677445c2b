import Type, { type TNull, type TSchema, type TString, type TUnion, type TUnsafe } from 'typebox';

/** A value or null; both are documented. */
export function Nullable<S extends TSchema>(schema: S): TUnion<[S, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** Text, or null for none. One type with two shapes rather than a union, so that a fault is named once. */
export function TextOrNull(
  maxLength: number,
  options: { readonly description?: string; readonly pattern?: string; readonly format?: string } = {},
): TUnsafe<string | null> {
  return Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength, ...options });
}

/**
 * Text that may have line breaks and tabs: what people write, a note or a reason or an address, and what foreign machines say of
 * themselves. Every other text of a request is one line.
 */
export function ManyLines(
  maxLength: number,
  options: { readonly description?: string; readonly pattern?: string; readonly minLength?: number } = {},
): TString {
  return Type.String({ maxLength, 'x-many-lines': true, ...options });
}

/** The same, or null for none. */
export function ManyLinesOrNull(
  maxLength: number,
  options: { readonly description?: string } = {},
): TUnsafe<string | null> {
  return Type.Unsafe<string | null>({
    type: ['string', 'null'],
    maxLength,
    'x-many-lines': true,
    ...options,
  });
}

/**
 * Text that foreign machines hand on and that decides nothing: no request is refused for what is in it. What a column of text
 * cannot hold is taken out, and what is longer is cut. Null for none.
 */
export function ForeignText(
  mostCharacters: number,
  options: { readonly description: string },
): TUnsafe<string | null> {
  const description = `${options.description} Longer texts are cut to ${String(mostCharacters)} characters.`;
  return Type.Unsafe<string | null>({ type: ['string', 'null'], 'x-most': mostCharacters, description });
}

/** A time on the wire, ISO 8601 in UTC; a `Date` in code. */
export function Timestamp(options: { description?: string } = {}): TUnsafe<Date> {
  return Type.Unsafe<Date>({ type: 'string', format: 'date-time', ...options });
}

/** One of a few words. */
export function OneOf<const W extends readonly string[]>(
  words: W,
  options: { description?: string; default?: W[number] } = {},
): TUnsafe<W[number]> {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options });
}

/**
 * Reads a wire field from a property of another name. Versions differ in this: one version's `id` is another's `uuid`.
 */
export function renamed<S extends TSchema>(schema: S, from: string): S {
  return { ...schema, 'x-from': from };
}

/** What the mark-reading walkers of this room (validator, serializer, OpenAPI) look at in a schema. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly default?: unknown;
  readonly 'x-money'?: 'number' | 'string' | 'input';
  readonly 'x-from'?: string;
  readonly 'x-secret'?: boolean;
  readonly 'x-many-lines'?: boolean;
  readonly 'x-most'?: number;
  readonly 'x-currency'?: boolean;
}

export function node(schema: TSchema): SchemaNode {
  return schema;
}
