/** An answer with what stands around its body. */
export interface ApiResult<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
  /** Quote it when you report a problem. */
  readonly requestId: string | undefined;
  /** The version this answer is written in. */
  readonly apiVersion: string | undefined;
  /** True when this is the stored answer of an earlier request with the same key. */
  readonly replayed: boolean;
  readonly idempotencyKey: string | undefined;
}

/** A call under way. Await it for the answer's body, or `withResponse()` for everything around it. */
export class ApiCall<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'ApiCall';
  readonly #result: Promise<ApiResult<T>>;

  constructor(result: Promise<ApiResult<T>>) {
    this.#result = result;
  }

  /** Body, status, request id, whether it was replayed. */
  async withResponse(): Promise<ApiResult<T>> {
    return this.#result;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then((result) => result.data).then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally);
  }
}
