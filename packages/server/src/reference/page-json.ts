import type { Json, JsonObject, OpenApiDocument, Schema } from './document.ts';
import { resolve } from './document.ts';
import { Html, escapeHtml } from './html.ts';

/** How a JSON text is to be printed: money numbers show at least this many decimals, as the server prints them. */
export interface JsonStyle {
  readonly document: OpenApiDocument;
  readonly minDecimals: number;
}

const mark = (kind: string, text: string): string => `<span class="${kind}">${escapeHtml(text)}</span>`;

/** JSON for the eye: indented, coloured, money as it stands on the wire. */
export function prettyJson(value: Json, schema: Schema | null, style: JsonStyle): Html {
  return new Html(print(value, schema, style, ''));
}

function print(value: Json, schema: Schema | null, style: JsonStyle, indent: string): string {
  if (value === null || typeof value === 'boolean') return mark('k', String(value));
  if (typeof value === 'string') return mark('s', JSON.stringify(value));
  const known = narrow(schema, value, style.document);
  if (typeof value === 'number') return mark('n', printNumber(value, known, style.minDecimals));
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const items = (value as readonly Json[]).map(
      (item) => inner + print(item, known?.items ?? null, style, inner),
    );
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value as JsonObject);
  if (entries.length === 0) return '{}';
  const lines = entries.map(
    ([key, item]) =>
      `${inner}${mark('p', JSON.stringify(key))}: ${print(item ?? null, known?.properties?.[key] ?? null, style, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function printNumber(value: number, schema: Schema | null, minDecimals: number): string {
  const text = JSON.stringify(value);
  if (schema?.['x-money'] !== 'number' || text.includes('e')) return text;
  const [whole = '', fraction = ''] = text.split('.');
  const padded = fraction.padEnd(minDecimals, '0');
  return padded === '' ? whole : `${whole}.${padded}`;
}

/** The branch of a schema that describes this value. */
function narrow(schema: Schema | null, value: Json, document: OpenApiDocument): Schema | null {
  if (schema === null) return null;
  const here = schema.$ref === undefined ? schema : resolve<Schema>(document, { $ref: schema.$ref });
  if (here.anyOf === undefined) return here;
  const wanted = Array.isArray(value) ? 'array' : typeof value;
  const branches = here.anyOf.map((branch) => narrow(branch, value, document));
  return branches.find((branch) => branch?.type === wanted) ?? null;
}
