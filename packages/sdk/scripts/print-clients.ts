import { pascal, typeNameOf, type Schema } from './document.ts';
import { comment, typeText } from './print-types.ts';
import { typeNames, type SdkOperation } from './read-operations.ts';

const CLIENTS: Readonly<
  Record<string, { readonly name: string; readonly options: string; readonly doc: string }>
> = {
  partner: {
    name: 'PartnerPortal',
    options: 'PartnerOptions',
    doc: 'The Partner API: your customers, their wallets and your own account.',
  },
  customer: {
    name: 'CustomerPortal',
    options: 'CustomerOptions',
    doc: "The customer side: one account, with that account's own credentials.",
  },
  operator: { name: 'OperatorPortal', options: 'OperatorOptions', doc: 'The operator side.' },
  edge: {
    name: 'EdgePortal',
    options: 'OperatorOptions',
    doc: 'What an agent beside a SIP server asks; `bearer` is the secret of its node.',
  },
  public: {
    name: 'PublicPortal',
    options: 'AnonymousOptions',
    doc: 'What can be asked without credentials.',
  },
  session: {
    name: 'SessionPortal',
    options: 'AnonymousOptions',
    doc: "Logins of people; a browser keeps the session's cookie.",
  },
};

/** `clients.ts`: one class a client, one class a resource, one method an operation. */
export function printClients(operations: readonly SdkOperation[], versions: readonly string[]): string {
  const byClient = Map.groupBy(operations, (operation) => operation.client);
  const parts = [...byClient].map(([client, own]) => printClient(client, own));
  const imports = [...new Set(operations.flatMap(importedTypes))].sort();
  const optionTypes = [...new Set([...byClient.keys()].map((client) => factsOf(client).options))].sort();
  const paged = operations.some((operation) => operation.rowsKey !== null);
  return `import type { ApiCall } from '../api-call.ts';
${operations.some((operation) => operation.upload) ? "import type { FileBody } from '../operation.ts';\n" : ''}import { clientHeaders, type ${optionTypes.join(', type ')} } from '../credentials.ts';
${paged ? "import { PagedList } from '../paged-list.ts';\n" : ''}import { Transport, type RequestOptions } from '../transport.ts';
import * as operations from './operations.ts';
import type { ${imports.join(', ')} } from './types.ts';

/** Forms of the answers; the oldest is the default. */
export type ApiVersion = ${versions.map((version) => `'${version}'`).join(' | ')};
export const DEFAULT_API_VERSION = '${versions[0] ?? ''}';
type DefaultVersion = typeof DEFAULT_API_VERSION;

${parts.join('\n\n')}
`;
}

/** `operations.ts`: what the transport must know. */
export function printOperations(operations: readonly SdkOperation[]): string {
  const entries = operations.map(
    ({ id, httpMethod, path, idempotent, upload, download }) =>
      `export const ${id}: OperationDescriptor = { id: '${id}', method: '${httpMethod}', path: '${path}', idempotent: ${String(idempotent)}${upload ? ", upload: 'text/csv'" : ''}${download ? ", download: 'text/csv'" : ''} };`,
  );
  return `import type { OperationDescriptor } from '../operation.ts';\n\n${entries.join('\n')}\n`;
}

function factsOf(client: string): { readonly name: string; readonly options: string; readonly doc: string } {
  const facts = CLIENTS[client];
  if (facts === undefined) throw new Error(`No class is planned for the client ${client}.`);
  return facts;
}

function importedTypes(operation: SdkOperation): string[] {
  const names = typeNames(operation);
  const answers = Object.values(operation.answers);
  const answer = answers.length === 1 ? answers.flatMap(namesIn) : [names.answers];
  return [
    ...(operation.query.length > 0 ? [names.query] : []),
    ...(operation.body === null ? [] : namesIn(operation.body)),
    ...(answers.length === 0 ? [] : answer),
  ];
}

function namesIn(schema: Schema): string[] {
  return schema.$ref === undefined ? [] : [typeNameOf(schema.$ref)];
}

function printClient(client: string, operations: readonly SdkOperation[]): string {
  const { name, options, doc } = factsOf(client);
  const resources = Map.groupBy(
    operations.filter((operation) => operation.resource !== null),
    (operation) => operation.resource ?? '',
  );
  const className = (resource: string): string => `${pascal(client)}${pascal(resource)}Api`;
  const classes = [...resources].map(
    ([resource, own]) => `export class ${className(resource)}<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

${own.map((operation) => printMethod(operation)).join('\n\n')}
}`,
  );
  const rootMethods = operations.filter((operation) => operation.resource === null);
  const params = client === 'customer' ? ', { auth_id: options.authId }' : '';
  return `${classes.join('\n\n')}

/** ${doc} */
export class ${name}<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
${[...resources.keys()].map((resource) => `  readonly ${resource}: ${className(resource)}<V>;`).join('\n')}

  constructor(options: ${options}<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers${params});
${[...resources.keys()].map((resource) => `    this.${resource} = new ${className(resource)}(this.#transport);`).join('\n')}
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }
${rootMethods.map((operation) => `\n${printMethod(operation)}`).join('\n')}
}`;
}

function answerType(operation: SdkOperation): string {
  if (operation.download) return 'string';
  const answers = Object.values(operation.answers);
  if (answers.length === 0) return 'undefined';
  const [only] = answers;
  return answers.length === 1 && only !== undefined
    ? typeText(only, '')
    : `${typeNames(operation).answers}[V]`;
}

function printMethod(operation: SdkOperation): string {
  const { pathParams, query, body, bodyRequired, upload, rowsKey } = operation;
  const names = pathParams.map((param) => camel(param));
  const queryRequired = query.some((one) => one.required === true);
  const inputs = [
    ...names.map((name) => `${name}: string`),
    ...(body === null ? [] : [`body: ${typeText(body, '')}${bodyRequired ? '' : ' = {}'}`]),
    ...(upload ? ['file: FileBody'] : []),
    ...(query.length === 0 ? [] : [`query: ${typeNames(operation).query}${queryRequired ? '' : ' = {}'}`]),
    'options: RequestOptions = {}',
  ];
  const input = [
    ...(names.length === 0
      ? []
      : [`params: { ${pathParams.map((param, index) => `${param}: ${names[index] ?? ''}`).join(', ')} }`]),
    ...(body === null ? [] : ['body']),
    ...(upload ? ['file'] : []),
    ...(query.length === 0 ? [] : [rowsKey === null ? 'query' : 'query: page']),
  ];
  const call = `this.#transport.call(operations.${operation.id}, { ${input.join(', ')} }, options)`;
  const answer = answerType(operation);
  const doc = comment(operation.summary, '  ');
  if (rowsKey === null)
    return `${doc}  ${operation.method}(${inputs.join(', ')}): ApiCall<${answer}> {\n    return ${call};\n  }`;
  return `${doc}  ${operation.method}(${inputs.join(', ')}): PagedList<${answer}['${rowsKey}'][number], ${answer}> {
    return new PagedList((page) => ${call}, query, '${rowsKey}');
  }`;
}

function camel(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
