import type { TSchema } from 'typebox';
import {
  DEFAULT_API_VERSION,
  node,
  type ApiVersion,
  type Route,
  type SchemaNode,
  type Surface,
} from '../platform/http/index.ts';
import { answerSchemas, versionedName } from './answer-schemas.ts';
import type {
  ApiResponse,
  Json,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
  Reference,
  Schema,
} from './document.ts';
import type { ErrorResponses } from './error-responses.ts';
import { HEADERS_OF_SUCCESS, RATE_HEADERS, headerRef, parameterRef } from './headers.ts';
import { pascal, sdkName } from './names.ts';
import { sample } from './sample.ts';
import type { ComponentSchemas } from './schema.ts';
import { surfaceFacts } from './surface-facts.ts';

export interface OperationContext {
  readonly surface: Surface<unknown>;
  readonly schemas: ComponentSchemas;
  readonly errors: ErrorResponses;
  readonly tag: string;
}

/** `/accounts/:id` below its base → `/api/v1/partner/accounts/{id}`. */
export function openApiPath(surface: Surface<unknown>, route: Route<unknown>): string {
  return `${surface.bases[0] ?? ''}${route.path}`.replaceAll(/:([A-Za-z_]\w*)(\([^)]*\))?/g, '{$1}') || '/';
}

/** One route as an operation of the document. */
export function toOperation(route: Route<unknown>, context: OperationContext): Operation {
  const { surface, schemas, errors, tag } = context;
  const path = openApiPath(surface, route);
  const facts = surfaceFacts(surface.bases[0] ?? '');
  return {
    operationId: route.operationId,
    tags: [tag],
    summary: route.summary,
    description: describe(route),
    security: route.open === true ? [] : facts.security,
    parameters: [
      ...pathParameters(route, path, schemas),
      ...queryParameters(route, schemas),
      ...(route.idempotent === true ? [parameterRef('IdempotencyKey')] : []),
      parameterRef('ApiVersion'),
    ],
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body, schemas) }),
    ...(route.upload === undefined ? {} : { requestBody: uploadBody(route.upload) }),
    responses: {
      [String(route.success.status)]: successResponse(route, schemas),
      ...errors.of(surface, route, path),
    },
    'x-sdk': `${facts.client}.${sdkName(route)}`,
    ...(route.idempotent === true ? { 'x-idempotent': true } : {}),
    ...(route.scope === null ? {} : { 'x-scope': route.scope }),
  };
}

function describe(route: Route<unknown>): string {
  const notes = [route.description.trim()];
  if (route.scope !== null) notes.push(`Needs the scope \`${route.scope}\`.`);
  if (route.open === true) notes.push('Needs no credentials.');
  return notes.join('\n\n');
}

function pathParameters(route: Route<unknown>, path: string, schemas: ComponentSchemas): Parameter[] {
  const known = properties(route.params);
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = known[name];
    const { description, ...rest } = schema === undefined ? UNDECLARED_PARAMETER : schemas.convert(schema);
    return {
      name,
      in: 'path',
      required: true,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

/** The account in the base path of the customer side is read by its authentication, not by a route. */
const UNDECLARED_PARAMETER: Schema = {
  type: 'string',
  description: 'The account’s own `auth_id`, the same as in `X-Auth-ID`.',
};

function queryParameters(route: Route<unknown>, schemas: ComponentSchemas): Parameter[] {
  const required = new Set(route.query === undefined ? [] : (node(route.query).required ?? []));
  return Object.entries(properties(route.query)).map(([name, schema]) => {
    const { description, ...rest } = schemas.convert(schema);
    return {
      name,
      in: 'query',
      required: required.has(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function properties(schema: TSchema | undefined): Readonly<Record<string, SchemaNode>> {
  return schema === undefined ? {} : (node(schema).properties ?? {});
}

function requestBody(
  route: Route<unknown>,
  body: TSchema,
  schemas: ComponentSchemas,
): NonNullable<Operation['requestBody']> {
  const value = (route.example ?? sample(body)) as Json;
  return {
    required: route.bodyOptional !== true,
    content: {
      'application/json': {
        schema: schemas.own(body, `${pascal(route.operationId)}Request`),
        examples: { request: { value } },
      },
    },
  };
}

function uploadBody(upload: NonNullable<Route<unknown>['upload']>): NonNullable<Operation['requestBody']> {
  return {
    required: true,
    content: {
      [upload.mediaType]: {
        schema: { type: 'string', description: upload.description },
        examples: { request: { value: upload.example } },
      },
    },
  };
}

function fileAnswer(example: NamedExample): MediaType {
  return { schema: { type: 'string' }, examples: { answer: example } };
}

function successResponse(route: Route<unknown>, schemas: ComponentSchemas): ApiResponse {
  const { success } = route;
  const { orFile } = success;
  const headers: Record<string, Reference> = {
    ...HEADERS_OF_SUCCESS,
    ...(route.open === true ? {} : RATE_HEADERS),
    ...(route.idempotent === true ? { 'Idempotency-Replayed': headerRef('Idempotency-Replayed') } : {}),
  };
  if (success.mediaType !== undefined) {
    const packed = success.mediaType === 'application/gzip' ? { summary: 'What is packed in it' } : {};
    const file = fileAnswer({ ...packed, value: success.example as Json });
    return { description: success.description, headers, content: { [success.mediaType]: file } };
  }
  const name = `${pascal(route.operationId)}Response`;
  const own = answerSchemas(route);
  if (own.length === 0) return { description: success.description, headers };
  const refs = own.map(
    ([version, schema]) => [version, schemas.name(schema, versionedName(name, version))] as const,
  );
  const [first] = refs;
  const versioned = refs.length > 1;
  return {
    description: versioned
      ? `${success.description} The form differs between versions ${own.map(([version]) => `\`${version}\``).join(' and ')}.`
      : success.description,
    headers,
    content: {
      'application/json': {
        schema: versioned || first === undefined ? { anyOf: refs.map(([, ref]) => ref) } : first[1],
        examples: successExamples(route, own),
      },
      ...(orFile === undefined ? {} : { [orFile.mediaType]: fileAnswer({ value: orFile.example }) }),
    },
    ...(versioned ? { 'x-api-versions': Object.fromEntries(refs) } : {}),
  };
}

function successExamples(
  route: Route<unknown>,
  schemas: readonly (readonly [ApiVersion, TSchema])[],
): Record<string, NamedExample> {
  const { example } = route.success;
  if (schemas.length === 1) {
    return Object.fromEntries(
      schemas.map(([, schema]) => ['answer', { value: (example ?? sample(schema)) as Json }]),
    );
  }
  return Object.fromEntries(
    schemas.map(([version, schema]) => [
      version,
      {
        summary: `Version ${version}`,
        value:
          version === DEFAULT_API_VERSION && example !== undefined
            ? (example as Json)
            : sample(schema, example),
      },
    ]),
  );
}
