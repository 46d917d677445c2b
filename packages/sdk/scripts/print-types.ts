import { typeNameOf, type Document, type Parameter, type Schema } from './document.ts';
import { typeNames, type SdkOperation } from './read-operations.ts';

/** `types.ts`: the shapes that go in and come out. */
export function printTypes(document: Document, operations: readonly SdkOperation[]): string {
  const used = usedSchemas(document, operations);
  return [
    ...used.map((name) => declaration(typeNameOf(name), document.components.schemas[name] ?? {})),
    ...operations.flatMap((operation) => [...queryType(operation), ...answersType(operation)]),
  ].join('\n\n');
}

function usedSchemas(document: Document, operations: readonly SdkOperation[]): string[] {
  const found = new Set<string>();
  const visit = (schema: Schema): void => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      if (found.has(name)) return;
      found.add(name);
      visit(document.components.schemas[name] ?? {});
    }
    for (const inner of Object.values(schema.properties ?? {})) visit(inner);
    if (schema.items !== undefined) visit(schema.items);
    for (const branch of schema.anyOf ?? []) visit(branch);
  };
  for (const { body, answers, query } of operations) {
    for (const schema of [...(body === null ? [] : [body]), ...Object.values(answers)]) visit(schema);
    for (const parameter of query) visit(parameter.schema);
  }
  return [...found].sort();
}

function declaration(name: string, schema: Schema): string {
  const doc = comment(schema.description, '');
  if (Object.keys(schema.properties ?? {}).length > 0)
    return `${doc}export interface ${name} ${typeText(schema, '')}`;
  return `${doc}export type ${name} = ${typeText(schema, '')};`;
}

function queryType(operation: SdkOperation): string[] {
  if (operation.query.length === 0) return [];
  const fields = operation.query.map((parameter) => queryField(parameter));
  return [`export interface ${typeNames(operation).query} {\n${fields.join('\n')}\n}`];
}

function queryField(parameter: Parameter): string {
  const { name, description, schema, required } = parameter;
  const type = schema.type === 'string' && schema.enum === undefined ? 'string' : typeText(schema, '  ');
  return `${comment(description, '  ')}  readonly ${key(name)}${required === true ? '' : '?'}: ${type}${required === true ? '' : ' | undefined'};`;
}

/** Only where versions differ; elsewhere one type is the answer. */
function answersType(operation: SdkOperation): string[] {
  const entries = Object.entries(operation.answers);
  if (entries.length < 2) return [];
  const fields = entries.map(([version, schema]) => `  readonly '${version}': ${typeText(schema, '  ')};`);
  return [`export interface ${typeNames(operation).answers} {\n${fields.join('\n')}\n}`];
}

/** A schema as a TypeScript type. */
export function typeText(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return typeNameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.anyOf !== undefined) return union(schema.anyOf.map((branch) => typeText(branch, indent)));
  if (Array.isArray(schema.type)) {
    return union((schema.type as readonly string[]).map((type) => typeText({ ...schema, type }, indent)));
  }
  switch (schema.type) {
    case 'array':
      return `readonly ${parenthesized(typeText(schema.items ?? {}, indent))}[]`;
    case 'object':
      return objectText(schema, indent);
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

function objectText(schema: Schema, indent: string): string {
  if (schema.properties === undefined) return 'Readonly<Record<string, unknown>>';
  const required = new Set(schema.required ?? []);
  const inner = `${indent}  `;
  const fields = Object.entries(schema.properties).map(([name, child]) => {
    const must = required.has(name);
    return `${comment(child.description, inner)}${inner}readonly ${key(name)}${must ? '' : '?'}: ${typeText(child, inner)}${must ? '' : ' | undefined'};`;
  });
  return fields.length === 0 ? 'Readonly<Record<string, never>>' : `{\n${fields.join('\n')}\n${indent}}`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ') || 'never';
}

function parenthesized(type: string): string {
  return type.includes(' | ') || type.startsWith('readonly ') ? `(${type})` : type;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

export function comment(text: string | undefined, indent: string): string {
  if (text === undefined || text === '') return '';
  return `${indent}/** ${text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')} */\n`;
}
