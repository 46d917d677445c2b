import { errorCatalogue } from '../platform/errors/index.ts';
import { DEFAULT_API_VERSION, type Route, type Surface } from '../platform/http/index.ts';
import { suggestNames } from './answer-schemas.ts';
import type { ApiTag, CatalogueEntry, OpenApiDocument, Operation } from './document.ts';
import { ErrorResponses, VALIDATION } from './error-responses.ts';
import { guide } from './guide.ts';
import { HEADERS, SHARED_PARAMETERS } from './headers.ts';
import { openApiPath, toOperation } from './operation.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { ComponentSchemas } from './schema.ts';
import { SECURITY_SCHEMES, surfaceFacts } from './surface-facts.ts';

export interface OpenApiInput {
  readonly surfaces: readonly Surface<unknown>[];
  readonly config: ReferenceConfig;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The whole API as an OpenAPI 3.1 document, from the route tables and nothing else. The same tables give the same
 * text, byte by byte. Throws when two routes share a name or a place, or two schemas a name.
 */
export function buildOpenApi({ surfaces, config }: OpenApiInput): OpenApiDocument {
  const schemas = new ComponentSchemas();
  suggestNames(surfaces, schemas);
  const errors = new ErrorResponses(schemas);
  const tags = new Map<string, ApiTag>();
  const groups = new Map<string, Set<string>>();
  const operations: { path: string; method: string; operation: Operation }[] = [];
  for (const surface of surfaces) {
    for (const route of surface.routes) {
      const tag = tagOf(surface, route);
      tags.set(tag.name, tag);
      groups.set(surface.title, (groups.get(surface.title) ?? new Set()).add(tag.name));
      const operation = toOperation(route, { surface, schemas, errors, tag: tag.name });
      operations.push({ path: openApiPath(surface, route), method: route.method, operation });
    }
  }
  refuseDoubles(operations);
  const catalogue = catalogueEntries();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Partner Portal API',
      version: DEFAULT_API_VERSION,
      summary: 'Accounts, wallets, transfers and ledgers of a white-label telephony business.',
      description: guide(config, catalogue),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: config.serverUrl, description: `Partner Portal of ${config.operatorName}` }],
    tags: [...tags.values()],
    'x-tagGroups': [...groups].map(([name, members]) => ({ name, tags: [...members] })),
    paths: pathsOf(operations),
    components: {
      schemas: schemas.sorted(),
      responses: errors.sorted(),
      headers: usedHeaders(operations),
      parameters: usedParameters(operations),
      securitySchemes: usedSchemes(operations),
    },
    'x-error-catalogue': catalogue,
  };
}

type Placed = readonly { readonly path: string; readonly method: string; readonly operation: Operation }[];

function tagOf(surface: Surface<unknown>, route: Route<unknown>): ApiTag {
  const { client } = surfaceFacts(surface.bases[0] ?? '');
  const name = client === 'partner' ? route.tag : `${surface.title}: ${route.tag}`;
  return {
    name,
    'x-displayName': route.tag,
    description: `${route.tag}, as seen through the ${surface.title}.`,
  };
}

function refuseDoubles(operations: Placed): void {
  const seen = new Set<string>();
  for (const { path, method, operation } of operations) {
    for (const key of [
      `${method} ${path}`,
      `operationId ${operation.operationId}`,
      `SDK method ${operation['x-sdk']}`,
    ]) {
      if (seen.has(key)) throw new Error(`The route tables hold ${key} twice.`);
      seen.add(key);
    }
  }
}

function pathsOf(operations: Placed): Record<string, Record<string, Operation>> {
  const sorted = operations.toSorted(
    (a, b) => compare(a.path, b.path) || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
  );
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { path, method, operation } of sorted) (paths[path] ??= {})[method.toLowerCase()] = operation;
  return paths;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function catalogueEntries(): CatalogueEntry[] {
  return [...errorCatalogue(), VALIDATION]
    .map(({ code, status, title, message, retryable }) => ({ code, status, title, text: message, retryable }))
    .sort((a, b) => compare(a.code, b.code));
}

function usedSchemes(operations: Placed): Record<string, (typeof SECURITY_SCHEMES)[string]> {
  const used = new Set(
    operations.flatMap(({ operation }) => operation.security.flatMap((one) => Object.keys(one))),
  );
  return Object.fromEntries(Object.entries(SECURITY_SCHEMES).filter(([name]) => used.has(name)));
}

/** A component that nothing refers to is clutter, and a linter says so. */
function usedOnly<T>(
  table: Readonly<Record<string, T>>,
  room: string,
  operations: Placed,
): Record<string, T> {
  const text = JSON.stringify(operations);
  return Object.fromEntries(
    Object.entries(table).filter(([name]) => text.includes(`"#/components/${room}/${name}"`)),
  );
}

function usedParameters(operations: Placed): Record<string, (typeof SHARED_PARAMETERS)[string]> {
  return usedOnly(SHARED_PARAMETERS, 'parameters', operations);
}

function usedHeaders(operations: Placed): Record<string, (typeof HEADERS)[string]> {
  // Shared error responses refer to headers too; every document has them.
  return operations.some(({ operation }) => operation['x-idempotent'] === true)
    ? HEADERS
    : Object.fromEntries(Object.entries(HEADERS).filter(([name]) => name !== 'Idempotency-Replayed'));
}
