import type { KeyedHash } from '../crypto/index.ts';
import { fault, type Fault } from '../errors/index.ts';
import type { IdempotencyRequest } from './route.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** The same input whatever the order of its keys; money and times in their exact form. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value.toString()}n`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const record = value as Readonly<Record<string, unknown>>;
  let out = '';
  // By UTF-16 unit, which is how `sort` compares when nobody tells it otherwise.
  for (const key of Object.keys(record).sort()) {
    if (record[key] === undefined) continue;
    out += `${out === '' ? '' : ','}${JSON.stringify(key)}:${canonical(record[key])}`;
  }
  return `{${out}}`;
}

/** One spelling of a path parameter: ids are the same in either case, with or without the prefix and dashes of their UUID. */
function canonicalParameter(value: string): string {
  const lower = value.toLowerCase();
  const hex = lower.replace(/^[a-z]{2,8}_(?=[0-9a-f]{32}$)/, '').replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(hex) ? hex : lower;
}

/** Writes a route's path with the parameters of a request. */
export type PathWriter = (params: Readonly<Record<string, string>>) => string;

/** What a key belongs to: the same for every spelling of one path, so that another spelling is no way around the key. */
export function compileIdempotencyPath(routePath: string): PathWriter {
  // Texts at even places, names of parameters at odd ones.
  const parts = routePath.split(/:([A-Za-z_]+)/);
  return (params) =>
    parts.map((part, place) => (place % 2 === 0 ? part : canonicalParameter(params[part] ?? ''))).join('');
}

/** What is wrong with an `Idempotency-Key`: it is 1 to 255 printable ASCII characters, or absent. */
export function keyFaults(header: string | string[] | undefined): Fault[] {
  if (header === undefined || (typeof header === 'string' && KEY.test(header))) return [];
  const message = 'Input should be 1 to 255 printable ASCII characters';
  return [fault(['header', 'Idempotency-Key'], 'value_error', message)];
}

/** What a key in which no fault was found stands for. */
export function readIdempotencyKey(
  key: string,
  request: { readonly scope: string; readonly input: unknown },
  keyedHash: KeyedHash,
): IdempotencyRequest {
  return {
    key,
    scope: request.scope,
    inputHash: keyedHash(canonical(request.input)),
  };
}

/** The header that tells a stored answer from a first one. */
export function replayHeader(replayed: boolean): Readonly<Record<string, string>> {
  return replayed ? { 'idempotency-replayed': 'true' } : {};
}
