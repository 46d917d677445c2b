export {
  KEY_DAYS,
  REDACTED,
  createIdempotency,
  type Idempotency,
  type IdempotentOptions,
  type IdempotentResult,
  type IdempotentScope,
} from './idempotency.ts';
