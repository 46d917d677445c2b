import type { KeyObject } from 'node:crypto';
import { hmacSha256 } from '../crypto/index.ts';
import { ValidationFailure, fault } from '../errors/index.ts';
import type { IdempotencyRequest } from './route.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** The same input whatever the order of its keys; money and times in their exact form. */
function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `${value.toString()}n`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** One spelling of a path parameter: ids are the same in either case, with or without the prefix and dashes of their UUID. */
function canonicalParameter(value: string): string {
  const lower = value.toLowerCase();
  const hex = lower.replace(/^[a-z]{2,8}_(?=[0-9a-f]{32}$)/, '').replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(hex) ? hex : lower;
}

/** What a key belongs to: the same for every spelling of one path, so that another spelling is no way around the key. */
export function idempotencyPath(routePath: string, params: Readonly<Record<string, string>>): string {
  return routePath.replace(/:([A-Za-z_]+)/g, (_match, name: string) =>
    canonicalParameter(params[name] ?? ''),
  );
}

/** Reads `Idempotency-Key`. Throws 422 when it is not 1 to 255 printable ASCII characters. */
export function readIdempotencyKey(
  header: string | string[] | undefined,
  request: { readonly method: string; readonly path: string; readonly input: unknown },
  hashKey: KeyObject,
): IdempotencyRequest | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !KEY.test(header)) {
    throw new ValidationFailure([
      fault(
        ['header', 'Idempotency-Key'],
        'value_error',
        'Input should be 1 to 255 printable ASCII characters',
      ),
    ]);
  }
  return {
    key: header,
    scope: `${request.method} ${request.path}`,
    inputHash: hmacSha256(hashKey, canonical(request.input)),
  };
}

/** The header that tells a stored answer from a first one. */
export function replayHeader(replayed: boolean): Readonly<Record<string, string>> {
  return replayed ? { 'idempotency-replayed': 'true' } : {};
}
