/** What the generator reads of an OpenAPI document. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Partial<Record<'application/json' | 'text/csv', { readonly schema: Schema }>>>;

interface Response {
  readonly content?: Content;
  readonly 'x-api-versions'?: Readonly<Record<string, Schema>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Content;
  };
  readonly responses: Readonly<Record<string, Response>>;
  readonly 'x-sdk': string;
  readonly 'x-idempotent'?: boolean;
}

export interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
  };
}

/** `#/components/schemas/GetProfileResponse.2026-05-12` → `GetProfileResponse20260512`. */
export function typeNameOf(ref: string): string {
  return (ref.split('/').at(-1) ?? ref).replaceAll(/[^A-Za-z0-9]/g, '');
}

export function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
