import { sql, type RawBuilder } from 'kysely';
import type { CommandResult } from '../ledger/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { fromHoldingRow, type HoldingRow } from './holding-store.ts';
import type { NumberHolding } from './number-holding.ts';

const RENEWED = sql`status IN ('active', 'grace', 'suspended')`;
/** Space of the advisory locks that keep two runs from renewing numbers of one customer at once. */
const RENEWAL_LOCKS = 7_010;

/**
 * Lets numbers that could not pay be tried now: those whose wallet has the money meanwhile, and those of customers of whom
 * something else is due, so that the oldest debt is tried first. They take their old place in the order.
 */
export async function wakeShort(reader: Reader, at: Date): Promise<void> {
  await sql`UPDATE number_holding h SET next_attempt_at = h.paid_until
    WHERE h.status IN ('grace', 'suspended') AND h.next_attempt_at > ${at} AND (
      EXISTS (SELECT FROM ledger_account_balance b
        WHERE b.partner_id = h.partner_id AND b.id = h.wallet_account_id AND b.balance - b.held - b.floor >= h.monthly_fee)
      OR EXISTS (SELECT FROM number_holding d
        WHERE d.partner_id = h.partner_id AND d.customer_id = h.customer_id AND d.status = 'active'
          AND d.next_attempt_at <= ${at}))`.execute(reader);
}

/**
 * Numbers whose next month is due, oldest first, locked until COMMIT. Numbers of a customer that another run has in hand
 * are left to it, so that whoever is first in line is first there too.
 */
export async function lockDue(tx: Tx, at: Date, limit: number): Promise<NumberHolding[]> {
  const { rows } = await sql<HoldingRow>`
    WITH due AS MATERIALIZED (
      SELECT partner_id, id, customer_id FROM number_holding
      WHERE next_attempt_at <= ${at} AND ${RENEWED} ORDER BY next_attempt_at, id LIMIT ${limit}
    ), payers AS MATERIALIZED (
      SELECT DISTINCT customer_id FROM due
    ), mine AS MATERIALIZED (
      SELECT customer_id FROM payers WHERE pg_try_advisory_xact_lock(${RENEWAL_LOCKS}, hashtext(customer_id::text))
    )
    SELECT h.* FROM mine JOIN due USING (customer_id)
    JOIN number_holding h ON h.partner_id = due.partner_id AND h.id = due.id
    WHERE h.next_attempt_at <= ${at} AND h.status IN ('active', 'grace', 'suspended')
    ORDER BY h.next_attempt_at, h.id FOR UPDATE OF h SKIP LOCKED`.execute(tx);
  return rows.map(fromHoldingRow);
}

/** One number, if it is still due. */
export async function lockDueOne(tx: Tx, one: NumberHolding, at: Date): Promise<NumberHolding[]> {
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${one.partnerId} AND id = ${one.id} AND next_attempt_at <= ${at} AND ${RENEWED}
    FOR UPDATE`.execute(tx);
  return rows.map(fromHoldingRow);
}

/** Puts a number off that cannot be dealt with, so that it keeps none of the others waiting. */
export async function postpone(reader: Reader, one: NumberHolding, until: Date): Promise<void> {
  await sql`UPDATE number_holding SET next_attempt_at = ${until}
    WHERE partner_id = ${one.partnerId} AND id = ${one.id} AND ${RENEWED}`.execute(reader);
}

/** Numbers whose next month is to be held, is not, and could be now; locked until COMMIT. */
export async function lockUnreserved(tx: Tx, limit: number): Promise<NumberHolding[]> {
  return lockSome(
    tx,
    sql`SELECT h.* FROM number_holding h
      JOIN ledger_account_balance b ON b.partner_id = h.partner_id AND b.id = h.wallet_account_id
      WHERE h.reserve_renewal AND h.renewal_hold_id IS NULL AND h.status = 'active' AND h.monthly_fee > 0
        AND b.balance - b.held - b.floor >= h.monthly_fee
      ORDER BY h.paid_until, h.id LIMIT ${limit} FOR UPDATE OF h SKIP LOCKED`,
  );
}

/** Numbers whose release can no longer be taken back; locked until COMMIT. */
export async function lockReleasing(tx: Tx, at: Date, limit: number): Promise<NumberHolding[]> {
  return lockSome(
    tx,
    sql`SELECT * FROM number_holding WHERE status = 'pending_release' AND releases_at <= ${at}
      ORDER BY releases_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
}

async function lockSome(tx: Tx, query: RawBuilder<unknown>): Promise<NumberHolding[]> {
  const { rows } = await sql<HoldingRow>`${query}`.execute(tx);
  return rows.map(fromHoldingRow);
}

/** Runs `work`, and takes back what it posted when one of its results is a refusal. */
export async function undoneWhenRefused(
  tx: Tx,
  work: () => Promise<CommandResult[]>,
): Promise<CommandResult[]> {
  await sql`SAVEPOINT number_renewal`.execute(tx);
  const results = await work();
  if (results.some((result) => result.outcome === 'refused'))
    await sql`ROLLBACK TO SAVEPOINT number_renewal`.execute(tx);
  return results;
}
