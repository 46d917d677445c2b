import type { Settled } from '../platform/batch/index.ts';
import type { CommandResult } from './command.ts';
import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { postPrepared, sqlOf } from './posting-store.ts';
import type { PreparedCommand } from './prepared-command.ts';

/** Money of an account that is set aside. */
export interface Hold {
  readonly partnerId: string;
  readonly id: string;
  readonly accountId: string;
  readonly amount: bigint;
  readonly purpose: string;
  readonly reference: string | null;
  readonly takenAt: Date;
  /** Null: until released. */
  readonly expiresAt: Date | null;
}

interface HoldRow {
  readonly partner_id: string;
  readonly id: string;
  readonly account_id: string;
  readonly amount: bigint;
  readonly purpose: string;
  readonly reference: string | null;
  readonly taken_at: Date;
  readonly expires_at: Date | null;
}

const COLUMNS = sql`h.partner_id, h.id, h.account_id, h.amount, h.purpose, h.reference, h.taken_at, h.expires_at`;

function holdFromRow(row: HoldRow): Hold {
  return {
    partnerId: row.partner_id,
    id: row.id,
    accountId: row.account_id,
    amount: row.amount,
    purpose: row.purpose,
    reference: row.reference,
    takenAt: row.taken_at,
    expiresAt: row.expires_at,
  };
}

/** Open holds of an account, oldest first: all of them, or the first few. */
export async function readOpenHolds(
  reader: Reader,
  partnerId: string,
  accountId: string,
  limit: number | null = null,
): Promise<Hold[]> {
  const { rows } = await sql<HoldRow>`SELECT ${COLUMNS} FROM ledger_hold h
    WHERE h.partner_id = ${partnerId} AND h.account_id = ${accountId} AND h.ended_at IS NULL
    ORDER BY h.taken_at, h.id LIMIT ${limit}::bigint`.execute(reader);
  return rows.map(holdFromRow);
}

/** Open holds of a partner for one purpose, in the order of their ids. */
export async function readHoldsFor(
  reader: Reader,
  partnerId: string,
  purpose: string,
  place: { readonly afterId: string | null; readonly limit: number },
): Promise<Hold[]> {
  const after = place.afterId === null ? sql`` : sql`AND h.id > ${place.afterId}::uuid`;
  const { rows } = await sql<HoldRow>`SELECT ${COLUMNS} FROM ledger_hold h
    WHERE h.partner_id = ${partnerId} AND h.ended_at IS NULL AND h.purpose = ${purpose} ${after}
    ORDER BY h.id LIMIT ${place.limit}`.execute(reader);
  return rows.map(holdFromRow);
}

/** Those of some holds that are open. */
export async function readOpenByIds(
  reader: Reader,
  partnerId: string,
  ids: readonly string[],
): Promise<Hold[]> {
  const { rows } = await sql<HoldRow>`SELECT ${COLUMNS} FROM ledger_hold h
    WHERE h.partner_id = ${partnerId} AND h.id = ANY (${ids}::uuid[]) AND h.ended_at IS NULL`.execute(reader);
  return rows.map(holdFromRow);
}

/**
 * Ends holds whose time is over. One that is extended, settled or released at the same moment is left alone: the check
 * happens again under the account's lock.
 */
export async function expireHolds(
  tx: Tx,
  now: (partnerId: string) => Date,
  input: { readonly at: Date; readonly limit: number; readonly purposes?: readonly string[] },
): Promise<Hold[]> {
  const purposes =
    input.purposes === undefined ? sql`` : sql`AND h.purpose = ANY (${input.purposes}::text[])`;
  const { rows } = await sql<HoldRow>`SELECT ${COLUMNS} FROM ledger_hold h
    WHERE h.ended_at IS NULL AND h.expires_at <= ${input.at} ${purposes}
    ORDER BY h.expires_at LIMIT ${input.limit}`.execute(tx);
  if (rows.length === 0) return [];
  const commands = rows.map((row) => toExpiry(row, input.at));
  const results = await postPrepared(sqlOf(tx), commands, { now, careful: false, again: false });
  return rows.filter((_, index) => hasEnded(results[index])).map(holdFromRow);
}

function hasEnded(answer: Settled<CommandResult> | undefined): boolean {
  return answer !== undefined && 'value' in answer && answer.value.outcome === 'held';
}

function toExpiry(row: HoldRow, at: Date): PreparedCommand {
  return {
    kind: 'expire',
    partnerId: row.partner_id,
    id: uuidv7(at),
    at,
    debitAccountId: row.account_id,
    creditAccountId: null,
    currency: null,
    amount: null,
    code: null,
    reference: null,
    description: null,
    target: row.id,
    expiresAt: null,
    allowance: null,
    key: null,
    audit: null,
  };
}
