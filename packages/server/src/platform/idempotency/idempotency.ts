import { sql } from 'kysely';
import type { Sealer } from '../crypto/index.ts';
import type { Database, Tx } from '../db/index.ts';
import { AppError, errorByCode, idempotencyKeyReused, internalError } from '../errors/index.ts';
import type { IdempotencyRequest } from '../http/index.ts';
import { DAY_MS } from '../time/index.ts';
import { fromTaggedJson, toTaggedJson } from './tagged-json.ts';

/** How long a key is remembered. */
export const KEY_DAYS = 30;
/** How long a secret of a stored result can be read again. */
const SECRETS_KEPT_MS = DAY_MS;
/** What a replay shows in place of a secret that is no longer readable, or was somebody else's. */
export const REDACTED = '[redacted]';

export interface IdempotentResult<T> {
  readonly result: T;
  /** True when `result` is the stored answer of an earlier request. */
  readonly replayed: boolean;
}

export interface IdempotentScope {
  /** Whose keys these are; all zeros for the operator's own. */
  readonly partnerId: string;
  /** Who asks: one person or one token. Secrets are shown again to them alone. */
  readonly caller: string;
  readonly at: Date;
}

export interface IdempotentOptions {
  /**
   * Top-level fields of the result that hold a secret: sealed at rest, and replayable for 24 hours to the caller who
   * got them first. Another one of the same partner may have fewer rights than the secret would give.
   */
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
  /** Forgets keys and secrets past their time; at most `limit` of each. Tells how many keys. */
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
          SELECT ctid FROM idempotency_record WHERE expires_at < ${at} LIMIT ${limit})
        AND expires_at < ${at}`.execute(db.kysely);
      await forgetSecrets(db, new Date(at.getTime() - SECRETS_KEPT_MS), limit);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

/** The condition stands outside too: a row may be claimed anew between being found and being changed. */
async function forgetSecrets(db: Database, madeBy: Date, limit: number): Promise<void> {
  await sql`UPDATE idempotency_record SET sealed = NULL WHERE ctid IN (
      SELECT ctid FROM idempotency_record WHERE sealed IS NOT NULL AND created_at <= ${madeBy} LIMIT ${limit})
    AND sealed IS NOT NULL AND created_at <= ${madeBy}`.execute(db.kysely);
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

/** Sealed under this, a secret opens for one caller and in one row. */
function sealContext(request: IdempotencyRequest, scope: IdempotentScope): string {
  return `idempotency:${JSON.stringify([scope.partnerId, scope.caller, request.scope, request.key])}`;
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
  const secrets = readSecrets(row, request, scope, sealer);
  return { result: secrets === null ? value : { ...(value as object), ...secrets }, replayed: true };
}

/** Null when there are none for this caller (any more): the stored result has a mask in their place. */
function readSecrets(
  row: RecordRow,
  request: IdempotencyRequest,
  scope: IdempotentScope,
  sealer: Sealer,
): Record<string, unknown> | null {
  if (row.sealed === null || scope.at.getTime() - row.created_at.getTime() >= SECRETS_KEPT_MS) return null;
  try {
    return JSON.parse(sealer.unseal(row.sealed, sealContext(request, scope))) as Record<string, unknown>;
  } catch {
    // Somebody else's, or sealed under another master secret.
    return null;
  }
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
  const { open, secrets } = setApart(result, options.sealed ?? []);
  const sealed = secrets === null ? null : sealer.seal(JSON.stringify(secrets), sealContext(request, scope));
  await sql`UPDATE idempotency_record SET status = ${status}, result = ${toTaggedJson(open ?? null)}::jsonb, sealed = ${sealed}
    WHERE partner_id = ${scope.partnerId} AND scope = ${request.scope} AND key = ${request.key}`.execute(tx);
}

/** The result as everybody may see it, with a mask for each secret, and the secrets by themselves. */
function setApart(
  result: unknown,
  names: readonly string[],
): { readonly open: unknown; readonly secrets: Readonly<Record<string, unknown>> | null } {
  if (names.length === 0) return { open: result, secrets: null };
  const fields = Object.entries(result as Record<string, unknown>);
  const isSecret = ([name, value]: readonly [string, unknown]): boolean =>
    names.includes(name) && value !== null && value !== undefined;
  return {
    open: Object.fromEntries(fields.map((field) => (isSecret(field) ? [field[0], REDACTED] : field))),
    secrets: Object.fromEntries(fields.filter(isSecret)),
  };
}
