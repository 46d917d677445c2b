/** Everything this client throws by itself, except a caller's own abort reason and mistakes in the call. */
export class PortalError extends Error {
  /** The key that was sent: repeat the request with the same one to be sure that it is done once. */
  readonly idempotencyKey: string | undefined;

  constructor(message: string, options: { idempotencyKey?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.idempotencyKey = options.idempotencyKey;
  }
}

/** No answer came: the connection failed or broke. What was asked may have been done. */
export class ConnectionError extends PortalError {}

/** No answer came in time. What was asked may have been done. */
export class TimeoutError extends ConnectionError {}

/** One fault of a request. */
export interface Fault {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
}

export interface ApiErrorFacts {
  readonly status: number;
  /** Stable; decide by it. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
  /** What the answer says beside code and message, e.g. `current_balance`. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly details: readonly Fault[];
  readonly retryAfterMs: number | undefined;
  readonly idempotencyKey: string | undefined;
}

/** The API refused. */
export class ApiError extends PortalError {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(facts: ApiErrorFacts) {
    super(facts.message, { idempotencyKey: facts.idempotencyKey });
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.facts = facts.facts;
  }
}

/** 401: missing, wrong, expired or revoked credentials. */
export class AuthenticationError extends ApiError {}
/** 403: these credentials may not do this. */
export class PermissionError extends ApiError {}
/** 404: it does not exist, or it is somebody else's. */
export class NotFoundError extends ApiError {}
/** 409: it contradicts what is there. */
export class ConflictError extends ApiError {}
/** 409: the key was used before for another request. */
export class IdempotencyKeyReusedError extends ConflictError {}
/** 5xx. */
export class ServerError extends ApiError {}

/** 422: `details` names every fault of the request; nothing was changed. */
export class ValidationError extends ApiError {
  readonly details: readonly Fault[];

  constructor(facts: ApiErrorFacts) {
    super(facts);
    this.details = facts.details;
  }
}

/** There is not enough money for this; nothing was moved. */
export class InsufficientBalanceError extends ApiError {
  /** What can be spent. */
  get currentBalance(): number | undefined {
    return numberFact(this.facts['current_balance']);
  }
  get requestedAmount(): number | undefined {
    return numberFact(this.facts['requested_amount']);
  }
  get currency(): string | undefined {
    const { currency } = this.facts;
    return typeof currency === 'string' ? currency : undefined;
  }
}

/** 429, and the waits of this client were not enough. */
export class RateLimitError extends ApiError {
  /** How long the API asks to wait. Milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ApiErrorFacts) {
    super(facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

function numberFact(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The error class for an answer. */
export function apiError(facts: ApiErrorFacts): ApiError {
  if (facts.code === 'insufficient_balance') return new InsufficientBalanceError(facts);
  if (facts.code === 'idempotency_key_reused') return new IdempotencyKeyReusedError(facts);
  switch (facts.status) {
    case 401:
      return new AuthenticationError(facts);
    case 403:
      return new PermissionError(facts);
    case 404:
      return new NotFoundError(facts);
    case 409:
      return new ConflictError(facts);
    case 422:
      return new ValidationError(facts);
    case 429:
      return new RateLimitError(facts);
    default:
      return facts.status >= 500 ? new ServerError(facts) : new ApiError(facts);
  }
}
