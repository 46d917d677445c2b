import { resolve, word, type OpenApiDocument, type Schema } from './document.ts';
import { Html, html } from './html.ts';
import { inline, markdown } from './markdown.ts';

interface Unwrapped {
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** Takes references and "or null" off a schema, so that what is left can be named in a word. */
function unwrap(document: OpenApiDocument, schema: Schema): Unwrapped {
  if (schema.$ref !== undefined) return unwrap(document, resolve<Schema>(document, { $ref: schema.$ref }));
  const branches = schema.anyOf?.filter((branch) => branch.type !== 'null') ?? [];
  const [only] = branches;
  if (schema.anyOf !== undefined && branches.length === 1 && only !== undefined) {
    const inner = unwrap(document, only);
    return {
      schema:
        schema.description === undefined
          ? inner.schema
          : { ...inner.schema, description: schema.description },
      nullable: branches.length < schema.anyOf.length || inner.nullable,
    };
  }
  return { schema, nullable: false };
}

export function typeName(document: OpenApiDocument, given: Schema): string {
  const { schema, nullable } = unwrap(document, given);
  return `${bareType(document, schema)}${nullable ? ' or null' : ''}`;
}

function bareType(document: OpenApiDocument, schema: Schema): string {
  if (schema['x-money'] === 'number') return 'number, exact decimal';
  if (schema['x-money'] === 'string') return 'string, five decimals';
  if (schema['x-money'] === 'input') return 'number or decimal string';
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((branch) => typeName(document, branch)).join(' or ');
  if (schema.type === 'array') return `list of ${typeName(document, schema.items ?? {})}`;
  const name = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return schema.format === undefined ? String(name) : `${String(name)}, ${schema.format}`;
}

/** The fields of an object, those of inner objects folded below them. */
export function fieldList(document: OpenApiDocument, given: Schema, depth = 0): Html {
  const { schema } = unwrap(document, given);
  const object = schema.type === 'array' ? unwrap(document, schema.items ?? {}).schema : schema;
  const properties = Object.entries(object.properties ?? {});
  if (properties.length === 0) {
    return html`<p class="quiet">${typeName(document, given)}</p>`;
  }
  const required = new Set(object.required ?? []);
  return html`<dl class="fields">
    ${properties.map(([name, child]) => field(document, { name, schema: child, required: required.has(name) }, depth))}
  </dl>`;
}

export interface FieldFacts {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly description?: string | undefined;
}

/** Name, type, whether it must be there, what it means and what it may hold. */
export function field(document: OpenApiDocument, facts: FieldFacts, depth = 0): Html {
  const { schema } = unwrap(document, facts.schema);
  const text = facts.description ?? facts.schema.description ?? schema.description;
  const inner = innerObject(document, schema);
  return html`<div class="field">
    <dt>
      <code>${facts.name}</code> <span class="type">${typeName(document, facts.schema)}</span>
      ${facts.required ? '' : html`<span class="optional">optional</span>`}
    </dt>
    <dd>
      ${text === undefined ? '' : markdown(text)} ${limits(schema)}
      ${
        inner === null || depth > 4
          ? ''
          : html`<details>
              <summary>Fields of <code>${facts.name}</code></summary>
              ${fieldList(document, inner, depth + 1)}
            </details>`
      }
    </dd>
  </div>`;
}

function innerObject(document: OpenApiDocument, schema: Schema): Schema | null {
  const target = schema.type === 'array' ? unwrap(document, schema.items ?? {}).schema : schema;
  return Object.keys(target.properties ?? {}).length > 0 ? target : null;
}

function limits(schema: Schema): Html {
  const notes: string[] = [];
  if (schema.enum !== undefined)
    notes.push(`One of ${schema.enum.map((value) => `\`${word(value)}\``).join(', ')}.`);
  if (schema.const !== undefined) notes.push(`Always \`${word(schema.const)}\`.`);
  if (schema.default !== undefined) notes.push(`Default \`${JSON.stringify(schema.default)}\`.`);
  const range = between(schema.minimum, schema.maximum, '');
  if (range !== '') notes.push(range);
  const length = between(schema.minLength, schema.maxLength, ' characters');
  if (length !== '') notes.push(length);
  const items = between(schema.minItems, schema.maxItems, ' items');
  if (items !== '') notes.push(items);
  if (schema.pattern !== undefined && schema['x-money'] === undefined)
    notes.push(`Form \`${schema.pattern}\`.`);
  return notes.length === 0 ? html`` : html`<p class="limits">${new Html(inline(notes.join(' ')))}</p>`;
}

function between(low: number | undefined, high: number | undefined, unit: string): string {
  if (low !== undefined && high !== undefined) return `${String(low)} to ${String(high)}${unit}.`;
  if (low !== undefined) return `At least ${String(low)}${unit}.`;
  if (high !== undefined) return `At most ${String(high)}${unit}.`;
  return '';
}
