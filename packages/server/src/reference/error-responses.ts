import {
  forbidden,
  idempotencyKeyReused,
  internalError,
  notAcceptable,
  notFound,
  pageTooDeep,
  payloadTooLarge,
  rateLimited,
  serviceUnavailable,
  unauthorized,
  unsupportedApiVersion,
  unsupportedMediaType,
  errorByCode,
  type ErrorDefinition,
} from '../platform/errors/index.ts';
import type { RenderedError, Route, Surface } from '../platform/http/index.ts';
import type { ApiResponse, Json, JsonObject, NamedExample, Reference, Schema } from './document.ts';
import { HEADERS_OF_ERROR, headerRef } from './headers.ts';
import { pascal } from './names.ts';
import type { ComponentSchemas } from './schema.ts';

const REQUEST_ID = 'req_k7Vb2nQ4xT0aLr9c';

/** Facts that stand beside the message of some errors, as they print. */
const EXAMPLE_FACTS: Readonly<Record<string, JsonObject>> = {
  insufficient_balance: { current_balance: 200, requested_amount: 500, currency: 'INR' },
  rate_limit_exceeded: { retry_after_seconds: 1 },
  unsupported_api_version: { supported_versions: ['2026-03-25', '2026-05-12'] },
  page_too_deep: { deepest_row: 100_000, use: 'cursor' },
};

/** Not thrown by code of its own: every 422 that names the faults of a request. */
export const VALIDATION: ErrorDefinition = {
  code: 'ValidationError',
  status: 422,
  title: 'Invalid request',
  message: 'Request validation failed',
  retryable: false,
};

/** The errors that a route has beyond those in its own table, because of what it is. */
export function commonErrors(route: Route<unknown>, path: string): ErrorDefinition[] {
  const query = Object.keys((route.query as { properties?: object } | undefined)?.properties ?? {});
  return [
    ...[unsupportedApiVersion].map(definitionOf),
    ...(route.open === true ? [] : credentialErrors(route, path)),
    ...(path.replace('{auth_id}', '').includes('{') ? [notFound.definition] : []),
    ...[notAcceptable].map(definitionOf),
    ...(route.body === undefined ? [] : [payloadTooLarge, unsupportedMediaType].map(definitionOf)),
    ...(route.idempotent === true ? [idempotencyKeyReused.definition] : []),
    ...(query.includes('page') && query.includes('cursor') ? [pageTooDeep.definition] : []),
    ...[rateLimited, internalError, serviceUnavailable].map(definitionOf),
    VALIDATION,
  ];
}

/** What can be wrong with who is asking. */
function credentialErrors(route: Route<unknown>, path: string): ErrorDefinition[] {
  const writes = route.method !== 'GET' && route.readOnly !== true;
  const partnerOrCustomer = !path.startsWith('/api/v1/operator') && !path.startsWith('/api/v1/session');
  const codes = [
    'wrong_account_kind',
    'too_many_failed_attempts',
    'credential_expired',
    ...(partnerOrCustomer ? ['ip_not_allowed'] : []),
    ...(route.scope === null ? [] : ['insufficient_scope']),
    ...(path.includes('{auth_id}') ? ['account_mismatch'] : []),
    ...(writes ? ['csrf_refused'] : []),
    ...(writes && partnerOrCustomer ? ['account_suspended'] : []),
  ];
  return [unauthorized.definition, forbidden.definition, ...codes.map(declared)];
}

function definitionOf(factory: { readonly definition: ErrorDefinition }): ErrorDefinition {
  return factory.definition;
}

/** By their codes, for this room knows no other. Throws when nobody declares one, so that a renamed code is noticed. */
function declared(code: string): ErrorDefinition {
  const definition = errorByCode(code);
  if (definition === undefined)
    throw new Error(`The reference names the error ${code}, which nobody declares.`);
  return definition;
}

/** The shared error responses of a document, and the shapes their bodies take. */
export class ErrorResponses {
  readonly #schemas: ComponentSchemas;
  readonly #shared = new Map<string, ApiResponse>();

  constructor(schemas: ComponentSchemas) {
    this.#schemas = schemas;
  }

  sorted(): Record<string, ApiResponse> {
    return Object.fromEntries([...this.#shared].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** All error answers of one route by status. Those that only say what every route says are shared. */
  of(
    surface: Surface<unknown>,
    route: Route<unknown>,
    path: string,
  ): Record<string, ApiResponse | Reference> {
    const common = commonErrors(route, path);
    const own = route.errors.map((error) => error.definition);
    const all = new Map([...own, ...common].map((definition) => [definition.code, definition]));
    const byStatus = Map.groupBy(all.values(), (definition) => definition.status);
    const commonCodes = new Set(common.map((definition) => definition.code));
    return Object.fromEntries(
      [...byStatus]
        .sort(([a], [b]) => a - b)
        .map(([status, definitions]) => {
          const response = this.#response(surface, status, definitions);
          const shareable = definitions.every((definition) => commonCodes.has(definition.code));
          return [String(status), shareable ? this.#share(surface, definitions, response) : response];
        }),
    );
  }

  #share(
    surface: Surface<unknown>,
    definitions: readonly ErrorDefinition[],
    response: ApiResponse,
  ): ApiResponse | Reference {
    const name = this.#sharedName(surface, definitions, response);
    this.#shared.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  }

  /** After the first error in it; where routes differ in what else is in it, with a number. */
  #sharedName(
    surface: Surface<unknown>,
    definitions: readonly ErrorDefinition[],
    response: ApiResponse,
  ): string {
    const base = `${pascal(surface.name)}.${pascal(definitions[0]?.code ?? '')}`;
    const text = JSON.stringify(response);
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}.${number}`;
      const known = this.#shared.get(name);
      if (known === undefined || JSON.stringify(known) === text) return name;
    }
  }

  #response(surface: Surface<unknown>, status: number, definitions: readonly ErrorDefinition[]): ApiResponse {
    const examples: Record<string, NamedExample> = {};
    const shapes = new Map<string, Schema>();
    for (const definition of definitions) {
      const value = renderExample(surface, definition);
      examples[definition.code] = { summary: definition.title, value };
      const shape = this.#shapeOf(value);
      shapes.set(JSON.stringify(shape), shape);
    }
    const [first, ...others] = shapes.values();
    const waits = status === 429 || status === 503;
    return {
      description: definitions.map((one) => `\`${one.code}\`: ${one.message}`).join('\n\n'),
      headers: { ...HEADERS_OF_ERROR, ...(waits ? { 'Retry-After': headerRef('Retry-After') } : {}) },
      content: {
        'application/json': {
          schema: first === undefined || others.length > 0 ? { anyOf: [...shapes.values()] } : first,
          examples,
        },
      },
    };
  }

  /** The schema of an error body, read off the body itself: surfaces render errors in the forms published for them. */
  #shapeOf(value: Json): Schema {
    const body = value as JsonObject;
    if (body['error'] === VALIDATION.code) return this.#schemas.put('ValidationError', VALIDATION_SCHEMA);
    if (typeof body['error'] === 'string' && typeof body['request_id'] === 'string') {
      return this.#schemas.put('Error', ERROR_SCHEMA);
    }
    const keys = Object.entries(body).map(
      ([key, inner]) =>
        `${pascal(key)}${typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? pascal(Object.keys(inner).join('-')) : ''}`,
    );
    const { properties, ...rest } = inferSchema(value);
    const faults = body['details'] === undefined ? {} : { details: FAULTS_SCHEMA };
    return this.#schemas.put(`Error.${keys.join('.')}`, {
      ...rest,
      properties: { ...properties, ...faults },
    });
  }
}

function renderExample(surface: Surface<unknown>, definition: ErrorDefinition): Json {
  const rendered: RenderedError = {
    status: definition.status,
    code: definition.code,
    message: definition.message,
    facts: EXAMPLE_FACTS[definition.code] ?? {},
    requestId: REQUEST_ID,
    ...(definition.code === VALIDATION.code ? { details: [EXAMPLE_FAULT] } : {}),
  };
  return JSON.parse(JSON.stringify(surface.renderError(rendered))) as Json;
}

const EXAMPLE_FAULT = { type: 'missing', loc: ['body', 'email'], msg: 'Field required' };

function inferSchema(value: Json): Schema {
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) {
    const entries = Object.entries(value as JsonObject);
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, inner]) => [key, inferSchema(inner ?? null)])),
      required: entries.map(([key]) => key),
    };
  }
  if (Array.isArray(value)) return { type: 'array', items: {} };
  return { type: typeof value === 'number' ? 'integer' : typeof value };
}

const REQUEST_ID_SCHEMA: Schema = {
  type: 'string',
  description: 'The same as in the header `X-Request-Id`; quote it when you report a problem.',
};

const ERROR_SCHEMA: Schema = {
  type: 'object',
  description: 'Facts particular to the error (amounts, limits, ids) stand beside these three keys.',
  properties: {
    error: { type: 'string', description: 'Stable code; see the error catalogue.' },
    message: { type: 'string', description: 'A sentence for people; it may change.' },
    request_id: REQUEST_ID_SCHEMA,
  },
  required: ['error', 'message', 'request_id'],
  additionalProperties: true,
};

const FAULTS_SCHEMA: Schema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      type: {
        type: 'string',
        description: 'Kind of fault, e.g. `missing`, `extra_forbidden`, `string_too_short`.',
      },
      loc: {
        type: 'array',
        items: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
        description: 'Where it is: `body`, `query`, `path` or `header`, then the keys that lead to it.',
      },
      msg: { type: 'string', description: 'A sentence for people.' },
      input: { description: 'What was sent, if it is short and no secret.' },
    },
    required: ['type', 'loc', 'msg'],
  },
};

const VALIDATION_SCHEMA: Schema = {
  type: 'object',
  description: 'Names every fault of the request at once. Nothing was changed.',
  properties: {
    error: { type: 'string', const: 'ValidationError' },
    message: { type: 'string' },
    details: FAULTS_SCHEMA,
    status_code: { type: 'integer', const: 422 },
    request_id: REQUEST_ID_SCHEMA,
  },
  required: ['error', 'message', 'details', 'status_code'],
};
