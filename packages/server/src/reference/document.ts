/** JSON as it is written to the file. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The parts of an OpenAPI 3.1 document that this room writes and reads back; anything else is plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly ApiTag[];
  readonly 'x-tagGroups': readonly { readonly name: string; readonly tags: readonly string[] }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
    readonly headers: Readonly<Record<string, JsonObject>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  };
  readonly 'x-error-catalogue': readonly CatalogueEntry[];
}

export interface ApiTag {
  readonly name: string;
  readonly 'x-displayName': string;
  readonly description: string;
}

export interface CatalogueEntry {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly retryable: boolean;
}

export interface Reference {
  readonly $ref: string;
}

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly writeOnly?: boolean;
  readonly 'x-money'?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: Json;
}

export interface NamedExample {
  readonly summary?: string;
  readonly value: Json;
}

export interface MediaType {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, NamedExample>>;
}

export type MediaTypes = Readonly<Partial<Record<'application/json' | 'text/csv', MediaType>>>;

export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content?: MediaTypes;
  /** Version → schema, where versions differ. */
  readonly 'x-api-versions'?: Readonly<Record<string, Schema>>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly (Parameter | Reference)[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: MediaTypes;
  };
  readonly responses: Readonly<Record<string, ApiResponse | Reference>>;
  /** `<client>.<resource>.<method>` of the typed client. */
  readonly 'x-sdk': string;
  readonly 'x-idempotent'?: boolean;
  /** What a token needs to hold. */
  readonly 'x-scope'?: string;
}

/** The one media type of a body or answer, and what is said of it. */
export function mediaOf(
  content: MediaTypes | undefined,
): { readonly type: string; readonly media: MediaType } | undefined {
  const [entry] = Object.entries(content ?? {});
  return entry === undefined ? undefined : { type: entry[0], media: entry[1] };
}

export function isReference(value: object): value is Reference {
  return '$ref' in value;
}

/** Follows `#/components/…`. Throws when nothing is there: the document was built wrong. */
export function resolve<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!isReference(value)) return value;
  const found = value.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere.`);
  return found as T;
}

/** A value of an enumeration as it is written in a sentence or a URL: text without quotation marks. */
export function word(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
