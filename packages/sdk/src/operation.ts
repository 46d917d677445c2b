/** What the transport must know of one operation; a generated table holds one for each. */
export interface OperationDescriptor {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{parameters}`. */
  readonly path: string;
  /** Accepts `Idempotency-Key`; the client then always sends one. */
  readonly idempotent: boolean;
  /** It takes a file of this type instead of JSON. */
  readonly upload?: 'text/csv';
  /** It answers a file, as text, instead of JSON. */
  readonly download?: 'text/csv';
}

/** A file to send. Not a stream: a stream could not be sent again when the first try fails. */
export type FileBody = string | Uint8Array<ArrayBuffer> | Blob;

export interface OperationInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly file?: FileBody;
}

/** Fills the parameters in; every one is escaped, so that no id can become another path. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`The path parameter ${name} is missing.`);
    // Dots are never escaped, and a segment of dots alone is a step up.
    if (/^\.+$/.test(value)) throw new TypeError(`${value} cannot be the path parameter ${name}.`);
    return encodeURIComponent(value);
  });
}

type QueryValue = string | number | boolean | Date | null | undefined;

/** `{page: 2, search: undefined}` → `?page=2`. */
export function queryText(query: object | undefined): string {
  const search = new URLSearchParams();
  const entries = Object.entries((query ?? {}) as Readonly<Record<string, QueryValue>>);
  for (const [name, value] of entries) {
    if (value === undefined || value === null) continue;
    search.append(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether sending this request twice does no more than sending it once. */
export function isRepeatable(operation: OperationDescriptor, idempotencyKey: string | undefined): boolean {
  return idempotencyKey !== undefined || ['GET', 'PUT', 'DELETE'].includes(operation.method);
}
