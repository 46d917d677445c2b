import { defineError } from './app-error.ts';

export const notFound = defineError({
  code: 'not_found',
  status: 404,
  title: 'Not found',
  message: 'No such resource.',
  retryable: false,
});
export const unauthorized = defineError({
  code: 'unauthorized',
  status: 401,
  title: 'Not authenticated',
  message: 'Missing or invalid credentials.',
  retryable: false,
});
export const forbidden = defineError({
  code: 'forbidden',
  status: 403,
  title: 'Not permitted',
  message: 'These credentials may not do this.',
  retryable: false,
});
export const notAcceptable = defineError({
  code: 'not_acceptable',
  status: 406,
  title: 'Not acceptable',
  message: 'Accept must admit application/json.',
  retryable: false,
});
export const unsupportedMediaType = defineError({
  code: 'unsupported_media_type',
  status: 415,
  title: 'Unsupported media type',
  message: 'Content-Type must be application/json.',
  retryable: false,
});
export const payloadTooLarge = defineError({
  code: 'payload_too_large',
  status: 413,
  title: 'Body too large',
  message: 'The request body is larger than 256 KiB.',
  retryable: false,
});
export const rateLimited = defineError({
  code: 'rate_limit_exceeded',
  status: 429,
  title: 'Too many requests',
  message: 'Too many requests; wait as long as Retry-After says.',
  retryable: true,
});
export const unsupportedApiVersion = defineError({
  code: 'unsupported_api_version',
  status: 400,
  title: 'Unknown API version',
  message: 'X-API-Version must name a version that exists.',
  retryable: false,
});
export const idempotencyKeyReused = defineError({
  code: 'idempotency_key_reused',
  status: 409,
  title: 'Idempotency key reused',
  message: 'This Idempotency-Key was used before with another request.',
  retryable: false,
});
export const pageTooDeep = defineError({
  code: 'page_too_deep',
  status: 422,
  title: 'Page too deep',
  message: 'Pages end at row 100,000; continue with the cursor.',
  retryable: false,
});
export const serviceUnavailable = defineError({
  code: 'service_unavailable',
  status: 503,
  title: 'Temporarily unavailable',
  message:
    'The service is temporarily unavailable. Try again shortly; a request with an Idempotency-Key is never applied twice.',
  retryable: true,
});
export const internalError = defineError({
  code: 'internal_server_error',
  status: 500,
  title: 'Internal error',
  message: 'Something went wrong on our side. Quote the request id when you report it.',
  retryable: true,
});
