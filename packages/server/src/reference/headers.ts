import type { JsonObject, Parameter, Reference } from './document.ts';
import { API_VERSIONS, DEFAULT_API_VERSION } from '../platform/http/index.ts';

export const HEADERS: Readonly<Record<string, JsonObject>> = {
  'Idempotency-Replayed': {
    description:
      '`true` when this is the stored answer of an earlier request with the same key; absent otherwise.',
    schema: { type: 'string', const: 'true' },
  },
  'RateLimit-Limit': {
    description: 'Most requests that may come at once.',
    schema: { type: 'integer' },
  },
  'RateLimit-Remaining': {
    description: 'Requests that are left right now.',
    schema: { type: 'integer' },
  },
  'RateLimit-Reset': {
    description: 'Seconds until all requests are there again.',
    schema: { type: 'integer' },
  },
  'Retry-After': {
    description: 'Seconds to wait before the request may be repeated.',
    schema: { type: 'integer', minimum: 1 },
  },
  'X-API-Version': {
    description: 'The version in which this answer is written.',
    schema: { type: 'string', enum: [...API_VERSIONS] },
  },
  'X-Error-Code': {
    description: 'The stable code of the error, also where the body has no place for it.',
    schema: { type: 'string' },
  },
  'X-Request-Id': {
    description: 'Names this request in our logs; quote it when you report a problem.',
    schema: { type: 'string' },
  },
};

export function headerRef(name: keyof typeof HEADERS): Reference {
  return { $ref: `#/components/headers/${name}` };
}

function refs(names: readonly string[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, headerRef(name)]));
}

export const HEADERS_OF_ERROR = refs(['X-Request-Id', 'X-Error-Code']);
export const HEADERS_OF_SUCCESS = refs(['X-Request-Id', 'X-API-Version']);
export const RATE_HEADERS = refs(['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']);

export const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
  ApiVersion: {
    name: 'X-API-Version',
    in: 'header',
    required: false,
    description: `Version of the answer. Default: the one pinned to the credential, at first \`${DEFAULT_API_VERSION}\`.`,
    schema: { type: 'string', enum: [...API_VERSIONS] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes this request safe to repeat: any text of 1 to 255 printable ASCII characters that is new for each thing you want done, e.g. a UUID.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: String.raw`^[\x20-\x7e]{1,255}$` },
    example: '5f0c2b1e-6d0a-4c55-9a0b-2f4f6b1f7a10',
  },
};

export function parameterRef(name: keyof typeof SHARED_PARAMETERS): Reference {
  return { $ref: `#/components/parameters/${name}` };
}
