import { ApiCall, type ApiResult } from './api-call.ts';
import { ConnectionError, PortalError, TimeoutError } from './errors.ts';
import {
  fillPath,
  isRepeatable,
  queryText,
  type OperationDescriptor,
  type OperationInput,
} from './operation.ts';
import { readError } from './read-error.ts';
import { backoffMs, isPassing, retryAfterMs, wait } from './retry.ts';

export interface TransportOptions {
  /** Where the API is, e.g. `https://portal.example.com`; a path prefix is kept. */
  readonly baseUrl: string;
  /** Longest wait for one try. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Further tries of a request that may be repeated. Default 3. */
  readonly maxRetries?: number | undefined;
  /** Longest that a `Retry-After` is waited for; beyond it the error is thrown at once. Default 60,000. */
  readonly maxRetryWaitMs?: number | undefined;
  /** Instead of the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Settings of one call. */
export interface RequestOptions {
  /** Default: a new UUID for each call that can take one. The same key is used for all tries of the call. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

interface Attempt {
  readonly url: string;
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly idempotencyKey: string | undefined;
  readonly download: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends operations: keys, time-outs, retries and errors are settled here, once for all clients. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #params: Readonly<Record<string, string>>;
  readonly #fetch: typeof globalThis.fetch;

  /** `params` are path parameters that every operation of the client shares. */
  constructor(
    options: TransportOptions,
    headers: Readonly<Record<string, string>>,
    params: Readonly<Record<string, string>> = {},
  ) {
    if (!URL.canParse(options.baseUrl)) throw new TypeError('baseUrl must be an absolute URL.');
    this.#options = options;
    this.#headers = { accept: 'application/json', ...headers, ...options.headers };
    this.#params = params;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Starts a call. Throws a `TypeError` when it cannot be sent as it is. */
  call<T>(
    operation: OperationDescriptor,
    input: OperationInput = {},
    options: RequestOptions = {},
  ): ApiCall<T> {
    if (options.idempotencyKey !== undefined && !operation.idempotent) {
      throw new TypeError(`${operation.id} takes no idempotency key.`);
    }
    const idempotencyKey = operation.idempotent ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
    const path = fillPath(operation.path, { ...this.#params, ...input.params });
    const attempt: Attempt = {
      url: `${this.#options.baseUrl.replace(/\/+$/, '')}${path}${queryText(input.query)}`,
      init: this.#init(operation, input, options, idempotencyKey),
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? this.#options.timeoutMs ?? 30_000,
      idempotencyKey,
      download: operation.download !== undefined,
    };
    const tries = isRepeatable(operation, idempotencyKey)
      ? 1 + (options.maxRetries ?? this.#options.maxRetries ?? 3)
      : 1;
    return new ApiCall(this.#run<T>(attempt, tries));
  }

  #init(
    operation: OperationDescriptor,
    input: OperationInput,
    options: RequestOptions,
    idempotencyKey: string | undefined,
  ): RequestInit {
    return {
      method: operation.method,
      headers: {
        ...this.#headers,
        ...(operation.download === undefined ? {} : { accept: `${operation.download}, application/json` }),
        ...contentType(operation, input),
        ...options.headers,
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.file === undefined ? {} : { body: input.file }),
      // A redirect would carry the token to wherever it leads; the API has none.
      redirect: 'error',
    };
  }

  async #run<T>(attempt: Attempt, tries: number): Promise<ApiResult<T>> {
    for (let done = 0; ; done++) {
      const last = done + 1 >= tries;
      const answer = await this.#try(attempt).catch((error: unknown) => {
        if (last || !(error instanceof ConnectionError)) throw error;
        return null;
      });
      if (answer !== null) {
        if (answer.status >= 200 && answer.status < 300) return toResult<T>(answer, attempt);
        const error = readError(answer, answer.text, attempt.idempotencyKey);
        if (last || !isPassing(answer.status)) throw error;
        const asked = retryAfterMs(answer.headers.get('retry-after'), Date.now());
        if (asked !== undefined && asked > (this.#options.maxRetryWaitMs ?? 60_000)) throw error;
        if (asked !== undefined) {
          await wait(asked, attempt.signal);
          continue;
        }
      }
      await wait(backoffMs(done, Math.random()), attempt.signal);
    }
  }

  /** One try, body included. Throws the caller's reason when the caller aborted, else a `ConnectionError`. */
  async #try(attempt: Attempt): Promise<Answer> {
    attempt.signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(attempt.timeoutMs);
    const signal = attempt.signal === undefined ? timeout : AbortSignal.any([attempt.signal, timeout]);
    try {
      const response = await this.#fetch(attempt.url, { ...attempt.init, signal });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      attempt.signal?.throwIfAborted();
      const { idempotencyKey } = attempt;
      if (timeout.aborted) {
        throw new TimeoutError(`No answer within ${attempt.timeoutMs.toString()} ms.`, {
          idempotencyKey,
          cause,
        });
      }
      throw new ConnectionError('The connection failed before an answer was there.', {
        idempotencyKey,
        cause,
      });
    }
  }
}

function contentType(operation: OperationDescriptor, input: OperationInput): Record<string, string> {
  if (input.file !== undefined) return { 'content-type': operation.upload ?? 'application/octet-stream' };
  return input.body === undefined ? {} : { 'content-type': 'application/json' };
}

function toResult<T>(answer: Answer, { idempotencyKey, download }: Attempt): ApiResult<T> {
  const { headers } = answer;
  return {
    data: (download ? answer.text : answer.text === '' ? undefined : parse(answer.text, idempotencyKey)) as T,
    status: answer.status,
    headers,
    requestId: headers.get('x-request-id') ?? undefined,
    apiVersion: headers.get('x-api-version') ?? undefined,
    replayed: headers.get('idempotency-replayed') === 'true',
    idempotencyKey,
  };
}

function parse(text: string, idempotencyKey: string | undefined): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new PortalError('The answer is not JSON; is baseUrl the address of the API?', {
      idempotencyKey,
      cause,
    });
  }
}
