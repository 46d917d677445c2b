/** JSON facts that travel beside an error's message, e.g. `current_balance`. Money is `bigint` units. */
export type Facts = Readonly<Record<string, unknown>>;

export interface ErrorDefinition {
  /** Stable, snake_case; part of the contract. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** Public text when the thrower gives none. Names no internals. */
  readonly message: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
}

export interface ErrorOptions {
  readonly facts?: Facts;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly internal?: string;
}

export class AppError extends Error {
  readonly definition: ErrorDefinition;
  readonly facts: Facts;
  /** Answer headers that belong to this error, e.g. `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the log alone. */
  readonly internal: string | undefined;

  constructor(definition: ErrorDefinition, options: ErrorOptions = {}) {
    super(options.message ?? definition.message);
    this.name = 'AppError';
    this.definition = definition;
    this.facts = options.facts ?? {};
    this.headers = options.headers ?? {};
    this.internal = options.internal;
  }

  get code(): string {
    return this.definition.code;
  }

  get status(): number {
    return this.definition.status;
  }
}

/** Makes one kind of error; call it to get an instance to throw. */
export interface ErrorFactory {
  (options?: ErrorOptions): AppError;
  readonly definition: ErrorDefinition;
}

const catalogue = new Map<string, ErrorDefinition>();

/**
 * Declares one entry of the error catalogue. A code is declared once in the whole product; the API reference lists
 * the catalogue, so a code that nobody declared cannot be thrown.
 */
export function defineError(definition: ErrorDefinition): ErrorFactory {
  if (catalogue.has(definition.code)) throw new Error(`Error code ${definition.code} is declared twice.`);
  catalogue.set(definition.code, definition);
  const factory = (options?: ErrorOptions): AppError => new AppError(definition, options);
  return Object.assign(factory, { definition });
}

export function errorByCode(code: string): ErrorDefinition | undefined {
  return catalogue.get(code);
}

export function errorCatalogue(): readonly ErrorDefinition[] {
  return [...catalogue.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** One fault of a request, in the published shape. */
export interface Fault {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
}

export function fault(loc: readonly (string | number)[], type: string, msg: string, input?: unknown): Fault {
  return input === undefined ? { type, loc, msg } : { type, loc, msg, input };
}

/** 422: names every fault of a request at once; nothing was changed. */
export class ValidationFailure extends Error {
  readonly details: readonly Fault[];

  constructor(details: readonly Fault[]) {
    super('Request validation failed');
    this.name = 'ValidationFailure';
    this.details = details;
  }
}
