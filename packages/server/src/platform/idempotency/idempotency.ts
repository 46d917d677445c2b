import { sql } from 'kysely';
import type { Sealer } from '../crypto/index.ts';
import type { Database, Tx } from '../db/index.ts';
import { AppError, errorByCode, idempotencyKeyReused, internalError } from '../errors/index.ts';
import type { IdempotencyRequest } from '../http/index.ts';
import { fromTaggedJson, toTaggedJson } from './tagged-json.ts';

/** How long a key is remembered. */
export const KEY_DAYS = 30;
const DAY_MS = 86_400_000;
/** What a replay shows in place of a secret that is no longer readable. */
export const REDACTED = '[redacted]';

export interface IdempotentResult<T> {
  readonly result: T;
  /** True when `result` is the stored answer of an earlier request. */
  readonly replayed: boolean;
}

export interface IdempotentScope {
  /** Whose keys these are; all zeros for the operator's own. */
  readonly partnerId: string;
  readonly at: Date;
}

export interface IdempotentOptions {
  /** Top-level fields of the result that hold a secret: sealed at rest, replayable for 24 hours. */
  readonly sealed?: readonly string[];
}

export interface Idempotency {
  /**
   * Runs `work` in one transaction, with its outcome stored beside it when the request carries a key. A repeated
   * request gets the stored outcome; one that arrives while the first still runs waits for it. Business refusals
   * (4xx but 401, 422 and 429) are outcomes too: their changes are rolled back, they are stored and thrown again.
   * Throws 409 `idempotency_key_reused` when the key came before with another input.
   */
  run<T>(
    request: IdempotencyRequest | null,
    scope: IdempotentScope,
    work: (tx: Tx) => Promise<T>,
    options?: IdempotentOptions,
  ): Promise<IdempotentResult<T>>;
  /** Forgets keys past their time; at most `limit` of them. */
  purge(at: Date, limit: number): Promise<number>;
}

interface RecordRow {
  readonly input_hash: Buffer;
  readonly status: number | null;
  readonly result: unknown;
  readonly sealed: Buffer | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

interface StoredError {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function createIdempotency(deps: { readonly db: Database; readonly sealer: Sealer }): Idempotency {
  const { db, sealer } = deps;
  return {
    async run<T>(
      request: IdempotencyRequest | null,
      scope: IdempotentScope,
      work: (tx: Tx) => Promise<T>,
      options: IdempotentOptions = {},
    ): Promise<IdempotentResult<T>> {
      if (request === null) return { result: await db.inTransaction(work), replayed: false };
      const outcome = await db.inTransaction((tx) => runKeyed(tx, request, scope, work, options, sealer));
      if (outcome.error !== undefined) throw outcome.error;
      return { result: outcome.result as T, replayed: outcome.replayed };
    },
    async purge(at, limit) {
      const { numAffectedRows } = await sql`DELETE FROM idempotency_record WHERE ctid IN (
        SELECT ctid FROM idempotency_record WHERE expires_at < ${at} LIMIT ${limit})`.execute(db.kysely);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

interface Outcome {
  readonly result?: unknown;
  readonly error?: AppError;
  readonly replayed: boolean;
}

async function runKeyed<T>(
  tx: Tx,
  request: IdempotencyRequest,
  scope: IdempotentScope,
  work: (tx: Tx) => Promise<T>,
  options: IdempotentOptions,
  sealer: Sealer,
): Promise<Outcome> {
  if (!(await claim(tx, request, scope))) {
    const row = await readRecord(tx, request, scope);
    if (!row.input_hash.equals(request.inputHash)) throw idempotencyKeyReused();
    return replay(row, request, scope, sealer);
  }
  await sql`SAVEPOINT idempotent_work`.execute(tx);
  try {
    const result = await work(tx);
    await store(tx, request, scope, 200, result, options, sealer);
    return { result, replayed: false };
  } catch (error) {
    if (!isStorable(error)) throw error;
    await sql`ROLLBACK TO SAVEPOINT idempotent_work`.execute(tx);
    const stored: StoredError = { code: error.code, message: error.message, facts: error.facts };
    await store(tx, request, scope, error.status, stored, {}, sealer);
    return { error, replayed: false };
  }
}

/** A refusal by the rules of the business; a repeated request would meet the same one. */
function isStorable(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 422, 429].includes(error.status) &&
    error.code !== idempotencyKeyReused.definition.code
  );
}

/** True when the key is now ours. Waits for a transaction that is just using it. */
async function claim(tx: Tx, request: IdempotencyRequest, scope: IdempotentScope): Promise<boolean> {
  const expires = new Date(scope.at.getTime() + KEY_DAYS * DAY_MS);
  const { numAffectedRows } = await sql`
    INSERT INTO idempotency_record AS r (partner_id, scope, key, input_hash, created_at, expires_at)
    VALUES (${scope.partnerId}, ${request.scope}, ${request.key}, ${request.inputHash}, ${scope.at}, ${expires})
    ON CONFLICT (partner_id, scope, key) DO UPDATE
      SET input_hash = excluded.input_hash, status = NULL, result = NULL, sealed = NULL,
          created_at = excluded.created_at, expires_at = excluded.expires_at
      WHERE r.expires_at < excluded.created_at`.execute(tx);
  return numAffectedRows === 1n;
}

async function readRecord(tx: Tx, request: IdempotencyRequest, scope: IdempotentScope): Promise<RecordRow> {
  const { rows } = await sql<RecordRow>`SELECT input_hash, status, result, sealed, created_at, expires_at
    FROM idempotency_record
    WHERE partner_id = ${scope.partnerId} AND scope = ${request.scope} AND key = ${request.key}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw internalError({ internal: 'idempotency record vanished' });
  return row;
}

function sealContext(request: IdempotencyRequest, scope: IdempotentScope): string {
  return `idempotency:${scope.partnerId}:${request.scope}:${request.key}`;
}

function replay(
  row: RecordRow,
  request: IdempotencyRequest,
  scope: IdempotentScope,
  sealer: Sealer,
): Outcome {
  const value = fromTaggedJson(row.result);
  if (row.status !== null && row.status >= 400) {
    const stored = value as StoredError;
    const definition = errorByCode(stored.code);
    if (definition === undefined)
      throw internalError({ internal: `stored error ${stored.code} is not in the catalogue` });
    const headers = { 'idempotency-replayed': 'true' };
    return {
      error: new AppError(definition, { message: stored.message, facts: stored.facts, headers }),
      replayed: true,
    };
  }
  if (row.sealed === null) return { result: value, replayed: true };
  const readable = scope.at.getTime() - row.created_at.getTime() < DAY_MS;
  const secrets = JSON.parse(sealer.unseal(row.sealed, sealContext(request, scope))) as Record<
    string,
    string
  >;
  const shown = readable ? secrets : Object.fromEntries(Object.keys(secrets).map((name) => [name, REDACTED]));
  return { result: { ...(value as object), ...shown }, replayed: true };
}

async function store(
  tx: Tx,
  request: IdempotencyRequest,
  scope: IdempotentScope,
  status: number,
  result: unknown,
  options: IdempotentOptions,
  sealer: Sealer,
): Promise<void> {
  const names = options.sealed ?? [];
  const entries = names.length === 0 ? [] : Object.entries(result as Record<string, unknown>);
  const secrets = Object.fromEntries(entries.filter(([name]) => names.includes(name)));
  const open =
    names.length === 0 ? result : Object.fromEntries(entries.filter(([name]) => !names.includes(name)));
  const sealed =
    names.length === 0 ? null : sealer.seal(JSON.stringify(secrets), sealContext(request, scope));
  await sql`UPDATE idempotency_record SET status = ${status}, result = ${toTaggedJson(open ?? null)}::jsonb, sealed = ${sealed}
    WHERE partner_id = ${scope.partnerId} AND scope = ${request.scope} AND key = ${request.key}`.execute(tx);
}
