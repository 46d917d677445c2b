import { mediaOf, resolve, word, type Json, type OpenApiDocument, type Parameter } from './document.ts';
import type { PlacedOperation } from './page-operation.ts';

const CLIENTS: Readonly<Record<string, string>> = {
  partner: 'PartnerPortal',
  customer: 'CustomerPortal',
  operator: 'OperatorPortal',
  public: 'PublicPortal',
  session: 'SessionPortal',
};

const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  currency: 'INR',
  e164: '+912271263999',
  transaction_id: 'txn_0198c0de7a117c3e9b1e5f2d6c8a9b01',
};

function parametersOf(document: OpenApiDocument, { operation }: PlacedOperation): Parameter[] {
  return operation.parameters.map((one) => resolve<Parameter>(document, one));
}

/** A value to show for a path parameter: an account's id below `/accounts`, else what its name suggests. */
function exampleOf(path: string, parameter: Parameter): string {
  const before = path.split(`/{${parameter.name}}`)[0] ?? '';
  if (/\/accounts?$/i.test(before)) return 'MA_ZKITB8Z2';
  if (before.endsWith('/transfers')) return EXAMPLE_VALUES['transaction_id'] ?? '';
  if (before.endsWith('/partners')) return 'partner-882abcde';
  return EXAMPLE_VALUES[parameter.name] ?? '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01';
}

function requestExample({ operation }: PlacedOperation): Json | undefined {
  return Object.values(operation.requestBody?.content['application/json']?.examples ?? {})[0]?.value;
}

/** The media type of a file that the operation takes; null where it takes JSON or nothing. */
function uploadType({ operation }: PlacedOperation): string | null {
  const type = mediaOf(operation.requestBody?.content)?.type ?? 'application/json';
  return type === 'application/json' ? null : type;
}

/** What may be pasted into a shell as it stands, once the credentials are in the environment. */
export function curlSample(document: OpenApiDocument, placed: PlacedOperation): string {
  const { method, path, operation } = placed;
  const base = document.servers[0]?.url.replace(/\/$/, '') ?? '';
  const parameters = parametersOf(document, placed);
  const filled = parameters
    .filter((one) => one.in === 'path')
    .reduce((text, one) => text.replace(`{${one.name}}`, encodeURIComponent(exampleOf(path, one))), path);
  const query = parameters
    .filter((one) => one.in === 'query' && one.required === true)
    .map((one) => `${one.name}=${encodeURIComponent(word(one.schema.enum?.[0] ?? '…'))}`);
  const url = `${base}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  const body = requestExample(placed);
  const upload = uploadType(placed);
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
    ...credentialFlags(operation.security),
    ...(operation['x-idempotent'] === true ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(upload === null ? [] : [`-H 'Content-Type: ${upload}'`, '--data-binary @file.csv']),
    ...(body === undefined
      ? []
      : [
          `-H 'Content-Type: application/json'`,
          `-d '${JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)}'`,
        ]),
  ];
  return lines.join(' \\\n  ');
}

function credentialFlags(security: PlacedOperation['operation']['security']): string[] {
  const first = Object.keys(security[0] ?? {});
  if (first.includes('PartnerId') || first.includes('AccountId')) {
    return ['-H "X-Auth-ID: $AUTH_ID"', '-H "X-Auth-Token: $AUTH_TOKEN"'];
  }
  if (first.includes('OperatorBearer')) return ['-H "Authorization: Bearer $ACCESS_TOKEN"'];
  if (first.includes('SessionCookie')) return ['-b cookies.txt'];
  return [];
}

/** The same call through the typed client. */
export function sdkSample(document: OpenApiDocument, placed: PlacedOperation): string {
  const { path, operation } = placed;
  const [client = 'partner', ...name] = operation['x-sdk'].split('.');
  const parameters = parametersOf(document, placed).filter(
    (one) => one.in === 'path' && !(client === 'customer' && one.name === 'auth_id'),
  );
  const body = requestExample(placed);
  const inputs = [
    ...parameters.map((one) => `'${exampleOf(path, one)}'`),
    ...(body === undefined ? [] : [literal(body)]),
    ...(uploadType(placed) === null ? [] : ["await openAsBlob('file.csv')"]),
  ];
  const call = `portal.${name.join('.')}(${inputs.join(', ')})`;
  return [
    ...(uploadType(placed) === null ? [] : ["import { openAsBlob } from 'node:fs';"]),
    `import { ${CLIENTS[client] ?? client} } from '@partner-portal/sdk';`,
    '',
    `const portal = new ${CLIENTS[client] ?? client}({`,
    ...options(document, client).map((option) => `  ${option},`),
    '});',
    ...(isPagedList(document, placed)
      ? [`for await (const row of ${call}) {`, '  console.log(row);', '}']
      : [`const answer = await ${call};`]),
  ].join('\n');
}

function options(document: OpenApiDocument, client: string): string[] {
  const base = `baseUrl: '${document.servers[0]?.url ?? ''}'`;
  if (client === 'partner' || client === 'customer') return [base, 'authId', 'authToken'];
  return client === 'operator' ? [base, 'bearer'] : [base];
}

/** Whether the typed client walks through the pages of an operation by itself. */
export function isPagedList(document: OpenApiDocument, placed: PlacedOperation): boolean {
  const lists = /\.list[A-Z]?\w*$/.test(placed.operation['x-sdk']);
  return (
    lists &&
    parametersOf(document, placed).some((one) => one.in === 'query' && ['page', 'cursor'].includes(one.name))
  );
}

/** JSON as TypeScript writes it. */
function literal(value: Json, indent = ''): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? (value as readonly Json[]).map((item) => inner + literal(item, inner))
    : Object.entries(value).map(
        ([key, item]: [string, Json | undefined]) =>
          `${inner}${property(key)}: ${literal(item ?? null, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')},\n${indent}${close}`;
}

function quoted(text: string): string {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll(String.raw`\"`, '"')}'`;
}

function property(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key);
}
