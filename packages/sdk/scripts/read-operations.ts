import { pascal, type Document, type Operation, type Parameter, type Schema } from './document.ts';

export interface SdkOperation {
  /** `partner`, `customer`, … */
  readonly client: string;
  /** Null: the method stands on the client itself. */
  readonly resource: string | null;
  readonly method: string;
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly idempotent: boolean;
  readonly summary: string;
  readonly pathParams: readonly string[];
  readonly query: readonly Parameter[];
  readonly body: Schema | null;
  readonly bodyRequired: boolean;
  /** It takes a file. */
  readonly upload: boolean;
  /** It answers a file. */
  readonly download: boolean;
  /** Version → schema; one entry under the default version where versions do not differ; none for an empty answer. */
  readonly answers: Readonly<Record<string, Schema>>;
  /** Key of the rows in a paged list. */
  readonly rowsKey: string | null;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads every operation in the order of the document. Throws a sentence when one cannot be a method. */
export function readOperations(document: Document): SdkOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => readOperation(document, method.toUpperCase(), path, operation)),
  );
}

function readOperation(
  document: Document,
  httpMethod: string,
  path: string,
  operation: Operation,
): SdkOperation {
  const [client = '', ...names] = operation['x-sdk'].split('.');
  const method = names.at(-1);
  if (method === undefined || names.length > 2) {
    throw new Error(
      `${operation.operationId} has the x-sdk ${operation['x-sdk']}; expected client.resource.method.`,
    );
  }
  const parameters = operation.parameters.flatMap((one) => ('$ref' in one ? [] : [one]));
  const content = successOf(operation)?.content;
  const isJson = content?.['application/json'] !== undefined;
  const isFile = content?.['text/csv'] !== undefined;
  // Where an answer has both forms, the typed client reads the JSON.
  const query = parameters.filter(
    (one) => one.in === 'query' && !(isJson && isFile && one.name === 'format'),
  );
  const answers = answersOf(document, operation);
  return {
    client,
    resource: names.length === 2 ? (names[0] ?? null) : null,
    method,
    id: operation.operationId,
    httpMethod,
    path,
    idempotent: operation['x-idempotent'] === true,
    summary: operation.summary,
    pathParams: parameters
      .filter((one) => one.in === 'path' && !(client === 'customer' && one.name === 'auth_id'))
      .map((one) => one.name),
    query,
    body: operation.requestBody?.content['application/json']?.schema ?? null,
    bodyRequired: operation.requestBody?.required === true,
    upload: operation.requestBody?.content['text/csv'] !== undefined,
    download: isFile && !isJson,
    answers,
    rowsKey: rowsKeyOf(document, method, query, answers),
  };
}

function successOf(operation: Operation): Operation['responses'][string] | undefined {
  return Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
}

function answersOf(document: Document, operation: Operation): Record<string, Schema> {
  const success = successOf(operation);
  if (success?.['x-api-versions'] !== undefined) return { ...success['x-api-versions'] };
  const schema = success?.content?.['application/json']?.schema;
  return schema === undefined ? {} : { [document.info.version]: schema };
}

/** A paged list has `page` or `cursor` in its query and, in every version, one array under the same key. */
function rowsKeyOf(
  document: Document,
  method: string,
  query: readonly Parameter[],
  answers: Readonly<Record<string, Schema>>,
): string | null {
  if (!/^(list|search)/.test(method) || !query.some((one) => one.name === 'page' || one.name === 'cursor'))
    return null;
  const keys = Object.values(answers).map((answer) => {
    const { properties = {} } = follow(document, answer);
    return Object.keys(properties).filter((key) => follow(document, properties[key] ?? {}).type === 'array');
  });
  const [first = []] = keys;
  const [key] = first;
  return key !== undefined && keys.every((one) => one.length === 1 && one[0] === key) ? key : null;
}

function follow(document: Document, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {};
}

/** The names under which an operation's types are printed. */
export function typeNames(operation: SdkOperation): { readonly query: string; readonly answers: string } {
  const name = pascal(operation.id);
  return { query: `${name}Query`, answers: `${name}Answers` };
}
